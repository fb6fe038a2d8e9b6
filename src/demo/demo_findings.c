/* SPDX-License-Identifier: EUPL-1.2 */
/* What was found, in three layers.  Counts are holes (demo_counts.c). */
#include <string.h>

#include "demo/demo_parts.h"
#include "finding/finding.h"

#define SITE "https://waterrade.example/"

enum { ID_FIRST = 2026301, FILE_FIRST = 2026401, WRITTEN_DAYS = -8, WRITTEN_HOUR = 13 };

struct plan {
	const char *subject;
	enum finding_layer layer;
	enum finding_stance stance;
	enum demo_meeting meeting;
	enum demo_note note;
	const char *body, *source, *link;	/* NULL: none */
	const char *file, *bytes;
};

#define PICTURE(stance, body, source) \
	LAYER_PICTURE, stance, DEMO_NO_MEETING, DEMO_NO_NOTE, body, source, NULL, NULL, NULL
#define STORY(stance, meeting, note, body, source) \
	LAYER_STORY, stance, meeting, note, body, source, NULL, NULL, NULL
#define PAPER(stance, body, source, link) \
	LAYER_PAPER, stance, DEMO_NO_MEETING, DEMO_NO_NOTE, body, source, link, NULL, NULL
#define PAPER_FILE(stance, body, source, file, bytes) \
	LAYER_PAPER, stance, DEMO_NO_MEETING, DEMO_NO_NOTE, body, source, NULL, file, bytes

/* Twelve lines; three have an owner, two of them at Openbare ruimte. */
static const char owners[] =
	"bestand;team;eigenaar;laatst bijgewerkt\n"
	"Adressen en personen;Burgerzaken;;dagelijks\n"
	"Afspraken aan de balie;Burgerzaken;;dagelijks\n"
	"Aanvragen omgevingsvergunning;Vergunningen en toezicht;;dagelijks\n"
	"Bezwaren;Vergunningen en toezicht;;onbekend\n"
	"Uitkeringen;Werk en inkomen;kwaliteitsmedewerker Inkomen;dagelijks\n"
	"Meldingen schulden;Werk en inkomen;;wekelijks\n"
	"Gezinnen in zorg;Zorg en jeugd;;onbekend\n"
	"Wachttijden jeugdhulp;Zorg en jeugd;;maandelijks\n"
	"Bomenkaart;Openbare ruimte;teamleider Wijkbeheer;dagelijks\n"
	"Meldingen van bewoners;Openbare ruimte;teamleider Wijkbeheer;dagelijks\n"
	"Riolering;Openbare ruimte;;jaarlijks\n"
	"Facturen;Bedrijfsvoering;;dagelijks\n";

