/* SPDX-License-Identifier: EUPL-1.2 */
/* Sheets that come in over several moments, with closings and reopenings. */
#include "recompute/recompute_pieces.h"

#include "base/utf8.h"

enum {
	MOMENTS_MAX = 100,
	CELLS_MAX = 10 * 1000,		/* groups times moments: each is followed */
};

#define COUNTED_NEVER	((size_t)-1)

/* A cell is what came in at one group at one moment: cell m * groups + i. */
struct moments {
	const struct groups *g;
	size_t count;
	enum pieces_moment *kind;
	int64_t *arrived;	/* per cell */
	size_t *at;		/* per cell: the group where it waits or is counted */
	size_t *counted;	/* per cell: at which moment */
	int64_t *piece;		/* per moment and group */
};

static void read_sheets(struct moments *m, size_t moment, struct at sheets)
{
	struct at field = { 0 };
	size_t group;

	(void)at_object(&sheets, 0, GROUPS_MAX, ID_MAX);
	while (at_next(&sheets, &field)) {
		const struct str name = str_from(field.name);
		const int64_t n = at_int(field, 0, COUNT_MAX / MOMENTS_MAX);

		if (groups_find(m->g, name, &group))
			m->arrived[moment * m->g->count + group] = n;
		else
			at_fault(&sheets, "add it to groups or correct it",
				 "\"" STR_FMT "\" is no group", STR_ARG(utf8_clip(name, 60)));
	}
}

static void read_moment(struct moments *m, size_t moment, const struct at *o)
{
	static const char *const names[] = { "kind", "sheets", NULL };
	static const char *const kinds[] = { "open", "closing", NULL };

	at_only(o, names);
	m->kind[moment] = at_word(at_field(o, "kind"), kinds) ? MOMENT_CLOSING : MOMENT_OPEN;
	read_sheets(m, moment, at_field(o, "sheets"));
}

static void read_moments(struct arena *a, const struct at *list, struct moments *m)
{
	const size_t n = at_list(list, 1, MOMENTS_MAX), groups = m->g->count;

	if (n * groups > CELLS_MAX) {
		at_fault(list, "take them apart", "groups times moments are more than %d", CELLS_MAX);
		return;
	}
	for (size_t i = 0; i < groups; i++) {
		const struct at group = at_item(&m->g->list, i), sheets = at_optional(&group, "sheets");

		if (m->g->sheets[i])
			at_fault(&sheets, "take it out", "with moments the sheets stand in the moments");
	}
	m->count = n;
	m->kind = ARENA_ARRAY(a, enum pieces_moment, n);
	m->arrived = ARENA_ARRAY(a, int64_t, n * groups);
	m->piece = ARENA_ARRAY(a, int64_t, n * groups);
	m->at = ARENA_ARRAY(a, size_t, n * groups);
	m->counted = ARENA_ARRAY(a, size_t, n * groups);
	for (size_t i = 0; i < n; i++) {
		const struct at moment = at_item(list, i);

		read_moment(m, i, &moment);
	}
}

/* Returns how many sheets still wait after the last moment. */
static int64_t count(struct arena *a, struct moments *m)
{
	const size_t groups = m->g->count;
	int64_t *waiting = ARENA_ARRAY(a, int64_t, groups), left = 0;
	size_t *node = ARENA_ARRAY(a, size_t, groups);

	for (size_t c = 0; c < m->count * groups; c++) {
		m->at[c] = c % groups;
		m->counted[c] = COUNTED_NEVER;
	}
	for (size_t now = 0; now < m->count; now++) {
		int64_t *piece = m->piece + now * groups;

		pieces_moment(&(struct pieces_arrival){ m->g->parent, m->arrived + now * groups,
							groups, m->g->k, m->kind[now] },
			      waiting, node, piece);
		for (size_t c = 0; c < (now + 1) * groups; c++) {
			if (m->counted[c] != COUNTED_NEVER)
				continue;
			m->at[c] = node[m->at[c]];
			if (piece[m->at[c]] > 0)
				m->counted[c] = now;
		}
	}
	for (size_t i = 0; i < groups; i++)
		left += waiting[i];
	return left;
}

static void put_piece(struct json_writer *w, const struct moments *m, size_t moment, size_t group)
{
	const size_t groups = m->g->count;

	json_begin_object(w);
	json_field_text(w, "group", m->g->name[group]);
	json_field_whole(w, "sheets", m->piece[moment * groups + group]);
	json_field_whole(w, "moment", (int64_t)moment + 1);
	json_field_list(w, "from");
	for (size_t c = 0; c < (moment + 1) * groups; c++) {
		if (m->arrived[c] == 0 || m->counted[c] != moment || m->at[c] != group)
			continue;
		json_begin_object(w);
		json_field_text(w, "group", m->g->name[c % groups]);
		json_field_whole(w, "moment", (int64_t)(c / groups) + 1);
		json_field_whole(w, "sheets", m->arrived[c]);
		json_end(w);
	}
	json_end(w);
	json_end(w);
}

void moments_answer(struct arena *a, struct at moments, const struct groups *g,
		    struct json_writer *w)
{
	struct moments m = { .g = g };
	int64_t left;

	read_moments(a, &moments, &m);
	if (!json_reader_is_good(moments.r))
		return;
	left = count(a, &m);
	json_field_list(w, "pieces");
	for (size_t c = 0; c < m.count * g->count; c++) {
		if (m.piece[c] > 0)
			put_piece(w, &m, c / g->count, c % g->count);
		g->piece[c % g->count] += m.piece[c];
	}
	json_end(w);
	groups_put_visible(w, g);
	json_field_whole(w, "not_counted", left);
}
