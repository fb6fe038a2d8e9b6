/* SPDX-License-Identifier: EUPL-1.2 */
/* From a JSON document to a model. */
#include "base/utf8.h"
#include "model/model_check.h"
#include "model/model_text.h"

static void read_levels(struct at root, struct model *m)
{
	static const char *const fields[] = { "id", "name", "meaning", NULL };
	struct at list = at_field(&root, "levels");
	size_t n = at_list(&list, LEVELS_MIN, LEVELS_MAX);
	struct level *levels = ARENA_ARRAY(root.r->a, struct level, n);

	for (size_t i = 0; i < n; i++) {
		struct at o = at_item(&list, i);

		at_only(&o, fields);
		levels[i] = (struct level){ at_id(at_field(&o, "id")), at_text(at_field(&o, "name")),
					    at_text(at_field(&o, "meaning")) };
	}
	m->levels = levels;
	m->level_count = n;
}

static void read_words(struct at root, const struct words *w, struct model *m)
{
	static const char *const fields[] = { "id", "text", NULL };
	struct at list = at_optional(&root, "words");
	size_t n = at_list(&list, 0, 20);
	struct word *words = ARENA_ARRAY(root.r->a, struct word, n);

	for (size_t i = 0; i < n; i++) {
		struct at o = at_item(&list, i);

		at_only(&o, fields);
		words[i] = (struct word){ at_id(at_field(&o, "id")), at_text(at_field(&o, "text")) };
	}
	/* What is shown as the model's words is what this organisation uses. */
	for (size_t i = 0; i < n; i++)
		if (words_find(w->own, w->own_count, words[i].id))
			words[i].text = *words_find(w->own, w->own_count, words[i].id);
	m->words = words;
	m->word_count = n;
}

/* Every statement of a sensitive subject is sensitive. */
static void read_statements(struct at o, const struct words *w, struct subject *s)
{
	static const char *const fields[] = { "id", "route", "tag", "sensitive", "text", NULL };
	static const char *const routes[] = { "everyone", "leaders", "specialists", NULL };
	struct at list = at_field(&o, "statements");
	size_t n = at_list(&list, 0, STATEMENTS_MAX);
	struct statement *statements = ARENA_ARRAY(o.r->a, struct statement, n);

	for (size_t i = 0; i < n; i++) {
		struct at item = at_item(&list, i);

		at_only(&item, fields);
		statements[i].id = at_id(at_field(&item, "id"));
		statements[i].route = (enum route)at_word(at_field(&item, "route"), routes);
		if (statements[i].route == ROUTE_SPECIALISTS)
			statements[i].tag = at_id(at_field(&item, "tag"));
		statements[i].is_sensitive = at_flag(at_optional(&item, "sensitive")) ||
					     s->is_sensitive;
		statements[i].text = at_text_filled(at_field(&item, "text"), w);
	}
	s->statements = statements;
	s->statement_count = n;
}

static void read_actions(struct at o, const struct words *w, struct subject *s)
{
	static const char *const fields[] = { "id", "from", "to", "days", "weeks", "owner", "text",
					      "done", NULL };
	struct at list = at_field(&o, "actions");
	size_t n = at_list(&list, 0, 40);
	struct model_action *actions = ARENA_ARRAY(o.r->a, struct model_action, n);
	int64_t levels = w->m->level_count ? (int64_t)w->m->level_count : 1;

	for (size_t i = 0; i < n; i++) {
		struct at item = at_item(&list, i);
		struct model_action *a = &actions[i];

		at_only(&item, fields);
		a->id = at_id(at_field(&item, "id"));
		a->from = (int)at_int(at_field(&item, "from"), 1, levels);
		a->to = (int)at_int(at_field(&item, "to"), 1, levels);
		a->days = at_int(at_field(&item, "days"), 1, 1000);
		a->weeks = at_int(at_field(&item, "weeks"), 1, 260);
		a->owner = at_text(at_field(&item, "owner"));
		a->text = at_text_filled(at_field(&item, "text"), w);
		a->done = at_text_filled(at_field(&item, "done"), w);
		if (a->to != a->from + 1)
			at_fault(&item, "let it go one level up",
				 "goes from level %d to %d and skips a level", a->from, a->to);
	}
	s->actions = actions;
	s->action_count = n;
}

static void read_ladder(struct at o, const struct words *w, struct subject *s)
{
	struct at list = at_field(&o, "ladder");
	size_t n = at_list(&list, w->m->level_count, w->m->level_count);
	struct text *ladder = ARENA_ARRAY(o.r->a, struct text, w->m->level_count);

	for (size_t i = 0; i < n; i++)
		ladder[i] = at_text_filled(at_item(&list, i), w);
	s->ladder = ladder;
}

