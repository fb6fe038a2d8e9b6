/* SPDX-License-Identifier: EUPL-1.2 */
/* The organisation's own words, as a JSON object. */
#include "domain/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/utf8.h"

enum {
	WORDS_MAX = 100,		/* the base model has some ten */
	WORD_BYTES_MAX = 200,		/* a few words in a sentence */
	WORDS_JSON_MAX = 64 * 1024,
};

static const char *const lang_names[LANG_COUNT] = { "nl", "en" };

static void json_freep(json_t **j)
{
	json_decref(*j);
}

static void str_freep(char **p)
{
	free(*p);
}

static bool text_read(struct arena *a, const json_t *of, const char *id, struct text *ret,
		      struct err *e)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const json_t *value = json_object_get(of, lang_names[lang]);
		struct str s = { json_string_value(value), json_string_length(value) };

		if (value && !json_is_string(value))
			return err_set(e, ERR_INPUT, "%.60s.%s: not a text", id, lang_names[lang]);
		if (s.n > WORD_BYTES_MAX || !utf8_text_ok(s))
			return err_set(e, ERR_INPUT, "%.60s.%s: at most %d bytes of text", id,
				       lang_names[lang], WORD_BYTES_MAX);
		ret->in[lang] = str_dup(a, s);
	}
	return true;
}

bool words_read(struct arena *a, struct str json, const struct word **ret, size_t *count,
		struct err *e)
{
	json_error_t error;
	SCOPED(json_freep) json_t *root = NULL;
	struct word *words;
	const char *id;
	json_t *value;
	size_t n = 0;

	if (json.n > WORDS_JSON_MAX)
		return err_set(e, ERR_INPUT, "words: more than %d bytes", WORDS_JSON_MAX);
	if (json.n == 0)
		json = STR("{}");
	root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &error);
	if (!json_is_object(root))
		return err_set(e, ERR_INPUT, "words: not a JSON object");
	if (json_object_size(root) > WORDS_MAX)
		return err_set(e, ERR_INPUT, "words: more than %d", WORDS_MAX);
	words = ARENA_ARRAY(a, struct word, json_object_size(root));
	json_object_foreach(root, id, value)
	{
		if (!json_is_object(value))
			return err_set(e, ERR_INPUT, "words: %.60s is not an object", id);
		words[n].id = str_dup(a, str_from(id));
		if (!text_read(a, value, id, &words[n].text, e))
			return false;
		n++;
	}
	*ret = words;
	*count = n;
	return true;
}

struct str words_write(struct arena *a, const struct word *words, size_t count)
{
	SCOPED(json_freep) json_t *root = json_object();
	SCOPED(str_freep) char *text = NULL;

	for (size_t i = 0; i < count; i++) {
		json_t *value = json_object();

		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct str s = words[i].text.in[lang];

			must(json_object_set_new(value, lang_names[lang],
						 json_stringn(s.n ? s.p : "", s.n)) == 0);
		}
		must(json_object_setn_new(root, words[i].id.p, words[i].id.n, value) == 0);
	}
	text = json_dumps(root, JSON_COMPACT);
	must(text);
	return str_dup(a, str_from(text));
}
