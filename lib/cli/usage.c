/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/usage.h"

#include <ctype.h>
#include <string.h>

static const char separators[] = " []|\n";

static bool is_file(const char *p, int n)
{
	return (n >= 4 && strncmp(p, "FILE", 4) == 0) || (n >= 6 && strncmp(p, "FOLDER", 6) == 0);
}

/* Behind an option and one blank, before its bracket ends: "--db FILE", but not "--json] FILE". */
static void take_value(struct usage_word *w, const char **at)
{
	const char *p = *at;

	if (*p != ' ' || strchr(separators, p[1]) || p[1] == '-')
		return;
	w->value = p + 1;
	w->value_n = (int)strcspn(w->value, " ]\n");
	w->is_file = is_file(w->value, w->value_n);
	*at = w->value + w->value_n;
}

struct usage_word usage_next(const struct command *c, const char **at)
{
	const char *p = *at + strspn(*at, separators);
	struct usage_word w = { .p = p, .n = (int)strcspn(p, separators), .value = p };
	bool is_first = p == c->usage || p[-1] == '\n';

	*at = p + w.n;
	if (w.n == 0) {
		w.kind = USAGE_END;
	} else if (p[0] == '-') {
		w.kind = USAGE_OPTION;
		take_value(&w, at);
	} else if (is_first && islower((unsigned char)p[0])) {
		w.kind = USAGE_VERB;
	} else {
		w.kind = USAGE_VALUE;
		w.is_file = is_file(p, w.n);
	}
	return w;
}

bool usage_is_repeated(const struct command *c, struct usage_word w)
{
	const char *at = c->usage;

	for (;;) {
		struct usage_word before = usage_next(c, &at);

		if (before.kind == USAGE_END || before.p >= w.p)
			return false;
		if (before.kind == w.kind && before.n == w.n && strncmp(before.p, w.p, (size_t)w.n) == 0)
			return true;
	}
}

const char *usage_help(const struct command *c, struct usage_word option, int *ret_n)
{
	for (const char *line = c->options; line && *line;) {
		size_t name = strcspn(line, "\t"), n = strcspn(line, "\n");

		if (name == (size_t)option.n && strncmp(line, option.p, name) == 0) {
			*ret_n = (int)(n - name - 1);
			return line + name + 1;
		}
		line += n + (line[n] == '\n');
	}
	*ret_n = (int)strlen(c->help);
	return c->help;
}
