/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/lead.h"

#include "server/page.h"

const struct menu_area menu_prepare = { 1, N_("Voorbereiden") };
const struct menu_area menu_picture = { 2, N_("Beeld") };
const struct menu_area menu_talk = { 3, N_("Gesprek") };

struct str lead_closes(struct call *c, const struct round *r)
{
	struct out o = out_new(c->a, 200);
	struct moment m = clock_local(r->closes);

	out_day(&o, m.date, c->lang);
	out_c(&o, ", ");
	out_time(&o, m, c->lang);
	return out_done(&o);
}

/* Where the help for leads speaks of this page, by how its address goes on behind
 * that of the round.  The others are about the conversation. */
static const struct { const char *begin, *part; } helps[] = {
	{ "/bewerken", "bedoeling" }, { "/fasen", "stappen" }, { "/groepen", "groepen" },
	{ "/kaarten", "kaarten" }, { "/openen", "zelfanalyse" }, { "/verlengen", "zelfanalyse" },
	{ "/sluiten", "zelfanalyse" }, { "/beeld", "beeld" }, { "/opmerkingen", "beeld" },
	{ "/verandering", "beeld" }, { "/wij-doen", "vervolg" },
};

static struct str help_part(const struct page *page)
{
	const struct str round = STR("/rondes/{round}");
	struct str path = str_from(page->path), rest;

	if (!str_starts(path, round))
		return STR("gesprek");
	rest = str_cut(path, round.n, path.n);
	if (rest.n == 0)
		return STR("stappen");
	for (size_t i = 0; i < ARRAY_LEN(helps); i++)
		if (str_starts(rest, str_from(helps[i].begin)))
			return str_from(helps[i].part);
	return STR("gesprek");
}

static bool is_its_stage(struct call *c, const struct round *r, struct err *e)
{
	const unsigned stages = c->page->stages;

	if (!stages || stages & 1u << r->stage)
		return true;
	if (stages != AFTER_CLOSING)
		return err_set(e, ERR_CONFLICT, "%s in another stage", c->page->path);
	c->error_detail = lead_closes(c, r);
	return err_set(e, ERR_TOO_EARLY, "%s before closing", c->page->path);
}

/* The round is there and its page works in the stage of now. */
static bool still_in_stage(struct db *db, struct call *c, struct err *e)
{
	const unsigned stages = c->page->stages;
	enum round_stage stage;

	if (!round_stage_get(db, c->who.organisation, c->still_of, &stage, e))
		return false;
	if (!stages || stages & 1u << stage)
		return true;
	call_menu(c, 1u << stage, c->still_of);
	return err_set(e, ERR_STAGE, "%s: the stage changed meanwhile", c->page->path);
}

bool lead_round(struct call *c, int64_t round, struct round *ret, struct err *e)
{
	if (!round_get(c->db, c->a, c->who.organisation, round, ret, e))
		return false;
	call_rest(c, still_in_stage, ret->id);
	call_menu(c, 1u << ret->stage, ret->id);
	c->view.page.subtitle = ret->name;
	c->view.page.help = url_make(c->a, "/hulp/begeleider#%s", help_part(c->page));
	return is_its_stage(c, ret, e);
}