static void read_subjects(struct at root, const struct words *w, struct model *m)
{
	static const char *const fields[] = { "id", "about", "sensitive", "name", "question",
					      "ladder", "statements", "enough", "conversation",
					      "actions", NULL };
	static const char *const abouts[] = { "organisation", "team", NULL };
	struct at list = at_field(&root, "subjects");
	size_t n = at_list(&list, 1, SUBJECTS_MAX);
	struct subject *subjects = ARENA_ARRAY(root.r->a, struct subject, n);

	for (size_t i = 0; i < n; i++) {
		struct at o = at_item(&list, i);
		struct subject *s = &subjects[i];

		at_only(&o, fields);
		s->id = at_id(at_field(&o, "id"));
		s->is_about_team = at_word(at_field(&o, "about"), abouts) == 1;
		s->is_sensitive = at_flag(at_optional(&o, "sensitive"));
		s->name = at_text_filled(at_field(&o, "name"), w);
		s->question = at_text_filled(at_field(&o, "question"), w);
		read_ladder(o, w, s);
		read_statements(o, w, s);
		s->enough = at_text_filled(at_field(&o, "enough"), w);
		s->conversation = at_text_filled(at_field(&o, "conversation"), w);
		read_actions(o, w, s);
	}
	m->subjects = subjects;
	m->subject_count = n;
}

static size_t subject_index(const struct model *m, struct at id)
{
	struct str s = at_string(id);

	for (size_t i = 0; i < m->subject_count; i++)
		if (str_eq(m->subjects[i].id, s))
			return i;
	if (s.n)
		at_fault(&id, "use the id of a subject", "there is no subject \"" STR_FMT "\"", STR_ARG(utf8_clip(s, 60)));
	return m->subject_count;
}

static void read_prerequisites(struct at root, const struct words *w, struct model *m)
{
	static const char *const fields[] = { "subject", "level", "needs_subject", "needs_level",
					      "kind", "reason", NULL };
	static const char *const kinds[] = { "helps", "needs", NULL };
	struct at list = at_optional(&root, "prerequisites");
	size_t n = at_list(&list, 0, 400), kept = 0;
	struct prerequisite *all = ARENA_ARRAY(root.r->a, struct prerequisite, n);
	int64_t levels = m->level_count ? (int64_t)m->level_count : 1;

	for (size_t i = 0; i < n; i++) {
		struct at o = at_item(&list, i);
		struct prerequisite p;

		at_only(&o, fields);
		p.from_subject = subject_index(m, at_field(&o, "subject"));
		p.from_level = (int)at_int(at_field(&o, "level"), 1, levels);
		p.to_subject = subject_index(m, at_field(&o, "needs_subject"));
		p.to_level = (int)at_int(at_field(&o, "needs_level"), 1, levels);
		p.is_needed = at_word(at_field(&o, "kind"), kinds) == 1;
		p.reason = at_text_filled(at_field(&o, "reason"), w);
		if (p.from_subject < m->subject_count && p.to_subject < m->subject_count)
			all[kept++] = p;
	}
	m->prerequisites = all;
	m->prerequisite_count = kept;
}

static void read_closing(struct at root, const struct words *w, struct model *m)
{
	static const char *const fields[] = { "id", "kind", "picks", "text", NULL };
	static const char *const kinds[] = { "pick", "open", "volunteer", NULL };
	struct at list = at_field(&root, "closing");
	size_t n = at_list(&list, 0, 12);
	struct closing_question *all = ARENA_ARRAY(root.r->a, struct closing_question, n);

	for (size_t i = 0; i < n; i++) {
		struct at o = at_item(&list, i);

		at_only(&o, fields);
		all[i].id = at_id(at_field(&o, "id"));
		all[i].kind = (enum closing_kind)at_word(at_field(&o, "kind"), kinds);
		if (all[i].kind == CLOSING_PICK)
			all[i].picks = (int)at_int(at_field(&o, "picks"), 1, SUBJECTS_MAX);
		all[i].text = at_text_filled(at_field(&o, "text"), w);
	}
	m->closing = all;
	m->closing_count = n;
}

static void read_model(struct at root, const struct words *w, struct model *m)
{
	static const char *const fields[] = { "format", "id", "version", "licence", "name",
		"about_data", "dont_know", "statement_question", "fit", "words", "levels",
		"subjects", "prerequisites", "closing", NULL };
	static const char *const formats[] = { "peil-model-1", NULL };
	struct at fit;

	at_only(&root, fields);
	(void)at_word(at_field(&root, "format"), formats);
	m->id = at_id(at_field(&root, "id"));
	m->version = at_string(at_field(&root, "version"));
	m->licence = at_string(at_field(&root, "licence"));
	m->name = at_text(at_field(&root, "name"));
	m->about_data = at_text(at_field(&root, "about_data"));
	m->dont_know = at_text(at_field(&root, "dont_know"));
	m->statement_question = at_text(at_field(&root, "statement_question"));
	fit = at_field(&root, "fit");
	for (size_t i = at_list(&fit, ARRAY_LEN(m->fit), ARRAY_LEN(m->fit)); i-- > 0;)
		m->fit[i] = at_text(at_item(&fit, i));
	read_words(root, w, m);
	read_levels(root, m);
	read_subjects(root, w, m);
	read_prerequisites(root, w, m);
	read_closing(root, w, m);
}

bool model_read(struct arena *a, struct str document, const struct word_list *words,
		struct model *ret, struct model_report *report, struct err *e)
{
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct model m = { 0 };
	const struct words w = { words ? words->at : NULL, words ? words->count : 0, &m };

	if (json_reader_begin(&r, a, document, MODEL_BYTES_MAX)) {
		read_model(at_root(&r), &w, &m);
		model_check(&r, &m);
	}
	*report = (struct model_report){ r.faults, r.count, r.errors };
	if (r.errors)
		return err_set(e, ERR_INPUT, "the model has %zu faults", r.errors);
	*ret = m;
	return true;
}
