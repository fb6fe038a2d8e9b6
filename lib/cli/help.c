/* SPDX-License-Identifier: EUPL-1.2 */
/* What a command says of itself to who reads it on a terminal. */
#include <string.h>

#include "base/str.h"
#include "cli/command.h"
#include "cli/wrap.h"

enum { NAME_COLUMNS = 18, OPTION_INDENT = NAME_COLUMNS + 3 };

void command_show(FILE *to, const struct command *c, const char *before)
{
	size_t indent = strlen(before) + strlen("peil ") + strlen(c->name);
	const char *way = c->usage;

	for (bool is_first = true; is_first || *way; is_first = false) {
		size_t n = strcspn(way, "\n");

		fprintf(to, "%*speil %s%s", (int)strlen(before), is_first ? before : "", c->name,
			n ? " " : "");
		wrap_line(to, (struct str){ way, n }, indent + 1, indent + 1);
		way += n + (way[n] == '\n');
	}
}

static void show_options(FILE *to, const struct command *c)
{
	for (const char *line = c->options; line && *line;) {
		size_t name = strcspn(line, "\t"), n = strcspn(line, "\n");

		fprintf(to, "%s  %-*.*s ", line == c->options ? "\n" : "", NAME_COLUMNS, (int)name, line);
		wrap_line(to, (struct str){ line + name + 1, n - name - 1 },
			  3 + (name > NAME_COLUMNS ? name : NAME_COLUMNS), OPTION_INDENT);
		line += n + (line[n] == '\n');
	}
}

void command_help(FILE *to, const struct command *c)
{
	fprintf(to, "peil %s: ", c->name);
	wrap_line(to, str_from(c->help), strlen("peil : ") + strlen(c->name), 0);
	(void)fputc('\n', to);
	command_show(to, c, "Usage: ");
	show_options(to, c);
}