static const struct plan plans[] = {
	{ "eig", PICTURE(STANCE_APART,
	  "{eig <=2} van de {eig n} antwoorden liggen bij ‘bij enkelen’ of ‘in proef’. {eig >=4} "
	  "liggen bij ‘in het dagelijks werk’ of ‘in samenspel’. Daartussen liggen er {eig =3}.",
	  "Beeld van de hele organisatie") },
	{ "eig", PICTURE(STANCE_CONTRADICTS,
	  "{eig >=3 Leidinggevenden} van de {eig n Leidinggevenden} antwoorden van "
	  "leidinggevenden zeggen: van onze belangrijkste gegevens ligt vast wie de eigenaar is.",
	  "Beeld van de groep Leidinggevenden") },
	{ "eig", STORY(STANCE_CONFIRMS, DEMO_INTERVIEW, DEMO_NOTE_TREES,
	  "Bij Wijkbeheer werkt wie snoeit de bomenkaart dezelfde dag bij. Er is een eigenaar die "
	  "beslist of er een veld bij komt.", "Gesprek met de teamleider Wijkbeheer") },
	{ "eig", STORY(STANCE_CONFIRMS, DEMO_WORKSHOP, DEMO_NOTE_ADDRESS,
	  "Een fout adres wordt aan de balie bij drie plekken gemeld. De melder hoort zelden wat "
	  "ermee is gedaan.", "Burgerzaken en Vergunningen en toezicht, in de workshop") },
	{ "eig", PAPER_FILE(STANCE_CONTRADICTS,
	  "In het overzicht van informatiebeheer staan twaalf bestanden. Bij drie daarvan is een "
	  "eigenaar ingevuld. Een besluit over eigenaren is niet gevonden.",
	  "Overzicht van informatiebeheer", "overzicht-bestanden.csv", owners) },

	{ "lei", PICTURE(STANCE_CONTRADICTS,
	  "{lei >=3 leiding} van de {lei n leiding} antwoorden van leidinggevenden liggen bij ‘in "
	  "afspraken’ of verder. Van de andere groepen samen zijn dat er {lei >=3 anderen} van de "
	  "{lei n anderen}.", "Beeld: leidinggevenden naast de anderen") },
	{ "lei", STORY(STANCE_CONTRADICTS, DEMO_WORKSHOP, DEMO_NOTE_ASKING,
	  "In drie teams wordt naar cijfers gevraagd, maar zelden naar waarom ze zo zijn.",
	  "Vier teams, in de workshop") },
	{ "lei", PAPER(STANCE_CONFIRMS,
	  "Van de laatste tien voorstellen aan het college hebben er vier een alinea over de "
	  "gegevens waar het voorstel op rust.", "Voorstellen aan het college",
	  SITE "college/voorstellen") },

	{ "dat", PICTURE(STANCE_CONTRADICTS,
	  "{dat >=3} van de {dat n} antwoorden liggen bij ‘in afspraken’ of verder: van onze "
	  "belangrijkste gegevens ligt vast wat ze betekenen. Bij {dat ?} antwoorden is ‘weet ik "
	  "niet’ gekozen.",
	  "Beeld van de hele organisatie") },
	{ "dat", STORY(STANCE_CONTRADICTS, DEMO_WORKSHOP, DEMO_NOTE_DONE,
	  "‘Afgerond’ betekent bij de vergunningen dat het besluit er is, en bij het loket dat de "
	  "brief weg is. De maandcijfers zijn daardoor niet te vergelijken.",
	  "Vergunningen en toezicht en Burgerzaken, in de workshop") },
	{ "dat", PAPER(STANCE_CONFIRMS,
	  "In de begrippenlijst staan 31 begrippen. ‘Afgerond’ en ‘wachttijd’ staan er niet in.",
	  "Begrippenlijst van de gemeente", SITE "informatie/begrippen") },

	{ "ict", PICTURE(STANCE_APART,
	  "Bij {ict ?} van de {ict all} antwoorden is ‘weet ik niet’ gekozen. Bij Vergunningen en "
	  "toezicht is dat bij {ict ? Vergunningen en toezicht} van de "
	  "{ict all Vergunningen en toezicht}.", "Beeld, ‘weet ik niet’") },
	{ "ict", STORY(STANCE_APART, DEMO_INTERVIEW, DEMO_NOTE_TABLET,
	  "De tablet in de bus laat de kaart zien, maar opslaan lukt alleen op kantoor.",
	  "Gesprek met de teamleider Wijkbeheer") },

	{ "sam", PICTURE(STANCE_APART,
	  "{sam <=2} van de {sam n} antwoorden liggen bij ‘bij enkelen’ of ‘in proef’.",
	  "Beeld van de hele organisatie") },
	{ "sam", PAPER(STANCE_CONFIRMS,
	  "Een lijst met alle plannen is niet gevonden. In de begroting staan zeven projecten "
	  "waarin data een rol heeft, verdeeld over drie programma's.",
	  "Programmabegroting, hoofdstuk Bedrijfsvoering", SITE "begroting#bedrijfsvoering") },

	{ "ver", PICTURE(STANCE_APART,
	  "{ver >=4} van de {ver n} antwoorden liggen bij ‘in het dagelijks werk’ of ‘in "
	  "samenspel’. {ver =3} liggen bij ‘in afspraken’.", "Beeld van de hele organisatie") },
	{ "ver", STORY(STANCE_CONFIRMS, DEMO_WORK_SESSION, DEMO_NOTE_PRIVACY,
	  "Mensen komen met een idee naar het spreekuur over privacy, niet pas met een contract.",
	  "Werksessie over wat al lukt") },
	{ "ver", PAPER(STANCE_CONFIRMS,
	  "Dit jaar zijn negen toetsen gedaan. Acht waren klaar voordat het nieuwe werk begon.",
	  "Register van toetsen", SITE "privacy/toetsen") },

	{ "pro", PICTURE(STANCE_APART,
	  "Bij Burgerzaken liggen {pro >=3 Burgerzaken} van de {pro n Burgerzaken} antwoorden bij "
	  "‘in afspraken’ of verder. In de hele organisatie zijn dat er {pro >=3} van de {pro n}.",
	  "Beeld van Burgerzaken en van het geheel") },
	{ "pro", STORY(STANCE_CONFIRMS, DEMO_WORK_SESSION, DEMO_NOTE_DESK,
	  "De balie wordt gepland op de wachttijd van de week ervoor.",
	  "Werksessie over wat al lukt") },

	{ "cul", STORY(STANCE_APART, DEMO_WORK_SESSION, DEMO_NO_NOTE,
	  "Over een cijfer dat tegenvalt praten mensen makkelijker in het eigen team dan in een "
	  "vergadering met meer afdelingen.", "Werksessie over wat al lukt") },
	{ "vaa", PAPER(STANCE_APART,
	  "De leergids heeft drie trainingen over cijfers. Dit jaar deden 19 mensen er een.",
	  "Leergids en aanmeldingen", SITE "leren/cijfers") },
};

bool demo_findings_write(struct demo *d, struct err *e)
{
	int64_t at = demo_day(d, WRITTEN_DAYS, WRITTEN_HOUR, 0);

	for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
		const struct plan *p = &plans[i];
		const struct evidence file = {
			str_from(p->file),
			{ (const uint8_t *)p->bytes, p->bytes ? strlen(p->bytes) : 0 },
		};
		const struct finding f = {
			.id = ID_FIRST + (int64_t)i, .round = d->round.key, .meeting = p->meeting,
			.subject = str_from(p->subject), .layer = p->layer, .stance = p->stance,
			.body = demo_counts_fill(d, p->body), .source = str_from(p->source),
			.link = str_from(p->link), .note = p->note,
			.file = p->file ? FILE_FIRST + (int64_t)i : 0,
			.created = at + (int64_t)i * 5 * CLOCK_MINUTE_MS,
		};

		if (!finding_add(d->db, &f, p->file ? &file : NULL, e))
			return false;
	}
	return true;
}
