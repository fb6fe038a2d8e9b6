/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/beamer.h"

static int64_t of_level(const struct vote_turn *t, size_t level)
{
	return t->has_levels ? t->counts.c[level] : 0;
}

static const struct live_topic *topic_of(const struct live_view *live)
{
	for (size_t i = 0; i < live->meeting->topic_count; i++)
		if (live->topics[i].topic == live->topic)
			return &live->topics[i];
	return NULL;
}

static void fill(struct view *v, const struct live_view *live, struct beamer_view *m)
{
	const struct vote_turn *now = live_newest(live);
	const struct live_topic *topic = topic_of(live);
	const size_t levels = live->model->level_count;

	m->columns = levels + 1;
	m->has_wishes = topic && live->has_first && tally_n(&topic->wish) > 0;
	for (size_t i = 0; i < levels; i++)
		m->column[i] = (struct beamer_column){
			.name = live->model->levels[i].name.in[v->lang],
			.now = of_level(now, i), .before = of_level(&live->first, i),
			.wish = m->has_wishes ? topic->wish.c[i] : 0,
			.is_agreed = live->is_saved && live->typed.level == (int)i + 1,
		};
	m->column[levels] = (struct beamer_column){
		.name = live->model->dont_know.in[v->lang], .is_unknown = true,
		.now = now->counts.dont_know, .before = live->first.counts.dont_know,
	};
}

static enum beamer_look look_of(int64_t most)
{
	return most <= BEAMER_LARGE_MAX ? BEAMER_LARGE : most <= BEAMER_MIDDLE_MAX ? BEAMER_MIDDLE
	       : most <= BEAMER_SMALL_MAX ? BEAMER_SMALL
	       : most <= BEAMER_TINY_MAX ? BEAMER_TINY : BEAMER_NUMBER;
}

void beamer_make(struct view *v, const struct live_view *live, struct str purpose,
		 struct beamer_view *ret)
{
	int64_t most = 0, wished = 0;

	*ret = (struct beamer_view){ .live = live, .purpose = purpose };
	if (!live->subject)
		return;
	fill(v, live, ret);
	for (size_t i = 0; i < ret->columns; i++) {
		most = ret->column[i].now > most ? ret->column[i].now : most;
		wished = ret->column[i].wish > wished ? ret->column[i].wish : wished;
	}
	for (size_t i = 0; i < ret->columns && most; i++)
		ret->column[i].bar = (int)(ret->column[i].now * BEAMER_BAR / most);
	ret->look = look_of(most);
	ret->has_rings = wished <= BEAMER_RINGS_MAX;
}
