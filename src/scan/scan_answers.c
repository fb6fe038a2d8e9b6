/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a sheet for the pages that show it. */
#include "scan/scan.h"

int scan_now(const struct scan *s, size_t subject)
{
	return s->who.sheet.bytes[s->layout.subject_at[subject]];
}

int scan_wish(const struct scan *s, size_t subject)
{
	return s->who.sheet.bytes[s->layout.subject_at[subject] + 1];
}

int scan_statement(const struct scan *s, size_t subject, size_t statement)
{
	return s->who.sheet.bytes[s->layout.subject_at[subject] + 2 + statement];
}

bool scan_has_statement(const struct scan *s, size_t subject, size_t statement)
{
	const struct subject *of = &s->model->subjects[subject];

	return statement < of->statement_count &&
	       statement_is_for(&of->statements[statement], s->route, s->who.unit.tag);
}

size_t scan_statement_count(const struct scan *s, size_t subject)
{
	size_t n = 0;

	for (size_t i = 0; i < s->model->subjects[subject].statement_count; i++)
		n += scan_has_statement(s, subject, i);
	return n;
}

/* A subject counts as answered by its first question. */
bool scan_is_answered(const struct scan *s, size_t subject)
{
	return scan_now(s, subject) != ANSWER_NONE;
}

size_t scan_answered(const struct scan *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->model->subject_count; i++)
		n += scan_is_answered(s, i);
	return n;
}

size_t scan_first_open(const struct scan *s)
{
	size_t i = 0;

	while (i < s->model->subject_count && scan_is_answered(s, i))
		i++;
	return i;
}

int scan_minutes(const struct scan *s)
{
	return model_minutes(s->model, s->route, s->who.unit.tag);
}

struct str scan_text(const struct view *v, struct text t)
{
	enum lang other = v->lang == LANG_NL ? LANG_EN : LANG_NL;

	return t.in[v->lang].n ? t.in[v->lang] : t.in[other];
}

struct str scan_day(const struct view *v, int64_t moment)
{
	struct out o = out_new(v->a, 100);

	out_day(&o, clock_local(moment).date, v->lang);
	return out_done(&o);
}

struct str scan_time(const struct view *v, int64_t moment)
{
	struct out o = out_new(v->a, 100);

	out_time(&o, clock_local(moment), v->lang);
	return out_done(&o);
}

struct str scan_answer_name(const struct view *v, const struct scan *s, int answer)
{
	if (answer == ANSWER_DONT_KNOW)
		return scan_text(v, s->model->dont_know);
	if (answer == ANSWER_NOT_APPLICABLE)
		return str_from(tr(v->lang, "Speelt niet bij mij"));
	if (answer < 1 || (size_t)answer > s->model->level_count)
		return (struct str){ 0 };
	return scan_text(v, s->model->levels[answer - 1].name);
}
