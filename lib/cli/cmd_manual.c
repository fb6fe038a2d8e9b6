/* SPDX-License-Identifier: EUPL-1.2 */
/* The manual page, of what the commands say of themselves. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/usage.h"

const struct command manual_command;

/* As roff: '-' is a hyphen unless it is \-, and a dot or quote begins no line. */
static void put(const char *p, int n)
{
	for (const char *end = p + n; p < end; p++) {
		if (*p == '-')
			(void)fputs("\\-", stdout);
		else if (*p == '\\')
			(void)fputs("\\e", stdout);
		else if ((unsigned char)*p == 0xe2 && strncmp(p, "\u2026", 3) == 0)
			(void)fputs("...", stdout), p += 2;
		else
			(void)putchar(*p);
	}
}

static void put_text(const char *text)
{
	put(text, (int)strlen(text));
}

static void put_ways(const struct command *c)
{
	const char *way = c->usage;

	for (bool is_first = true; is_first || *way; is_first = false) {
		int n = (int)strcspn(way, "\n");

		printf("%s.B peil %s\n", is_first ? ".PP\n" : ".br\n", c->name);
		if (n)
			put(way, n), (void)putchar('\n');
		way += n + (way[n] == '\n');
	}
}

static void put_options(const struct command *c)
{
	const char *at = c->usage;

	for (struct usage_word w = usage_next(c, &at); w.kind != USAGE_END; w = usage_next(c, &at)) {
		const char *help;
		int n;

		if (w.kind != USAGE_OPTION || !c->options || usage_is_repeated(c, w))
			continue;
		help = usage_help(c, w, &n);
		(void)fputs(".TP\n\\fB", stdout);
		put(w.p, w.n);
		(void)fputs("\\fR", stdout);
		if (w.value_n) {
			(void)fputs(" \\fI", stdout);
			put(w.value, w.value_n);
			(void)fputs("\\fR", stdout);
		}
		(void)putchar('\n');
		put(help, n);
		(void)fputs(".\n", stdout);
	}
}

static int cmd_manual_run(int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return command_usage(&manual_command);
	printf(".\\\" Made by \"peil manual\".\n.TH PEIL 1 \"\" \"Peil %s\" \"Peil\"\n"
	       ".SH NAME\npeil \\- where an organisation stands in working with data\n"
	       ".SH SYNOPSIS\n.B peil\n.I COMMAND\n[...]\n.br\n.B peil help\n.RI [ COMMAND ]\n"
	       ".SH DESCRIPTION\n"
	       "A web server and a command line over one database file. Everyone answers alone; then "
	       "the organisation sees one shared picture and talks about it.\n.SH COMMANDS\n", PEIL_VERSION);
	for (size_t i = 0; i < command_count; i++) {
		printf(".SS %s\n", commands[i]->name);
		put_text(commands[i]->help);
		(void)fputs(".\n", stdout);
		put_ways(commands[i]);
		put_options(commands[i]);
	}
	printf(".SH \"EXIT STATUS\"\n.TP\n.B %d\ndone.\n.TP\n.B %d\n"
	       "refused: standard error says what, where and how to mend it.\n.TP\n.B %d\n"
	       "the command line was wrong.\n"
	       ".SH FILES\n.TP\n.I /etc/peil.env\noptions of the service, in PEIL_OPTIONS.\n.TP\n"
	       ".I /var/lib/peil/peil.db\nthe database of the service.\n"
	       ".SH \"SEE ALSO\"\n.IR /usr/share/doc/peil/install.md ,\n.BR systemctl (1)\n",
	       EXIT_DONE, EXIT_REFUSED, EXIT_USAGE);
	return EXIT_DONE;
}

const struct command manual_command = {
	.name = "manual",
	.usage = "",
	.help = "print the manual page, for man -l -",
	.run = cmd_manual_run,
};
