/* SPDX-License-Identifier: EUPL-1.2 */
/* Sheets that come in over several moments, with closings and reopenings. */
#include "cli/recompute_pieces.h"

#include <stdio.h>
#include <string.h>

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

static bool unknown_group(const struct groups *g, json_t *sheets, const char *path, struct err *e)
{
	const char *key;
	json_t *value;
	size_t at;

	json_object_foreach(sheets, key, value)
		if (!groups_find(g, str_from(key), &at))
			return err_set(e, ERR_INPUT, "%s.sheets: \"" STR_FMT "\" is no group; add it "
				       "to groups or correct it", path,
				       STR_ARG(utf8_clip(str_from(key), 60)));
	return err_set(e, ERR_INPUT, "%s.sheets: must name groups", path);
}

static bool read_sheets(struct moments *m, size_t moment, json_t *sheets, const char *path,
			struct err *e)
{
	size_t found = 0;

	if (!json_is_object(sheets))
		return err_set(e, ERR_INPUT, "%s.sheets: must be an object, {\"a\": 6, …}", path);
	for (size_t i = 0; i < m->g->count; i++) {
		const struct str name = m->g->name[i];
		const json_t *n = json_object_getn(sheets, name.p, name.n);

		if (n && !json_whole(n, path, 0, COUNT_MAX / MOMENTS_MAX,
				     &m->arrived[moment * m->g->count + i], e))
			return false;
		found += n != NULL;
	}
	return found == json_object_size(sheets) || unknown_group(m->g, sheets, path, e);
}

static bool read_moment(struct moments *m, size_t moment, const json_t *object, struct err *e)
{
	static const char *const names[] = { "kind", "sheets", NULL };
	const char *kind = json_string_value(json_object_get(object, "kind"));
	char path[40];

	(void)snprintf(path, sizeof(path), "moments[%zu]", moment);
	if (!json_fields(object, path, names, e))
		return false;
	if (!kind || (strcmp(kind, "open") != 0 && strcmp(kind, "closing") != 0))
		return err_set(e, ERR_INPUT, "%s.kind: must be \"open\" or \"closing\"", path);
	m->kind[moment] = kind[0] == 'c' ? MOMENT_CLOSING : MOMENT_OPEN;
	return read_sheets(m, moment, json_object_get(object, "sheets"), path, e);
}

static bool read_moments(struct arena *a, const json_t *array, struct moments *m, struct err *e)
{
	const size_t n = json_array_size(array), groups = m->g->count;

	if (!json_is_array(array) || n == 0 || n > MOMENTS_MAX || n * groups > CELLS_MAX)
		return err_set(e, ERR_INPUT, "moments: must be a list of 1 to %d moments, and groups "
			       "times moments at most %d", MOMENTS_MAX, CELLS_MAX);
	for (size_t i = 0; i < groups; i++)
		if (m->g->sheets[i])
			return err_set(e, ERR_INPUT, "groups[%zu].sheets: with moments the sheets stand "
				       "in the moments", i);
	m->count = n;
	m->kind = ARENA_ARRAY(a, enum pieces_moment, n);
	m->arrived = ARENA_ARRAY(a, int64_t, n * groups);
	m->piece = ARENA_ARRAY(a, int64_t, n * groups);
	m->at = ARENA_ARRAY(a, size_t, n * groups);
	m->counted = ARENA_ARRAY(a, size_t, n * groups);
	for (size_t i = 0; i < n; i++)
		if (!read_moment(m, i, json_array_get(array, i), e))
			return false;
	return true;
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

		pieces_moment(m->g->parent, m->arrived + now * groups, groups, m->g->k,
			      m->kind[now], waiting, node, piece);
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

static void put_piece(struct out *o, const struct moments *m, size_t moment, size_t group)
{
	const size_t groups = m->g->count;

	if (o->p[o->n - 1] != '[')
		out_char(o, ',');
	out_char(o, '{');
	put_key(o, "group");
	put_text(o, m->g->name[group]);
	put_whole(o, "sheets", m->piece[moment * groups + group]);
	put_whole(o, "moment", (int64_t)moment + 1);
	put_key(o, "from");
	out_char(o, '[');
	for (size_t c = 0; c < (moment + 1) * groups; c++) {
		if (m->arrived[c] == 0 || m->counted[c] != moment || m->at[c] != group)
			continue;
		out_c(o, o->p[o->n - 1] == '[' ? "{" : ",{");
		put_key(o, "group");
		put_text(o, m->g->name[c % groups]);
		put_whole(o, "moment", (int64_t)(c / groups) + 1);
		put_whole(o, "sheets", m->arrived[c]);
		out_char(o, '}');
	}
	out_c(o, "]}");
}

bool moments_answer(struct arena *a, const json_t *moments, const struct groups *g, struct out *o,
		    struct err *e)
{
	struct moments m = { .g = g };
	int64_t left;

	if (!read_moments(a, moments, &m, e))
		return false;
	left = count(a, &m);
	put_key(o, "pieces");
	out_char(o, '[');
	for (size_t c = 0; c < m.count * g->count; c++) {
		if (m.piece[c] > 0)
			put_piece(o, &m, c / g->count, c % g->count);
		g->piece[c % g->count] += m.piece[c];
	}
	out_char(o, ']');
	groups_put_visible(o, g);
	put_whole(o, "not_counted", left);
	return true;
}
