/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture in words: eight of the ten subjects, one of them by two
 * conversations that see it differently.  IT and coherence are what the planned
 * session is about.
 */
#include <string.h>

#include "demo/demo_parts.h"
#include "finding/agreement.h"

enum { ID_FIRST = 2026501 };

struct plan {
	enum demo_meeting meeting;	/* none: written afterwards */
	int when;			/* minutes after it began, or days from now */
	const char *subject;
	int level;
	const char *words, *reason, *difference, *for_whom;	/* NULL: none */
	bool is_put_better;		/* the words of the workshop on this subject */
};

static const struct plan plans[] = {
	{ DEMO_WORK_SESSION, 12, "ver", 4,
	  "Over privacy en veiligheid praten we in het gewone werk. We vragen op tijd of iets mag, "
	  "en meestal ook of we het willen.",
	  "Het spreekuur is bekend, en de toetsen zijn bijna altijd vóór de start klaar.",
	  "Bij nieuw werk op straat, zoals toezicht met drones, is de toets minder vanzelf.",
	  "Vergunningen en toezicht" },
	{ DEMO_WORK_SESSION, 29, "bed", 3,
	  "Er zijn drie opgaven gekozen waarbij data moet helpen. Dat staat op papier en de meeste "
	  "mensen kennen ze.",
	  "In de raadsvoorstellen staat de opgave bovenaan. In jaarplannen van teams nog lang niet "
	  "altijd.",
	  "In het sociaal domein zien mensen de opgave wel, maar meten we wat makkelijk te tellen "
	  "is.",
	  "Werk en inkomen, Zorg en jeugd" },
	{ DEMO_WORK_SESSION, 48, "pro", 2,
	  "Bij een paar werkprocessen plannen en verbeteren we met gegevens. De balie en de "
	  "straatmeldingen zijn de beste voorbeelden.",
	  "De voorbeelden werken, maar ze zijn niet afgesproken voor andere processen.",
	  "Burgerzaken herkent zich meer in ‘in afspraken’: daar hoort het bij het weekoverleg.",
	  "Burgerzaken" },
	{ DEMO_WORK_SESSION, 63, "vaa", 2,
	  "Sommige collega's leren met cijfers werken, in een training of van elkaar. Tijd om te "
	  "oefenen is er weinig.",
	  "De trainingen zijn goed. Wat ontbreekt is een vast moment in het rooster.",
	  NULL, NULL },
	{ DEMO_WORK_SESSION, 84, "cul", 3,
	  "In het eigen team vragen we hoe we iets weten en mag een cijfer tegenvallen. In grotere "
	  "overleggen is dat nog niet gewoon.",
	  "In veel teams is er een afspraak over; buiten het team geldt die niet.",
	  "Voor analisten voelt het anders: zij worden vaak pas gevraagd als het stuk af is.",
	  "Data en analyse" },
	{ DEMO_WORKSHOP, 41, "eig", 2,
	  "Van een paar bestanden weten we wie de eigenaar is.",
	  "In het overzicht staat bij drie van de twaalf een naam.",
	  "Openbare ruimte heeft eigenaren voor de kaarten. Aan de balie is er geen.",
	  "Burgerzaken" },
	{ DEMO_WORKSHOP, 73, "lei", 2,
	  "Bij een paar onderwerpen bekijkt de leiding cijfers voordat zij besluit. Doorvragen "
	  "gebeurt, maar het hangt af van wie er zit.",
	  "De leiding vraagt om cijfers. Teams merken weinig van wat er daarna mee gebeurt.",
	  "Leidinggevenden zelf zien vaker dat cijfers een besluit veranderen.",
	  "Leidinggevenden" },
	{ DEMO_WORKSHOP, 106, "dat", 3,
	  "Van onze belangrijkste gegevens ligt vast wat ze betekenen. Dat geldt per team; tussen "
	  "teams bedoelen we met één woord soms iets anders.",
	  "‘Afgerond’ en ‘wachttijd’ staan in geen enkele lijst, en juist daarover gaan de "
	  "maandcijfers.",
	  "Waar een gezin in meer lijsten staat, kloppen tellingen minder.",
	  "Zorg en jeugd, Werk en inkomen" },
	{ DEMO_INTERVIEW, 32, "eig", 4,
	  "Bij de kaarten van de openbare ruimte is bekend wie de eigenaar is. Een fout melden we "
	  "en die is dezelfde week weg.",
	  "De naam van de eigenaar staat bij elke kaart, en hij heeft er tijd voor.",
	  "Buiten de kaarten weten we het net zo weinig als anderen.",
	  "Openbare ruimte" },
	/* After the first replies of the fact check. */
	{ DEMO_NO_MEETING, -4, "eig", 2,
	  "Van een paar bestanden weten we wie de eigenaar is, vooral van kaarten en uitkeringen. "
	  "Van adressen en gezinnen, die iedereen gebruikt, weten we het niet.",
	  "In het overzicht staat bij drie van de twaalf bestanden een naam. Waar een naam staat, "
	  "worden fouten dezelfde week opgelost.",
	  "Openbare ruimte en Werk en inkomen hebben eigenaren in het gewone werk. Aan de balie "
	  "en bij vergunningen weet een melder niet wie beslist.",
	  "Burgerzaken, Vergunningen en toezicht", true },
};

/* What the lead says of ownership for the whole. */
static const char line[] = "Waar een eigenaar met naam bekend is, worden fouten opgelost. Dat is zo bij "
	"kaarten en uitkeringen, en nog niet bij wat iedereen gebruikt.";

/* The id of what the workshop wrote on the subject of this plan. */
static int64_t written_in_workshop(const struct plan *p)
{
	for (size_t i = 0; i < ARRAY_LEN(plans); i++)
		if (plans[i].meeting == DEMO_WORKSHOP && strcmp(plans[i].subject, p->subject) == 0)
			return ID_FIRST + (int64_t)i;
	return 0;
}

bool demo_shared_write(struct demo *d, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
		const struct plan *p = &plans[i];
		const struct agreement g = {
			.id = ID_FIRST + (int64_t)i, .round = d->round.key, .meeting = p->meeting,
			.subject = str_from(p->subject), .level = p->level,
			.words = str_from(p->words), .reason = str_from(p->reason),
			.difference = str_from(p->difference), .for_whom = str_from(p->for_whom),
			.how = AGREEMENT_GREW, .account = d->lead,
			.agreed = p->meeting ? demo_meeting_starts(d, p->meeting) +
						       p->when * CLOCK_MINUTE_MS
					     : demo_day(d, p->when, 11, 0),
		};

		const struct agreement_base base = {
			.after = p->is_put_better ? written_in_workshop(p) : 0,
		};

		if (!agreement_add(d->db, &g, base, e))
			return false;
	}
	return agreement_line_add(d->db, d->round.key, &(struct agreement_line){
		.id = ID_FIRST + ARRAY_LEN(plans), .subject = STR("eig"), .words = str_from(line),
		.account = d->lead, .written = demo_day(d, -3, 16, 30),
	}, 0, e);
}
