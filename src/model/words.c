/* SPDX-License-Identifier: EUPL-1.2 */
/* The organisation's own words, as a JSON object. */
#include "model/words.h"

#include "base/utf8.h"
#include "json/reader.h"
#include "json/writer.h"

enum {
	WORDS_MAX = 100,		/* the base model has some ten */
	ID_BYTES_MAX = 60,		/* of the model that had the word */
	WORDS_JSON_MAX = 64 * 1024,
};

static const char *const langs[LANG_COUNT + 1] = { "nl", "en", NULL };

static void text_read(struct at o, struct text *ret)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct at value = at_optional(&o, langs[lang]);
		struct str s = at_bytes(value, 0, WORD_CHARS_MAX * UTF8_CHAR_BYTES_MAX);

		if (!utf8_text_ok(s))
			at_fault(&value, "write it without them", "has control characters");
		else if (utf8_count(s) > WORD_CHARS_MAX)
			at_fault(&value, "write it shorter", "has more than %d characters",
				 WORD_CHARS_MAX);
		ret->in[lang] = str_dup(o.r->a, s);
	}
}

bool words_read(struct arena *a, struct str json, const struct word **ret, size_t *count,
		struct err *e)
{
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct at root, field = { 0 };
	struct err why = { 0 };
	struct word *words;
	size_t n = 0;

	(void)json_reader_begin(&r, a, json.n ? json : STR("{}"), WORDS_JSON_MAX);
	root = at_root(&r);
	words = ARENA_ARRAY(a, struct word, at_object(&root, 0, WORDS_MAX, ID_BYTES_MAX));
	while (json_reader_is_good(&r) && at_next(&root, &field)) {
		at_only(&field, langs);
		words[n].id = str_dup(a, str_from(field.name));
		text_read(field, &words[n++].text);
	}
	if (!json_reader_result(&r, &why))
		return err_set(e, ERR_INPUT, "words: %s", why.text);
	*ret = words;
	*count = n;
	return true;
}

struct str words_write(struct arena *a, const struct word *words, size_t count)
{
	struct out o = out_new(a, 2 * WORDS_JSON_MAX);
	struct json_writer w = json_writer_new(&o);

	json_begin_object(&w);
	for (size_t i = 0; i < count; i++) {
		json_put_name(&w, words[i].id);
		json_begin_object(&w);
		for (int lang = 0; lang < LANG_COUNT; lang++)
			json_field_text(&w, langs[lang], words[i].text.in[lang]);
		json_end(&w);
	}
	json_end(&w);
	return out_done(&o);
}
