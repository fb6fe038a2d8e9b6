/* SPDX-License-Identifier: EUPL-1.2 */
#include "scan/cards_send.h"

#include "chart/chart.h"
#include "round/model_cache.h"
#include "scan/card_words.h"
#include "scan/views.h"
#include "server/web.h"

void card_lot_add(struct arena *a, struct card_batch *b, size_t unit, size_t count, size_t spare)
{
	struct card_lot lot = {
		.unit = unit, .count = count, .spare = spare,
		.codes = ARENA_ARRAY(a, struct ticket_code, count),
	};

	for (size_t i = 0; i < count; i++)
		lot.codes[i] = ticket_make();
	b->total += count;
	*LIST_ADD(a, b) = lot;
}

/* The file is scrubbed when codes came in after opening (spare.h); the sweep
 * tries again when that fails. */
static bool keep(struct call *c, struct card_batch *b, struct err *e)
{
	if (b->save ? !save_form(b->save, e) : !call_write(c, b->write, b, e))
		return false;
	if (b->is_late)
		call_scrub(c);
	return true;
}

static bool must_show(const struct card_batch *b)
{
	return b->save && b->save->show;
}

/* --- the list of links ---------------------------------------------------------- */

/* What stands before the code in the address of each card. */
static struct str address_base(struct call *c)
{
	return call_address(c, url_make(c->a, "/s/"));
}

static void put_line(struct csv *f, struct out *scratch, struct str base, const struct unit *u,
		     struct ticket_code code)
{
	csv_text(f, u->name);
	scratch->n = 0;
	ticket_out(scratch, code);
	csv_name(f, out_done(scratch));
	scratch->n = 0;
	out_str(scratch, base);
	out_c(scratch, code.text);
	csv_name(f, out_done(scratch));
}

static void put_head(struct csv *f)
{
	static const struct str names[] = { STR("groep"), STR("code"), STR("link"), STR("soort") };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		csv_name(f, names[i]);
	csv_row_end(f);
}

static bool send_list(struct call *c, struct card_batch *b, struct err *e)
{
	struct csv f = csv_new(c->a, 8 << 20, b->list);
	struct out scratch = out_new(c->a, 1000);
	struct str base = address_base(c);

	put_head(&f);
	for (size_t i = 0; i < b->count; i++) {
		const struct card_lot *lot = &b->at[i];

		for (size_t k = 0; k < lot->count; k++) {
			put_line(&f, &scratch, base, &b->tree->units[lot->unit], lot->codes[k]);
			csv_name(&f, k >= lot->count - lot->spare ? STR("reserve") : STR("kaart"));
			csv_row_end(&f);
		}
	}
	if (f.o.is_failed || scratch.is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "the list of cards is larger than allowed");
	return keep(c, b, e) && (must_show(b) || export_send(c, &f, "kaarten", e));
}

/* --- the sheet to print --------------------------------------------------------- */

static struct str address_of(struct call *c, struct ticket_code code)
{
	return call_address(c, url_make(c->a, "/s/%s", str_from(code.text)));
}

/* The one place that says how a group is called on paper. */
static struct card_group group_of(struct call *c, const struct card_facts *f,
				  const struct card_batch *b, const struct card_lot *lot)
{
	const struct unit *u = &b->tree->units[lot->unit];
	struct card *cards = ARENA_ARRAY(c->a, struct card, lot->count);
	struct card_group g = {
		.name = u->name, .cards = cards, .count = lot->count, .spare = lot->spare,
	};

	if (u->parent)
		g.above = unit_path(c->a, b->tree, u->parent);
	for (size_t i = 0; i < lot->count; i++)
		cards[i] = (struct card){
			.code = ticket_show(c->a, lot->codes[i]),
			.qr = chart_qr(&c->view, address_of(c, lot->codes[i]),
				       str_from(tr(c->lang, N_("QR-code met je link")))),
			.is_spare = i >= lot->count - lot->spare,
		};
	card_words_make(f, u, &g);
	return g;
}

static bool send_sheet(struct call *c, struct card_batch *b, struct err *e)
{
	struct card_facts f = { .a = c->a, .round = b->round, .site = call_address(c, (struct url){ { 0 } }) };
	struct card_group *groups = ARENA_ARRAY(c->a, struct card_group, b->count);
	struct view *v = call_view(c);
	struct card_sheet_view m = {
		.round = b->round, .groups = groups, .group_count = b->count, .count = b->total,
		.site = f.site, .about = card_about(c->a, b->round->purpose), .is_late = b->is_late,
	};

	if (!model_cache_get(model_cache_of(c), c->db, c->a, b->round, &f.model, e))
		return false;
	for (size_t i = 0; i < b->count; i++)
		groups[i] = group_of(c, &f, b, &b->at[i]);
	view_card_sheet(v, &m);
	if (v->o->is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "the sheet of cards is larger than allowed");
	return keep(c, b, e) && (must_show(b) || call_page(c, 200, e));
}

bool cards_send(struct call *c, struct card_batch *b, struct err *e)
{
	return b->form == CARDS_ON_PAPER ? send_sheet(c, b, e) : send_list(c, b, e);
}
