/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/live_view.h"

#include "chart/chart.h"
#include "live/live_service.h"
#include "meeting/meeting_view.h"
#include "round/model_cache.h"
#include "server/site.h"

static struct str say(struct view *v, const char *text)
{
	return str_from(tr(v->lang, text));
}

static size_t subject_of(const struct model *m, struct str id)
{
	for (size_t i = 0; i < m->subject_count; i++)
		if (str_eq(m->subjects[i].id, id))
			return i;
	return m->subject_count;
}

/* --- votes -------------------------------------------------------------------------- */

const struct vote_turn *live_newest(const struct live_view *m)
{
	return m->has_second ? &m->second : &m->first;
}

static struct markup chart(struct view *v, const struct live_view *m, struct str id,
			   const char *title, const struct vote_turn *t, bool is_cells)
{
	return chart_dots(v, &(struct chart_dots){
		.id = id, .title = say(v, title), .all = t->counts, .levels = model_level_names(v->a, m->model, v->lang),
		.is_cells = is_cells,
	});
}

static struct live_end end_at(const struct tally *t, int level)
{
	return (struct live_end){ level, t->c[level - 1] >= TALLY_NAMED_MIN };
}

static void find_ends(struct live_view *m)
{
	const struct tally *t = &live_newest(m)->counts;

	for (int k = 1; k <= t->levels; k++) {
		if (!t->c[k - 1])
			continue;
		m->low = m->low.level ? m->low : end_at(t, k);
		m->high = end_at(t, k);
	}
	if (m->low.level == m->high.level)
		m->low = m->high = (struct live_end){ 0 };
}

/* "stem1-7": a name of its own for each chart on the page. */
static struct str chart_id(struct call *c, const char *name, int64_t topic)
{
	struct out o = out_new(c->a, 60);

	out_c(&o, name);
	out_i64(&o, topic);
	return out_done(&o);
}

static bool votes_get(struct call *c, struct live_view *m, struct err *e)
{
	const int levels = (int)m->model->level_count;
	struct view *v = call_view(c);
	bool is_cells;

	if (!vote_get(c->db, m->topic->id, 1, levels, &m->first, e) ||
	    !vote_get(c->db, m->topic->id, 2, levels, &m->second, e))
		return false;
	is_cells = m->first.votes > CHART_DOTS_MAX || m->second.votes > CHART_DOTS_MAX;
	m->has_first = m->topic->step >= VOTE_FIRST_SHOWN && m->first.is_shown;
	m->has_second = m->topic->step >= VOTE_SECOND_SHOWN && m->second.is_shown;
	if (m->has_first && m->first.has_levels)
		m->first_chart = chart(v, m, chart_id(c, "stem1-", m->topic->id),
				       N_("Stemmen in ronde 1"), &m->first,
				       is_cells);
	if (m->has_second && m->second.has_levels)
		m->second_chart = chart(v, m, chart_id(c, "stem2-", m->topic->id),
					N_("Stemmen in ronde 2"), &m->second,
					is_cells);
	m->turn = m->topic->step == VOTE_FIRST ? 1 : m->topic->step == VOTE_SECOND ? 2 : 0;
	find_ends(m);
	return true;
}

struct str live_spread(struct view *v, const struct live_view *m)
{
	switch (spread_word(&live_newest(m)->counts)) {
	case SPREAD_CLOSE: return say(v, N_("De stemmen liggen dicht bij elkaar."));
	case SPREAD_APART: return say(v, N_("De stemmen lopen uiteen."));
	case SPREAD_FAR: return say(v, N_("De stemmen lopen ver uiteen."));
	case SPREAD_NONE: break;
	}
	return (struct str){ 0 };
}

struct str live_change(struct view *v, const struct live_view *m)
{
	int direction;

	if (!m->has_second || !tally_n(&m->first.counts) || !tally_n(&m->second.counts))
		return (struct str){ 0 };
	direction = spread_change(&m->first.counts, &m->second.counts);
	if (direction < 0)
		return say(v, N_("Na het gesprek liggen de stemmen dichter bij elkaar."));
	if (direction > 0)
		return say(v, N_("Na het gesprek lopen de stemmen verder uiteen."));
	return say(v, N_("Na het gesprek liggen de stemmen even ver uit elkaar."));
}

