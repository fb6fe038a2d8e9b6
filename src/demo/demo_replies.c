/* SPDX-License-Identifier: EUPL-1.2 */
/* "Jullie zeiden, wij doen": what happens with the picture of each group. */
#include "demo/demo_parts.h"
#include "reply/unit_reply.h"

enum { WRITTEN_DAYS = -3, WRITTEN_HOUR = 14 };

/* Of the round of a year before, in which nothing was written for groups apart. */
static const char before[] =
	"Jullie vroegen waarvoor we cijfers verzamelen. Daarom kozen we drie opgaven: bestaanszekerheid, "
	"passende woningen en een leefbare wijk. Wat daar niet bij helpt, maken we niet meer.\n\n"
	"De wens om minder dashboards te kopen is besproken, maar nog niet gelukt. Dat vragen we volgend "
	"jaar opnieuw.";

enum state { DRAFT, PUBLISHED };

struct plan {
	const char *unit;		/* NULL: the organisation as a whole */
	enum state state;
	const char *body;		/* with holes */
};

static const struct plan plans[] = {
	{ NULL, PUBLISHED,
	  "Jullie weten wel hoe je zorgvuldig met gegevens omgaat. Dat houden we zo: het spreekuur "
	  "over privacy blijft elke dinsdag.\n\n"
	  "Over wie de eigenaar is van onze gegevens denken jullie heel verschillend. Daarom krijgen "
	  "de vijf gegevens die we het meest gebruiken binnen drie maanden een eigenaar uit het werk zelf. "
	  "We beginnen met adressen en gezinnen.\n\n"
	  "Bij IT is in {ict ?} van de {ict all} antwoorden ‘weet ik niet’ gekozen. Daarover praten we "
	  "binnenkort. Wat we daar horen, zetten we hierbij." },
	{ "Burgerzaken", PUBLISHED,
	  "De balie plannen op de wachttijd: dat werkt, en dat blijft. Zorg en jeugd komt bij jullie "
	  "kijken hoe het gaat.\n\n"
	  "Een fout adres meld je straks op één plek. Binnen een week hoor je wat ermee is gedaan. "
	  "De proef begint volgende maand; twee collega's van de balie denken mee." },
	{ "Vergunningen en toezicht", PUBLISHED,
	  "Met het loket spreken we af wanneer een aanvraag ‘afgerond’ is. Tot dat duidelijk is, staan "
	  "beide cijfers in het maandoverzicht.\n\n"
	  "Jullie vroegen om een lijst van wat er al is. Die komt er, en hij begint klein: de twaalf "
	  "bestanden uit het overzicht." },
	{ "Werk en inkomen", PUBLISHED,
	  "Jullie zien pas laat dat iemand al bij schuldhulp bekend is. We zoeken uit of je dat bij "
	  "de aanmelding mag en kunt zien. Het antwoord hoor je in het teamoverleg, ook als het nee "
	  "is.\n\n"
	  "Een cursus voor iedereen doen we nu niet. Wel oefenen we vier keer een halfuur met cijfers "
	  "uit jullie eigen werk." },
	{ "Zorg en jeugd", DRAFT,
	  "Eén gezin, één keer in de lijst: daar beginnen we mee. (Nog afstemmen met de "
	  "kwaliteitsmedewerker en met Werk en inkomen.)" },
	{ "Openbare ruimte", PUBLISHED,
	  "Bij jullie staat de eigenaar op de kaart. Andere teams willen dat van jullie leren, en "
	  "jullie zijn bereid een ochtend mee te lopen. Dank daarvoor.\n\n"
	  "Opslaan op de tablet lukt alleen op kantoor. De leverancier kijkt ernaar; lukt het niet, "
	  "dan zoeken we een andere weg." },
	{ "Leidinggevenden", PUBLISHED,
	  "Jullie antwoorden over sturing liggen verder dan die van anderen: {lei >=3 leiding} van de "
	  "{lei n leiding} bij ‘in afspraken’ of verder. Daarom oefenen we in zes overleggen met "
	  "dezelfde drie vragen, en vragen we teams of zij het merken." },
};

static bool publish(struct demo *d, const struct plan *p, struct err *e)
{
	const struct unit_reply reply = {
		.unit = d->picture.tree.units[p->unit ? demo_unit(d, p->unit) : 0].id,
		.body = demo_counts_fill(d, p->body), .is_published = p->state == PUBLISHED,
		.changed = demo_day(d, WRITTEN_DAYS, WRITTEN_HOUR, 0),
	};

	return unit_reply_put(d->db, d->round.key, &reply, e);
}

bool demo_replies_write(struct demo *d, struct err *e)
{
	/* The organisation as a whole has number 0 in every round. */
	const struct unit_reply of_before = {
		.body = str_from(before), .is_published = true,
		.changed = demo_day(d, -460, WRITTEN_HOUR, 0),
	};

	for (size_t i = 0; i < ARRAY_LEN(plans); i++)
		if (!publish(d, &plans[i], e))
			return false;
	return unit_reply_put(d->db, d->key[DEMO_BEFORE], &of_before, e) &&
	       reply_link_put(d->db, d->key[DEMO_BEFORE], reply_code_make(), e) &&
	       reply_link_put(d->db, d->round.key, reply_code_make(), e);
}
