/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_text.h"

#include "base/out.h"
#include "base/utf8.h"

/* Words may stand in a text many times; a page of text is some 3,000 bytes. */
enum { FILLED_BYTES_MAX = 64 * 1024 };

static size_t text_words(struct str text)
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

static void check_sentences(const struct at *o, struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.n; i++) {
		size_t words;

		if (i + 1 < text.n && !ends_sentence(text, i))
			continue;
		words = text_words(str_cut(text, from, i + 1));
		if (words > SENTENCE_WORDS_MAX)
			json_warning(o->r, at_path(o), "split it in two",
				     "a sentence of %zu words; more than %d is hard to read", words,
				     SENTENCE_WORDS_MAX);
		from = i + 1;
	}
}

/* --- words ----------------------------------------------------------------------- */

const struct text *words_find(const struct word *words, size_t count, struct str id)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(words[i].id, id))
			return &words[i].text;
	return NULL;
}

static const struct text *word_of(const struct words *w, struct str id)
{
	const struct text *own = words_find(w->own, w->own_count, id);

	return own ? own : words_find(w->m->words, w->m->word_count, id);
}

static void refuse_word(const struct at *o, struct str text, struct str id, bool is_closed)
{
	struct str start = utf8_clip(text, 100);

	if (is_closed)
		at_fault(o, "add the word to words, or take out the braces",
			 "{" STR_FMT "} stands in a text but is no word: \"" STR_FMT "\"",
			 STR_ARG(utf8_clip(id, 40)), STR_ARG(start));
	else
		at_fault(o, "close the brace, or take it out",
			 "a brace is not closed in a text: \"" STR_FMT "\"", STR_ARG(start));
}

static bool has_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '{')
			return true;
	return false;
}

static struct str fill(const struct at *at, const struct words *w, struct str s, enum lang lang)
{
	struct out o = out_new(at->r->a, FILLED_BYTES_MAX);
	struct str rest = s;

	while (rest.p) {
		struct str before = str_split(rest, '{', &rest), id, after;
		const struct text *word;

		out_str(&o, before);
		if (!rest.p)
			break;
		id = str_split(rest, '}', &after);
		word = after.p ? word_of(w, id) : NULL;
		if (!word) {
			refuse_word(at, s, id, after.p != NULL);
			return s;
		}
		out_str(&o, word->in[lang]);
		rest = after;
	}
	if (o.is_failed || arena_overflowed(at->r->a)) {
		at_fault(at, "make the words or the text shorter", "becomes too long with its words");
		return s;
	}
	return out_done(&o);
}

/* --- reading --------------------------------------------------------------------- */

static struct text read_text(const struct at *o, const struct words *w)
{
	static const char *const fields[] = { "nl", "en", NULL };
	struct text t = { { { 0 } } };

	if (o->j)
		at_only(o, fields);
	for (size_t i = 0; i < LANG_COUNT; i++) {
		struct at f = at_field(o, fields[i]);

		t.in[i] = at_string(f);
		check_sentences(&f, t.in[i]);
		if (w && has_word(t.in[i]))
			t.in[i] = fill(&f, w, t.in[i], (enum lang)i);
		if (w)
			t.words[i] = (uint32_t)text_words(t.in[i]);
	}
	return t;
}

struct text at_text(struct at o)
{
	return read_text(&o, NULL);
}

struct text at_text_filled(struct at o, const struct words *w)
{
	return read_text(&o, w);
}