struct str live_level(struct view *v, const struct live_view *m, int level)
{
	if (level < 1 || (size_t)level > m->model->level_count)
		return (struct str){ 0 };
	return m->model->levels[level - 1].name.in[v->lang];
}

int64_t live_votes(const struct live_view *m)
{
	return m->turn == 2 ? m->second.votes : m->first.votes;
}

int64_t live_voters(const struct live_view *m)
{
	const int64_t looking = (int64_t)m->phones.now, votes = live_votes(m);

	return looking > votes ? looking : votes;
}

/* --- the rest -------------------------------------------------------------------------- */

static bool is_agreed(struct arena *a, const struct talk_item *item, int64_t k)
{
	struct talk_value value;
	size_t order;

	talk_values(a, item, 1, k, &value, &order);
	return talk_is_agreed(item, &value, k);
}

/* Which topics may be confirmed in a minute: the answers of the round say so. */
static bool topics_get(struct call *c, const struct round *r, struct live_view *m, struct err *e)
{
	struct talk_item now;
	struct picture p;
	size_t unit;

	if (!picture_get(c->db, c->a, r, m->model, &p, e))
		return false;
	unit = meeting_whose(&p, m->meeting);
	for (size_t i = 0; i < m->meeting->topic_count; i++) {
		const struct meeting_topic *t = &m->meeting->topics[i];
		const size_t s = subject_of(m->model, t->subject);

		m->topics[i] = (struct live_topic){ .topic = t, .name = t->subject };
		if (s == m->model->subject_count)
			continue;
		m->topics[i].name = m->model->subjects[s].name.in[c->lang];
		now = picture_item(c->a, &p, m->model, unit, s);
		if (p.is_visible[unit])
			m->topics[i].wish = now.wish;
		m->topics[i].is_close = p.is_visible[unit] && is_agreed(c->a, &now, r->k);
		if (m->topics[i].is_close && median_low(&now.now) == median_high(&now.now))
			m->topics[i].middle = median_low(&now.now);
	}
	return true;
}

/* A topic that is confirmed in a minute begins with the words of the model; which level
 * fits them is for who sits there. */
static void propose(struct call *c, struct live_view *m)
{
	for (size_t i = 0; i < m->meeting->topic_count; i++)
		if (m->topics[i].topic == m->topic && m->topics[i].middle) {
			m->typed.words = m->subject->ladder[m->topics[i].middle - 1].in[c->lang];
			m->is_proposed = true;
		}
}

/* The words that this meeting wrote on the subject; without them those of others,
 * who are asked about before more is written. */
static void take_agreement(const struct agreement_strands *all, struct live_view *m)
{
	const struct agreement_strand *own = agreement_strand_of(all, m->meeting->id);

	m->ask.seen = all->newest;
	if (!own)
		return;
	m->is_saved = true;
	m->typed = *own->version[0];
	m->edits = m->typed.id;
}

static bool agreement_of(struct call *c, const struct round *r, struct live_view *m, struct err *e)
{
	struct finding_meeting_list *meetings = ARENA_NEW(c->a, struct finding_meeting_list);
	struct agreement_list *list = ARENA_NEW(c->a, struct agreement_list);
	struct agreement_strands all;

	if (!agreement_list(c->db, c->a, r->key, list, e) ||
	    !finding_meetings(c->db, c->a, r->key, meetings, e))
		return false;
	all = agreement_strands_of(c->a, list, m->subject->id);
	take_agreement(&all, m);
	if (!m->is_saved)
		strand_views_make(call_view(c), &(struct strand_source){ m->model, meetings, NULL },
				  &all, &m->ask.strands);
	return true;
}

static struct str code_shown(struct arena *a, struct str code)
{
	struct out o = out_new(a, 20);

	for (size_t i = 0; i < code.n; i++) {
		if (i == code.n / 2)
			out_char(&o, '-');
		out_char(&o, code.p[i]);
	}
	return out_done(&o);
}

static void join_make(struct call *c, struct live_view *m)
{
	m->qr = chart_qr(call_view(c), call_address(c, url_make(c->a, "/mee/%s", m->meeting->code)),
			 str_from(tr(c->lang, N_("QR-code om mee te doen"))));
	m->site = site_host(call_address(c, url_make(c->a, "/mee")));
	m->code = code_shown(c->a, m->meeting->code);
}

