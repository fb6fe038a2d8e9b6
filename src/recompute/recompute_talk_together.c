/* SPDX-License-Identifier: EUPL-1.2 */
/* What `peil talk --together` says of all items and groups. */
#include <math.h>
#include <string.h>

#include "method/exchange.h"
#include "recompute/recompute_talk.h"

/* The groups by name, in the order in which they first stand. */
struct named {
	struct str *name;
	size_t *of_row;
	size_t count;
};

static struct named groups_of(struct arena *a, const struct table *t)
{
	struct named g = { ARENA_ARRAY(a, struct str, t->rows + 1),
			   ARENA_ARRAY(a, size_t, t->rows + 1), 0 };

	for (size_t i = 0; i < t->rows; i++) {
		const struct str name = t->row[i].name[2];
		size_t at = 0;

		while (at < g.count && !str_eq(g.name[at], name))
			at++;
		if (at == g.count)
			g.name[g.count++] = name;
		g.of_row[i] = at;
		if (g.count > EXCHANGE_GROUPS_MAX)
			break;
	}
	return g;
}

static void put_opener(struct json_writer *w, const struct table *t, const struct talk *talk)
{
	const struct talk_opener o = talk_opener_of(talk);

	if (o.item == TALK_NO_ITEM) {
		json_field_null(w, "opener");
		return;
	}
	json_field_object(w, "opener");
	json_field_text(w, "item", t->first[o.item]->name[0]);
	put_level(w, "shared", o.shared);
	json_field_flag(w, "is_agreed", o.is_agreed);
	json_field_flag(w, "works", o.works);
	json_end(w);
}

static void put_where(struct arena *a, struct json_writer *w, const struct talk *talk)
{
	static const char *const where[] = {
		[BETWEEN_INSIDE] = "inside", [BETWEEN_BOTH] = "both", [BETWEEN_GROUPS] = "between",
	};
	struct between *list = ARENA_ARRAY(a, struct between, talk->count + 1);
	size_t n = 0;

	for (size_t i = 0; i < talk->count; i++)
		if (talk->value[i].has_between)
			list[n++] = talk->value[i].between;
	if (n == 0) {
		json_field_null(w, "left");
		json_field_null(w, "where");
		return;
	}
	put_rounded(w, "left", between_left(list, n));
	json_field_text(w, "where", str_from(where[between_where(between_left(list, n))]));
}

static void put_exchange(struct json_writer *w, const struct table *t, const struct named *g,
			 const struct exchange *x)
{
	json_begin_object(w);
	json_field_list(w, "groups");
	json_put_text(w, g->name[x->first]);
	json_put_text(w, g->name[x->second]);
	json_end(w);
	put_rounded(w, "levels", x->levels);
	json_field_list(w, "ahead");
	json_put_text(w, t->first[x->first_ahead]->name[0]);
	json_put_text(w, t->first[x->second_ahead]->name[0]);
	json_end(w);
	put_rounded(w, "first_by", x->first_by);
	put_rounded(w, "second_by", x->second_by);
	json_end(w);
}

static void put_exchanges(struct arena *a, struct json_writer *w, const struct table *t, int64_t k)
{
	const struct named g = groups_of(a, t);
	struct exchange found[EXCHANGE_PAIRS];
	struct tally *answers;
	size_t n;

	if (g.count > EXCHANGE_GROUPS_MAX) {
		json_field_null(w, "exchange");
		return;
	}
	answers = ARENA_ARRAY(a, struct tally, g.count * t->items + 1);
	for (size_t i = 0; i < g.count * t->items; i++)
		answers[i].levels = TALK_LEVELS;
	for (size_t i = 0; i < t->rows; i++)
		memcpy(answers[g.of_row[i] * t->items + t->row[i].item].c, t->row[i].number,
		       TALK_LEVELS * sizeof(*t->row[i].number));
	n = exchange_find(answers, g.count, t->items, k, found);
	json_field_list(w, "exchange");
	for (size_t i = 0; i < n; i++)
		put_exchange(w, t, &g, &found[i]);
	json_end(w);
}

void talk_put_together(struct json_writer *w, const struct table *t, const struct talk *talk)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);

	json_begin_object(w);
	json_field_whole(w, "items", (int64_t)t->items);
	put_opener(w, t, talk);
	put_where(a, w, talk);
	put_exchanges(a, w, t, talk->k);
	json_end(w);
	json_end_line(w);
}
