/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keys: structs that say that their holder has passed a door.  One file makes
 * them, of a row of the store; all others copy what they were given.  Refused
 * is what puts one together: (struct KEY){ 1, 2 }, struct KEY k = { 1, 2 },
 * .key = { 1, 2 } and k.key.id = 1.  An empty one, { 0 }, opens nothing.
 *
 * What C can hide more is left: a key filled through a pointer is not seen.
 */
#include "layers_house.h"

#include "text.h"

#include <string.h>

static const struct key {
	const char *name, *maker;
	const char *member, *also;	/* what members that hold one are called */
} keys[] = {
	{ "round_key", "src/round/round_key.c", "key", "round" },
};

static const char *past_blanks(const char *p)
{
	return p + strspn(p, " \t\n");
}

/* Does the code at p begin a list that holds more than one 0? */
static bool is_filled(const char *p)
{
	if (*p != '{')
		return false;
	p = past_blanks(p + 1);
	if (*p != '0')
		return *p != '}';
	return *past_blanks(p + 1) != '}';
}

/* Behind the name of the struct: ){ 1, 2 } or NAME = { 1, 2 }. */
static bool is_made(const char *p)
{
	p = past_blanks(p);
	if (*p == ')')
		return is_filled(past_blanks(p + 1));
	while (is_word_char(*p))
		p++;
	p = past_blanks(p);
	return *p == '=' && is_filled(past_blanks(p + 1));
}

/* Behind a member that holds a key: = { 1, 2 } or .id = 1. */
static bool is_set(const char *p)
{
	static const char *const fields[] = { "organisation", "id" };

	p = past_blanks(p);
	if (*p == '=')
		return is_filled(past_blanks(p + 1));
	for (size_t i = 0; *p == '.' && i < sizeof(fields) / sizeof(fields[0]); i++) {
		size_t n = strlen(fields[i]);

		if (strncmp(p + 1, fields[i], n) == 0 && !is_word_char(p[1 + n])) {
			p = past_blanks(p + 1 + n);
			return *p == '=' && p[1] != '=';
		}
	}
	return false;
}

static bool is_member(const struct file *f, struct word w, const struct key *k)
{
	return (word_is(w, k->member) || word_is(w, k->also)) && w.p > f->code &&
	       (w.p[-1] == '.' || w.p[-1] == '>');
}

static void check_file(const struct file *f, const struct key *k)
{
	struct word before = { 0 };
	size_t at = 0;
	int line = 1;

	for (struct word w = code_word(f->code, &at, &line); w.n;
	     before = w, w = code_word(f->code, &at, &line))
		if ((word_is(before, "struct") && word_is(w, k->name) && is_made(f->code + at)) ||
		    (is_member(f, w, k) && is_set(f->code + at)))
			complain(f->path, line, "makes a struct %s; only %s does, of a row: take "
				 "the one of who passed the door", k->name, k->maker);
}

void key_check(const struct house *h)
{
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];

		if (!f->code || (f->room.part != PART_SRC && f->room.part != PART_MAIN))
			continue;
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
			if (strcmp(f->path, keys[k].maker) != 0)
				check_file(f, &keys[k]);
	}
}
