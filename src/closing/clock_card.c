/* SPDX-License-Identifier: EUPL-1.2 */
#include "closing/clock_card.h"

#include "round/lead.h"

/* With the year: that may be what is wrong. */
static struct str moment_words(struct call *c, int64_t ms)
{
	static const char *const days[] = {
		N_("zondag"), N_("maandag"), N_("dinsdag"), N_("woensdag"), N_("donderdag"),
		N_("vrijdag"), N_("zaterdag"),
	};
	struct moment m = clock_local(ms);
	struct out o = out_new(c->a, 200);

	out_c(&o, tr(c->lang, days[m.weekday]));
	out_char(&o, ' ');
	out_date(&o, m.date, c->lang);
	out_c(&o, ", ");
	out_time(&o, m, c->lang);
	return out_done(&o);
}

struct clock_card clock_card(struct call *c, const struct round *r)
{
	int64_t now = clock_now();
	struct clock_card card = { .round = r->id, .doubt = clock_doubt() };

	card.closes_soon = r->stage == STAGE_OPEN && card.doubt == CLOCK_BELIEVED &&
			   r->closes - now <= CLOCK_DAY_MS;
	card.closes = lead_closes(c, r);
	if (card.doubt == CLOCK_BELIEVED)
		return card;
	card.machine_ms = clock_machine();
	card.machine = moment_words(c, card.machine_ms);
	card.held = moment_words(c, now);
	card.is_confirmed = clock_words_has(clock_words_of(c), c->who.organisation);
	return card;
}
