/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to the questions that end the stages of the example's rounds. */
#include "demo/demo_parts.h"
#include "round/journey.h"

struct plan {
	enum demo_which round;
	enum journey_stage stage;
	enum journey_choice choice;
	int days;			/* from now */
	const char *answer;
};

static const struct plan plans[] = {
	{ DEMO_BEFORE, JOURNEY_PURPOSE, CHOICE_NONE, -580,
	  "We willen weten of onze cijfers inwoners helpen, of vooral onszelf." },
	{ DEMO_BEFORE, JOURNEY_PREPARE, CHOICE_NONE, -568,
	  "Verteld in elk teamoverleg, met de kaart met uitleg erbij." },
	{ DEMO_BEFORE, JOURNEY_PICTURE, CHOICE_NONE, -530,
	  "Over eigenaarschap en over dubbele dashboards, met teams en leiding samen." },
	{ DEMO_BEFORE, JOURNEY_DEEPEN, CHOICE_NONE, -480,
	  "In drie teamoverleggen besproken. Mensen herkenden het; opgeschreven hebben we weinig." },
	{ DEMO_BEFORE, JOURNEY_SHARED, CHOICE_NONE, -470,
	  "Niemand had bezwaar tegen het beeld. In woorden vastgelegd hebben we het niet; dat doen we "
	  "een volgende keer wel." },
	{ DEMO_BEFORE, JOURNEY_FOLLOW, CHOICE_GO_ON, -465,
	  "We kiezen drie opgaven waarbij data moet helpen, en vragen het over een jaar opnieuw." },

	{ DEMO_TALK, JOURNEY_PURPOSE, CHOICE_NONE, -218,
	  "Inwoners met geldzorgen binnen vier weken helpen; daarvoor moeten we eerder zien waar "
	  "het misgaat." },
	{ DEMO_TALK, JOURNEY_PREPARE, CHOICE_NONE, -203,
	  "Ja. Elke teamleider las de privacypagina voor in het overleg. De ondernemingsraad kreeg "
	  "haar vooraf." },
	{ DEMO_TALK, JOURNEY_PICTURE, CHOICE_NONE, -169,
	  "Eigenaarschap met Burgerzaken, Openbare ruimte en de leiding. Sturing met vier teams. "
	  "IT en samenhang apart, want daar weten veel mensen het niet." },
	{ DEMO_TALK, JOURNEY_DEEPEN, CHOICE_NONE, -4,
	  "Wie in de workshop was, leest het nu na. De meeste zinnen kloppen. Eén zin over "
	  "doorvragen vond iemand te sterk; die bekijken we nog." },

	{ DEMO_OPEN, JOURNEY_PURPOSE, CHOICE_NONE, -22,
	  "Zien wat er na een half jaar anders is voor inwoners met geldzorgen, vóór we het plan "
	  "maken." },
	{ DEMO_OPEN, JOURNEY_PREPARE, CHOICE_NONE, -12,
	  "Ja. De uitleg staat op de kaart en is in alle teams besproken. Twee vragen over kleine "
	  "groepen zijn beantwoord." },
};

bool demo_exits_answer(struct demo *d, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
		const struct stage_exit x = {
			.stage = plans[i].stage, .choice = plans[i].choice,
			.answer = str_from(plans[i].answer),
			.answered = demo_day(d, plans[i].days, 16, 0),
		};
		struct round r;

		if (!round_get(d->db, d->a, d->organisation, demo_round_id(plans[i].round), &r, e) ||
		    !stage_exit_put(d->db, &r, &x, e))
			return false;
	}
	return true;
}
