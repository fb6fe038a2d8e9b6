/* SPDX-License-Identifier: EUPL-1.2 */
/* The meetings of the example: three that were held, one that is planned. */
#include "base/must.h"
#include "demo/demo_parts.h"
#include "live/vote.h"

enum { UNITS = 6, TOPICS = 6, INVITED_DAYS = 16 };

struct plan {
	enum demo_meeting id;
	enum meeting_kind kind;
	int days, hour, minute, minutes;	/* days from now */
	const char *title, *goal, *place;
	const char *units[UNITS];
	const char *person;		/* NULL: by groups only */
	struct meeting_topic topics[TOPICS];
};

#define TOPIC(id, m) { .subject = { "" id, sizeof(id) - 1 }, .minutes = m }

static const struct plan plans[] = {
	{ DEMO_WORK_SESSION, MEETING_WORK_SESSION, -24, 13, 30, 90,
	  "Wat lukt al, en waar zijn we het over eens?",
	  "Vijf onderwerpen waar de antwoorden niet ver uit elkaar liggen in gewone woorden "
	  "opschrijven.",
	  "Stadskantoor, zaal De Sluis",
	  { "Burgerzaken", "Zorg en jeugd", "Bedrijfsvoering", "Leidinggevenden",
	    "Privacy en informatieveiligheid" },
	  NULL,
	  { TOPIC("ver", 10), TOPIC("bed", 15), TOPIC("pro", 20), TOPIC("vaa", 15),
	    TOPIC("cul", 20) } },
	{ DEMO_INTERVIEW, MEETING_INTERVIEW, -16, 15, 0, 45,
	  "Gesprek over de kaarten van Wijkbeheer",
	  "Begrijpen waarom de eigenaar daar wel bekend is.",
	  "Gemeentewerf, kantine",
	  { "Openbare ruimte" },
	  "teamleider Wijkbeheer",
	  { TOPIC("eig", 20), TOPIC("ict", 15) } },
	{ DEMO_WORKSHOP, MEETING_WORKSHOP, -9, 10, 0, 120,
	  "Wie is verantwoordelijk als een gegeven niet klopt?",
	  "Samen zien waar de antwoorden vandaan komen, en in woorden afspreken wat we zien.",
	  "Wijkcentrum Het Anker",
	  { "Burgerzaken", "Vergunningen en toezicht", "Werk en inkomen", "Openbare ruimte",
	    "Leidinggevenden", "Data en analyse" },
	  NULL,
	  { TOPIC("eig", 40), TOPIC("lei", 30), TOPIC("dat", 30) } },
	{ DEMO_PLANNED, MEETING_WORK_SESSION, 10, 10, 0, 60,
	  "Welke plannen lopen er, en wat weten we niet van onze systemen?",
	  "De twee onderwerpen bespreken die nog niet in het gedeeld beeld staan.",
	  "Stadskantoor, zaal De Sluis",
	  { "Vergunningen en toezicht", "Zorg en jeugd", "Bedrijfsvoering", "Leidinggevenden",
	    "Data en analyse" },
	  NULL,
	  { TOPIC("ict", 25), TOPIC("sam", 25) } },
};

static int64_t starts(const struct demo *d, const struct plan *p)
{
	return demo_day(d, p->days, p->hour, p->minute);
}

int64_t demo_meeting_starts(const struct demo *d, enum demo_meeting id)
{
	for (size_t i = 0; i < ARRAY_LEN(plans); i++)
		if (plans[i].id == id)
			return starts(d, &plans[i]);
	must(false);
	return 0;
}

static struct meeting meeting_of(struct demo *d, const struct plan *p)
{
	int64_t *units = ARENA_ARRAY(d->a, int64_t, UNITS);
	struct str *person = ARENA_NEW(d->a, struct str);
	struct meeting m = {
		.id = p->id, .round = d->round.key, .kind = p->kind, .starts = starts(d, p),
		.created = demo_day(d, p->days - INVITED_DAYS, p->hour, 0),
		.title = str_from(p->title), .goal = str_from(p->goal),
		.place = str_from(p->place), .minutes = p->minutes, .units = units,
		.people = person, .person_count = p->person ? 1 : 0,
	};

	*person = str_from(p->person);
	for (size_t i = 0; i < UNITS && p->units[i]; i++)
		units[m.unit_count++] = d->picture.tree.units[demo_unit(d, p->units[i])].id;
	for (size_t i = 0; i < TOPICS && p->topics[i].minutes; i++)
		m.topics[m.topic_count++] = p->topics[i];
	return m;
}

/* From the start to the end, at its own time. */
static bool hold(struct demo *d, const struct plan *p, struct err *e)
{
	int64_t at = starts(d, p);
	char code[MEETING_CODE_SIZE];
	struct meeting m;

	clock_fix(at);
	if (!meeting_start(d->db, p->id, at, code, e) ||
	    !meeting_get(d->db, d->a, d->organisation, p->id, &m, e) ||
	    !demo_votes_hold(d, &m, e))
		return false;
	clock_fix(at + p->minutes * CLOCK_MINUTE_MS);
	return meeting_stop(d->db, p->id, at + p->minutes * CLOCK_MINUTE_MS, e);
}

bool demo_meetings_hold(struct demo *d, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
		const struct plan *p = &plans[i];
		struct meeting m = meeting_of(d, p);

		clock_fix(m.created < d->now ? m.created : d->now);
		if (!meeting_add(d->db, &m, e) || (p->days < 0 && !hold(d, p, e)))
			return false;
	}
	clock_fix(d->now);
	return true;
}