static struct str state_of(struct call *c, const struct live_view *m)
{
	const int64_t parts[] = {
		m->meeting->stage, m->meeting->topic, m->topic ? m->topic->step : 0,
		m->meeting->timer_ends, m->is_saved ? m->typed.id : 0,
		m->topic && !m->turn ? m->first.votes : 0, m->topic && !m->turn ? m->second.votes : 0,
	};
	struct out o = out_new(c->a, 300);

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		out_char(&o, i ? '-' : 's');
		out_i64(&o, parts[i]);
	}
	return out_done(&o);
}

static bool held_get(struct call *c, const struct round *r, struct live_view *m, struct err *e)
{
	struct live_view *held = ARENA_ARRAY(c->a, struct live_view, MEETING_TOPICS_MAX);
	struct agreement_strands all;
	struct agreement_list list;

	if (!agreement_list(c->db, c->a, r->key, &list, e))
		return false;
	m->held = held;
	for (size_t i = 0; i < m->meeting->topic_count; i++) {
		const struct meeting_topic *t = &m->meeting->topics[i];
		const size_t s = subject_of(m->model, t->subject);
		struct live_view *one = &held[m->held_count];

		if (s == m->model->subject_count)
			continue;
		*one = (struct live_view){ .meeting = m->meeting, .model = m->model, .topic = t,
					   .subject = &m->model->subjects[s] };
		if (!votes_get(c, one, e))
			return false;
		all = agreement_strands_of(c->a, &list, one->subject->id);
		take_agreement(&all, one);
		m->held_count += one->has_first || one->is_saved;
	}
	return true;
}

/* Votes are of phones: more of them than ever looked at once is worth a word. */
static void count_phones(struct live_view *m, struct live_phones phones)
{
	const struct vote_turn *open = m->turn == 2 ? &m->second : &m->first;
	const struct vote_turn *t = m->turn ? open : live_newest(m);

	m->phones = phones;
	if (!m->topic || t->source != VOTE_BY_PHONE)
		return;
	m->is_crowded = t->votes > (int64_t)phones.most;
	if (m->turn && (int64_t)phones.now > t->votes)
		m->missing = (int64_t)phones.now - t->votes;
}

bool live_view_make(struct call *c, const struct round *r, const struct meeting *m,
		    enum live_screen where, struct live_view *ret, struct err *e)
{
	const bool is_in_room = where == SCREEN_IN_ROOM;
	size_t s;

	*ret = (struct live_view){ .meeting = m, .now = clock_now(),
				   .shown_min = vote_shown_min(r->k) };
	c->view.page.subtitle = m->title;
	c->view.page.organisation = r->organisation_name;
	c->view.page.languages = r->languages;
	if (!model_cache_get(model_cache_of(c), c->db, c->a, r, &ret->model, e))
		return false;
	for (size_t i = 0; i < m->topic_count; i++)
		if (m->topics[i].id == m->topic)
			ret->topic = &m->topics[i];
	s = ret->topic ? subject_of(ret->model, ret->topic->subject) : ret->model->subject_count;
	if (s == ret->model->subject_count)
		ret->topic = NULL;
	else
		ret->subject = &ret->model->subjects[s];
	if (ret->topic && !votes_get(c, ret, e))
		return false;
	if (ret->topic && !agreement_of(c, r, ret, e))
		return false;
	if (is_in_room && !topics_get(c, r, ret, e))
		return false;
	if (is_in_room && m->stage == MEETING_DONE && !held_get(c, r, ret, e))
		return false;
	if (ret->topic && ret->topic->step == VOTE_RECORDED && !ret->is_saved && !ret->first.votes &&
	    !ret->ask.strands.count)
		propose(c, ret);
	if (is_in_room)
		c->view.page.languages = 0;
	if (m->stage == MEETING_RUNNING && m->code.n && is_in_room)
		join_make(c, ret);
	count_phones(ret, live_phones(live_of(c), m->id));
	if (m->ended)
		ret->reopen_until = meeting_moment(call_view(c), m->ended + MEETING_REOPEN_HOURS * CLOCK_HOUR_MS);
	ret->state = state_of(c, ret);
	return true;
}
