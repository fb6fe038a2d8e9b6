/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/model_text.h"

#include "base/out.h"
#include "base/utf8.h"
#include "domain/model_reader.h"

/* Words may stand in a text many times; a page of text is some 3,000 bytes. */
enum { FILLED_BYTES_MAX = 64 * 1024 };

size_t text_words(struct str text)
{
	size_t n = 0;
	bool is_in = false;

	for (size_t i = 0; i < text.n; i++) {
		bool is_blank = text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\t';

		n += !is_blank && !is_in;
		is_in = !is_blank;
	}
	return n;
}

static bool ends_sentence(struct str t, size_t i)
{
	return (t.p[i] == '.' || t.p[i] == '?' || t.p[i] == '!' || t.p[i] == ':') &&
	       (i + 1 == t.n || t.p[i + 1] == ' ');
}

void text_check(struct reader *r, struct str path, struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.n; i++) {
		size_t words;

		if (i + 1 < text.n && !ends_sentence(text, i))
			continue;
		words = text_words(str_cut(text, from, i + 1));
		if (words > SENTENCE_WORDS_MAX)
			reader_problem(r, path, 0, true, "split it in two",
				       "a sentence of %zu words; more than %d is hard to read",
				       words, SENTENCE_WORDS_MAX);
		from = i + 1;
	}
}

static const struct text *word_of(const struct reader *r, const struct model *m, struct str id)
{
	for (size_t i = 0; i < r->word_count; i++)
		if (str_eq(r->words[i].id, id))
			return &r->words[i].text;
	for (size_t i = 0; i < m->word_count; i++)
		if (str_eq(m->words[i].id, id))
			return &m->words[i].text;
	return NULL;
}

/* Where it stands is told by the text itself. */
static void refuse_word(struct reader *r, struct str text, struct str id, bool is_closed)
{
	struct str start = utf8_clip(text, 100);

	if (is_closed)
		reader_problem(r, STR("words"), 0, false,
			       "add the word to words, or take out the braces",
			       "{" STR_FMT "} stands in a text but is no word: \"" STR_FMT "\"",
			       STR_ARG(utf8_clip(id, 40)), STR_ARG(start));
	else
		reader_problem(r, STR("words"), 0, false, "close the brace, or take it out",
			       "a brace is not closed in a text: \"" STR_FMT "\"", STR_ARG(start));
}

static struct str fill(struct reader *r, const struct model *m, struct str s, enum lang lang)
{
	struct out o = out_new(r->a, FILLED_BYTES_MAX);
	struct str rest = s;

	while (rest.p) {
		struct str before = str_split(rest, '{', &rest), id, after;
		const struct text *word;

		out_str(&o, before);
		if (!rest.p)
			break;
		id = str_split(rest, '}', &after);
		word = after.p ? word_of(r, m, id) : NULL;
		if (!word) {
			refuse_word(r, s, id, after.p != NULL);
			return s;
		}
		out_str(&o, word->in[lang]);
		rest = after;
	}
	if (o.is_failed || arena_overflowed(r->a)) {
		reader_problem(r, STR("words"), 0, false, "make the words or the text shorter",
			       "a text becomes too long with its words");
		return s;
	}
	return out_done(&o);
}

static void fill_text(struct reader *r, const struct model *m, const struct text *t)
{
	struct text *change = (struct text *)(uintptr_t)t;	/* ours: the model being read */

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct str s = t->in[lang];
		bool has_word = false;

		for (size_t i = 0; i < s.n; i++)
			has_word |= s.p[i] == '{';
		if (has_word)
			change->in[lang] = fill(r, m, s, (enum lang)lang);
		change->words[lang] = (uint32_t)text_words(t->in[lang]);
	}
}

static void fill_subject(struct reader *r, const struct model *m, const struct subject *s)
{
	fill_text(r, m, &s->name);
	fill_text(r, m, &s->question);
	for (size_t i = 0; i < m->level_count && s->ladder; i++)
		fill_text(r, m, &s->ladder[i]);
	for (size_t i = 0; i < s->statement_count; i++)
		fill_text(r, m, &s->statements[i].text);
	fill_text(r, m, &s->enough);
	fill_text(r, m, &s->conversation);
	for (size_t i = 0; i < s->action_count; i++) {
		fill_text(r, m, &s->actions[i].text);
		fill_text(r, m, &s->actions[i].done);
	}
}

void words_fill(struct reader *r, struct model *m)
{
	for (size_t i = 0; i < m->subject_count; i++)
		fill_subject(r, m, &m->subjects[i]);
	for (size_t i = 0; i < m->closing_count; i++)
		fill_text(r, m, &m->closing[i].text);
	for (size_t i = 0; i < m->prerequisite_count; i++)
		fill_text(r, m, &m->prerequisites[i].reason);
	/* What is shown as the model's words is what this organisation uses. */
	for (size_t i = 0; i < m->word_count; i++)
		((struct word *)(uintptr_t)m->words)[i].text = *word_of(r, m, m->words[i].id);
}
