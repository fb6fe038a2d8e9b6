/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the input of the recomputing commands and printing their answers. */
#include "recompute/recompute.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/reader.h"
#include "sandbox/sandbox.h"

enum {
	LINE_ARENA = 64 * 1024 * 1024,
	OUTPUT_MAX = 1024 * 1024 * 1024,
};

static void free_bytes(char **p)
{
	free(*p);
}

static void close_file(FILE **f)
{
	if (*f && *f != stdin)
		(void)fclose(*f);
}

static bool read_all(FILE *f, char **ret, size_t *ret_n, struct err *e)
{
	size_t size = 64 * 1024, n = 0;

	for (;;) {
		char *grown = realloc(*ret, size);

		if (!grown)
			return err_set(e, ERR_LIMIT, "no memory for the input; send it in parts");
		*ret = grown;
		n += fread(grown + n, 1, size - n, f);
		if (ferror(f))
			return err_set(e, ERR_INPUT, "the input cannot be read: %s", strerror(errno));
		if (n < size)
			break;
		if (size >= INPUT_MAX)
			return err_set(e, ERR_INPUT, "the input is larger than %d MB; send it in parts",
				       INPUT_MAX / (1024 * 1024));
		size *= 2;
	}
	*ret_n = n;
	return true;
}

static bool read_input(const char *path, char **ret, size_t *ret_n, struct err *e)
{
	const bool is_stdin = !path || strcmp(path, "-") == 0;
	SCOPED(close_file) FILE *f = is_stdin ? stdin : fopen(path, "rb");

	if (!f)
		return err_set(e, ERR_INPUT, "%s cannot be read: %s", path, strerror(errno));
	return read_all(f, ret, ret_n, e);
}

static bool print(const struct out *o, struct err *e)
{
	const struct str text = out_done(o);

	if (o->is_failed)
		return err_set(e, ERR_LIMIT, "the answer is too large; send the input in parts");
	if (fwrite(text.p, 1, text.n, stdout) != text.n)
		return err_set(e, ERR_SYSTEM, "the answer cannot be written: %s", strerror(errno));
	return true;
}

static bool answer(const struct recompute *r, struct arena *a, struct str text,
		   const struct recompute_options *options, struct err *e)
{
	struct out o = out_new(a, OUTPUT_MAX);

	return r->run(a, text, options, &o, e) && print(&o, e);
}

static bool answer_lines(const struct recompute *r, struct arena *a, struct str text,
			 const struct recompute_options *options, struct err *e)
{
	struct str rest = text;

	for (int64_t number = 1; rest.n > 0; number++) {
		const struct str line = str_trim(str_split(rest, '\n', &rest));
		struct err why = { 0 };

		if (line.n == 0)
			continue;
		arena_reset(a);
		if (!answer(r, a, line, options, &why))
			return err_set(e, why.kind, "line %lld: %s", (long long)number, why.text);
	}
	return true;
}

int recompute_command(const struct command *c, const struct recompute *r,
		      const struct recompute_options *options, int argc, char **argv)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LINE_ARENA);
	SCOPED(free_bytes) char *bytes = NULL;
	struct str text = { 0 };
	struct err e = { 0 };
	bool is_done;

	if (argc > 2)
		return command_usage(c);
	is_done = read_input(argc == 2 ? argv[1] : NULL, &bytes, &text.n, &e);
	json_reader_seed();
	(void)sandbox_enter(SANDBOX_COMPUTING, NULL, 0, false);	/* others wrote it */
	text.p = bytes;
	if (str_starts(text, STR("\xef\xbb\xbf")))	/* spreadsheets and editors put it there */
		text = str_cut(text, 3, text.n);
	if (is_done)
		is_done = r->is_lines ? answer_lines(r, a, text, options, &e)
				      : answer(r, a, text, options, &e);
	if (fflush(stdout) != 0 && is_done)
		is_done = err_set(&e, ERR_SYSTEM, "the answer cannot be written: %s", strerror(errno));
	return is_done ? EXIT_DONE : command_failed(c, &e);
}
