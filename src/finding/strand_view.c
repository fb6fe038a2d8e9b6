/* SPDX-License-Identifier: EUPL-1.2 */
#include "finding/strand_view.h"

#include "picture/picture_view.h"

static struct agreement_version version_of(struct view *v, const struct strand_source *from,
					   const struct agreement *g)
{
	const struct finding_meeting *meeting = finding_meeting_in(from->meetings, g->meeting);

	return (struct agreement_version){
		.g = g, .day = finding_day(v, g->agreed),
		.level = level_name(from->model, v->lang, g->level),
		.meeting = meeting ? meeting->title : (struct str){ 0 },
	};
}

static struct strand_view view_of(struct view *v, const struct strand_source *from,
				  const struct agreement_strand *s)
{
	struct agreement_version *versions =
		ARENA_ARRAY(v->a, struct agreement_version, s->count);
	const struct finding_meeting **meetings =
		ARENA_ARRAY(v->a, const struct finding_meeting *, s->meeting_count + 1);
	struct strand_view ret = { .versions = versions, .version_count = s->count,
				   .meetings = meetings };

	for (size_t i = 0; i < s->count; i++)
		versions[i] = version_of(v, from, s->version[i]);
	for (size_t i = 0; i < s->meeting_count; i++) {
		const struct finding_meeting *m =
			finding_meeting_in(from->meetings, s->meeting[i]);

		if (m)
			meetings[ret.meeting_count++] = m;
	}
	if (from->replies)
		ret.said = finding_said_of(v, from->replies, 0, s->version[0]->id, 1);
	return ret;
}

void strand_views_make(struct view *v, const struct strand_source *from,
		       const struct agreement_strands *all, struct strand_views *ret)
{
	*ret = (struct strand_views){ 0 };
	for (size_t i = 0; i < all->count; i++)
		*LIST_ADD(v->a, ret) = view_of(v, from, &all->at[i]);
}
