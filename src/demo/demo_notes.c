/* SPDX-License-Identifier: EUPL-1.2 */
/* What the lead wrote down in the example's meetings, behind three doors. */
#include "demo/demo_parts.h"
#include "meeting/note.h"

enum quote_check { NO_QUOTE, NOT_ASKED, AGREED };

struct plan {
	enum demo_note id;		/* DEMO_NO_NOTE: nothing names it */
	enum demo_meeting meeting;
	int minute;			/* after the beginning */
	enum note_door door;
	enum note_code code;
	const char *subject;		/* may be NULL */
	int task;
	enum quote_check check;
	const char *body;
	const char *before;		/* what it said first; may be NULL */
};

static const struct plan plans[] = {
	{ DEMO_NO_NOTE, DEMO_INTERVIEW, 4, NOTE_OWN, NOTE_SUBJECT, NULL, 0, NO_QUOTE,
	  "Volgende keer eerder naar buiten. Bij de bus zag ik in vijf minuten meer dan aan tafel.",
	  NULL },
	{ DEMO_NOTE_TREES, DEMO_INTERVIEW, 11, NOTE_REPORT, NOTE_SUBJECT, "eig", 3, NO_QUOTE,
	  "Wie een boom snoeit, werkt de bomenkaart dezelfde dag bij. De teamleider is eigenaar: "
	  "die beslist of er een veld bij komt.",
	  "Wie snoeit, werkt de bomenkaart bij. Teamleider is eigenaar." },
	{ DEMO_NO_NOTE, DEMO_INTERVIEW, 16, NOTE_REPORT, NOTE_QUOTE, "eig", 0, AGREED,
	  "Als er niemand van is, is er morgen niemand die het bijwerkt.", NULL },
	{ DEMO_NOTE_TABLET, DEMO_INTERVIEW, 23, NOTE_REPORT, NOTE_OBSTACLE, "ict", 3, NO_QUOTE,
	  "De tablet in de bus laat de kaart zien, maar opslaan lukt alleen op kantoor.", NULL },
	{ DEMO_NO_NOTE, DEMO_INTERVIEW, 29, NOTE_OWN, NOTE_QUOTE, "ict", 0, NOT_ASKED,
	  "Ik bel liever even met kantoor dan dat ik het in het systeem opzoek.", NULL },
	{ DEMO_NO_NOTE, DEMO_INTERVIEW, 36, NOTE_TEAM, NOTE_IDEA, "eig", 0, NO_QUOTE,
	  "Laat Burgerzaken een ochtend meelopen: zo ziet een kaart met een eigenaar eruit.", NULL },
	{ DEMO_NO_NOTE, DEMO_WORKSHOP, 14, NOTE_OWN, NOTE_SUBJECT, NULL, 0, NO_QUOTE,
	  "De zaal was te warm. Na de eerste stemming deed een raam open wonderen.", NULL },
	{ DEMO_NOTE_ADDRESS, DEMO_WORKSHOP, 22, NOTE_REPORT, NOTE_OBSTACLE, "eig", 1, NO_QUOTE,
	  "Een fout adres wordt aan de balie bij drie plekken gemeld. Wat er daarna gebeurt, "
	  "hoort de melder zelden.", NULL },
	{ DEMO_NO_NOTE, DEMO_WORKSHOP, 38, NOTE_TEAM, NOTE_IDEA, "eig", 0, NO_QUOTE,
	  "Begin met de vijf gegevens die iedereen gebruikt. Adres en gezin staan bovenaan.", NULL },
	{ DEMO_NOTE_ASKING, DEMO_WORKSHOP, 57, NOTE_REPORT, NOTE_SUBJECT, "lei", 0, NO_QUOTE,
	  "In drie teams wordt naar cijfers gevraagd, maar zelden naar waarom ze zo zijn.", NULL },
	{ DEMO_NO_NOTE, DEMO_WORKSHOP, 66, NOTE_REPORT, NOTE_QUOTE, "lei", 0, AGREED,
	  "Ik vroeg om een cijfer en kreeg een cijfer. Een gesprek was beter geweest.", NULL },
	{ DEMO_NOTE_DONE, DEMO_WORKSHOP, 88, NOTE_REPORT, NOTE_SUBJECT, "dat", 2, NO_QUOTE,
	  "Met ‘afgerond’ bedoelt de vergunningverlener het besluit en het loket de brief. "
	  "Daartussen zit soms twee weken.",
	  "Afgerond: besluit of brief? Verschil soms twee weken." },
	{ DEMO_NO_NOTE, DEMO_WORKSHOP, 97, NOTE_TEAM, NOTE_TASK, "dat", 1, NO_QUOTE,
	  "Voor de gezinnen met schulden telt de dag van de eerste brief. Die dag staat nergens.",
	  NULL },
	{ DEMO_NOTE_PRIVACY, DEMO_WORK_SESSION, 9, NOTE_REPORT, NOTE_SUBJECT, "ver", 0, NO_QUOTE,
	  "Het spreekuur is laagdrempelig. Mensen komen met een idee, niet pas met een contract.",
	  NULL },
	{ DEMO_NOTE_DESK, DEMO_WORK_SESSION, 41, NOTE_REPORT, NOTE_IDEA, "pro", 0, NO_QUOTE,
	  "De balie wordt gepland op de wachttijd van de week ervoor. Andere teams willen dat "
	  "komen bekijken.", NULL },
	{ DEMO_NO_NOTE, DEMO_WORK_SESSION, 74, NOTE_TEAM, NOTE_OBSTACLE, "cul", 0, NO_QUOTE,
	  "Over tegenvallers praten lukt in de kleine kring. Zodra het college meeleest, wordt "
	  "het stiller.", NULL },
};

static bool write(struct demo *d, const struct plan *p, int64_t id, struct err *e)
{
	struct note n = {
		.id = id, .meeting = p->meeting, .account = d->lead, .door = p->door,
		.code = p->code, .subject = str_from(p->subject), .task = p->task,
		.is_checked = p->check == AGREED, .body = str_from(p->body),
		.changed = demo_meeting_starts(d, p->meeting) + p->minute * CLOCK_MINUTE_MS,
	};
	bool is_check_gone;

	if (p->before) {
		struct note first = n;

		first.body = str_from(p->before);
		if (!note_put(d->db, &first, &is_check_gone, e))
			return false;
		n.changed += 2 * CLOCK_MINUTE_MS;
	}
	return note_put(d->db, &n, &is_check_gone, e);
}

bool demo_notes_write(struct demo *d, struct err *e)
{
	int64_t other = DEMO_NOTES_FREE;

	for (size_t i = 0; i < ARRAY_LEN(plans); i++)
		if (!write(d, &plans[i], plans[i].id ? (int64_t)plans[i].id : other++, e))
			return false;
	return true;
}
