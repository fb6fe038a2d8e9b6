/* SPDX-License-Identifier: EUPL-1.2 */
#include "finding/agreement_strand.h"

#include "base/utf8.h"

/* --- reading ----------------------------------------------------------------------- */

/* Back in time as long as it is also of who spoke before. */
static void find_meetings(struct arena *a, struct agreement_strand *s)
{
	int64_t *meeting = ARENA_ARRAY(a, int64_t, s->count);
	size_t oldest = 0;

	while (oldest + 1 < s->count && s->version[oldest]->how == AGREEMENT_GREW)
		oldest++;
	s->meeting = meeting;
	for (size_t i = oldest + 1; i-- > 0;)
		if (s->version[i]->meeting && !agreement_is_of(s, s->version[i]->meeting))
			meeting[s->meeting_count++] = s->version[i]->meeting;
}

static struct agreement_strand strand_make(struct arena *a, const struct agreement_list *list,
					   const struct agreement *first)
{
	const struct agreement **version =
		ARENA_ARRAY(a, const struct agreement *, list->count);
	struct agreement_strand s = { .version = version };

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].strand == first->strand)
			version[s.count++] = &list->at[i];
	find_meetings(a, &s);
	return s;
}

static bool is_first(const struct agreement_list *list, size_t at)
{
	for (size_t i = at + 1; i < list->count; i++)
		if (list->at[i].strand == list->at[at].strand)
			return false;
	return true;
}

struct agreement_strands agreement_strands_of(struct arena *a, const struct agreement_list *list,
					      struct str subject)
{
	struct agreement_strand *strands =
		ARENA_ARRAY(a, struct agreement_strand, list->count + 1);
	struct agreement_strands ret = { .at = strands };

	for (size_t i = list->count; i-- > 0;) {
		if (!str_eq(list->at[i].subject, subject))
			continue;
		ret.newest = list->at[i].id;
		if (is_first(list, i))
			strands[ret.count++] = strand_make(a, list, &list->at[i]);
	}
	return ret;
}

bool agreement_is_of(const struct agreement_strand *s, int64_t meeting)
{
	for (size_t i = 0; i < s->meeting_count; i++)
		if (s->meeting[i] == meeting)
			return true;
	return false;
}

const struct agreement_strand *agreement_strand_of(const struct agreement_strands *all,
						   int64_t meeting)
{
	const struct agreement_strand *found = NULL;

	for (size_t i = 0; i < all->count; i++)
		if (agreement_is_of(&all->at[i], meeting) &&
		    (!found || all->at[i].version[0]->agreed > found->version[0]->agreed))
			found = &all->at[i];
	return found;
}

/* --- writing ----------------------------------------------------------------------- */

struct agreement_choice agreement_choice_parse(struct str text)
{
	static const struct {
		const char *name;
		enum agreement_act act;
	} acts[] = { { "aan-", ACT_GROW }, { "weg-", ACT_REPLACE } };
	struct agreement_choice c = { ACT_NONE, 0 };

	if (str_is(text, "naast"))
		return (struct agreement_choice){ ACT_BESIDE, 0 };
	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		const struct str name = str_from(acts[i].name);

		if (str_starts(text, name) &&
		    str_i64(str_cut(text, name.n, text.n), 1, INT64_MAX, &c.version))
			c.act = acts[i].act;
	}
	return c;
}

static bool is_same(const struct agreement *a, const struct agreement *b)
{
	return a->meeting == b->meeting && a->level == b->level && str_eq(a->words, b->words) &&
	       str_eq(a->reason, b->reason) && str_eq(a->difference, b->difference) &&
	       str_eq(a->for_whom, b->for_whom);
}

/* The strand whose newest version this is, or NULL. */
static const struct agreement_strand *strand_by_newest(const struct agreement_strands *all,
						       int64_t id)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].version[0]->id == id)
			return &all->at[i];
	return NULL;
}

static struct str joined(struct arena *a, struct str old, struct str more)
{
	struct out o = out_new(a, old.n + more.n + 1);

	out_str(&o, old);
	if (old.n && more.n)
		out_char(&o, '\n');
	out_str(&o, more);
	return out_done(&o);
}

static bool fits(const struct agreement *g)
{
	return utf8_count(g->words) <= AGREEMENT_CHARS_MAX &&
	       utf8_count(g->reason) <= AGREEMENT_CHARS_MAX &&
	       utf8_count(g->difference) <= AGREEMENT_CHARS_MAX &&
	       utf8_count(g->for_whom) <= AGREEMENT_CHARS_MAX;
}

/* The words of before, and these after them. */
static struct agreement grown(struct arena *a, const struct agreement *old,
			      const struct agreement *more)
{
	struct agreement g = *more;

	g.level = more->level ? more->level : old->level;
	g.words = joined(a, old->words, more->words);
	g.reason = joined(a, old->reason, more->reason);
	g.difference = joined(a, old->difference, more->difference);
	g.for_whom = joined(a, old->for_whom, more->for_whom);
	g.how = AGREEMENT_GREW;
	return g;
}

/* Words that were changed in the form in which they stood.  Another meeting than
 * the only one puts right where they were spoken. */
static enum agreement_verdict settle_edit(const struct agreement_strands *all, int64_t edits,
					  struct agreement *g, struct agreement_base *ret_base)
{
	const struct agreement_strand *s = strand_by_newest(all, edits);

	if (!s)
		return VERDICT_ASK;
	g->how = g->meeting && s->meeting_count == 1 && s->meeting[0] != g->meeting
		? AGREEMENT_REPLACED : AGREEMENT_GREW;
	*ret_base = (struct agreement_base){ .after = edits };
	return VERDICT_WRITE;
}

enum agreement_verdict agreement_settle(struct arena *a, const struct agreement_strands *all,
					const struct agreement_intent *intent,
					struct agreement *g, struct agreement_base *ret_base)
{
	const struct agreement_strand *old = strand_by_newest(all, intent->choice.version);
	struct agreement whole = *g;

	for (size_t i = 0; i < all->count; i++)
		if (is_same(all->at[i].version[0], g))
			return VERDICT_SAME;
	if (intent->edits)
		return settle_edit(all, intent->edits, g, ret_base);
	*ret_base = (struct agreement_base){ .is_asked = true, .newest = all->newest };
	if (all->count == 0)
		return VERDICT_WRITE;
	if (intent->seen != all->newest || intent->choice.act == ACT_NONE)
		return VERDICT_ASK;
	if (intent->choice.act == ACT_BESIDE)
		return VERDICT_WRITE;
	if (!old)
		return VERDICT_ASK;
	whole.how = AGREEMENT_REPLACED;
	if (intent->choice.act == ACT_GROW)
		whole = grown(a, old->version[0], g);
	if (!fits(&whole))
		return VERDICT_TOO_LONG;
	*g = whole;
	ret_base->after = intent->choice.version;
	return VERDICT_WRITE;
}
