/* SPDX-License-Identifier: EUPL-1.2 */
/* Completion for shells, of what the commands say of themselves. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/usage.h"

const struct command completion_command;

typedef void (*word_fn)(const struct command *c, struct usage_word w);

/* Each option, verb and value of a command, once. */
static void each(const struct command *c, word_fn put)
{
	const char *at = c->usage;

	for (struct usage_word w = usage_next(c, &at); w.kind != USAGE_END; w = usage_next(c, &at))
		if (!usage_is_repeated(c, w))
			put(c, w);
}

static bool has_file(const struct command *c)
{
	const char *at = c->usage;
	struct usage_word w;

	do {
		w = usage_next(c, &at);
	} while (w.kind != USAGE_END && !(w.kind == USAGE_VALUE && w.is_file));
	return w.kind == USAGE_VALUE;
}

/* Between single quotes, with a backslash before what `special` names. */
static void put_quoted(const char *p, int n, const char *special)
{
	for (int i = 0; i < n; i++) {
		if (p[i] == '\'') {
			(void)fputs("'\\''", stdout);
			continue;
		}
		if (strchr(special, p[i]))
			(void)putchar('\\');
		(void)putchar(p[i]);
	}
}

static void put_names(void)
{
	for (size_t i = 0; i < command_count; i++)
		printf("%s%s", i ? " " : "", commands[i]->name);
}

/* --- bash --------------------------------------------------------------------- */

static void bash_value(const struct command *c, struct usage_word w)
{
	(void)c;
	if (w.kind == USAGE_OPTION && w.value_n)
		printf("\t\t%.*s) %sreturn ;;\n", w.n, w.p, w.is_file ? "compopt -o default; " : "");
}

static void bash_word(const struct command *c, struct usage_word w)
{
	(void)c;
	if (w.kind == USAGE_OPTION || w.kind == USAGE_VERB)
		printf("%.*s ", w.n, w.p);
}

static void bash(void)
{
	printf("# Made by \"peil completion bash\".\n_peil()\n{\n"
	       "\tlocal words='' cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	       "\n\tCOMPREPLY=()\n\tcase $COMP_CWORD:${COMP_WORDS[1]} in\n\t1:*) words='help");
	for (size_t i = 0; i < command_count; i++)
		printf(" %s", commands[i]->name);
	printf("' ;;\n\t*:help) words='");
	put_names();
	printf("' ;;\n");
	for (size_t i = 0; i < command_count; i++) {
		printf("\t*:%s)\n\t\tcase $prev in\n", commands[i]->name);
		each(commands[i], bash_value);
		printf("\t\tesac\n\t\twords='");
		each(commands[i], bash_word);
		printf("--help'%s ;;\n", has_file(commands[i]) ? "; compopt -o default" : "");
	}
	printf("\tesac\n\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}\n"
	       "complete -F _peil peil\n");
}

/* --- zsh ---------------------------------------------------------------------- */

static void zsh_option(const struct command *c, struct usage_word w)
{
	const char *help;
	int n;

	if (w.kind != USAGE_OPTION)
		return;
	help = usage_help(c, w, &n);
	printf(" \\\n\t\t\t'%.*s[", w.n, w.p);
	put_quoted(help, n, "[]:\\");
	(void)putchar(']');
	if (w.value_n)
		printf(":%s:%s", w.is_file ? "file" : "value", w.is_file ? "_files" : "");
	(void)putchar('\'');
}

static void zsh_verb(const struct command *c, struct usage_word w)
{
	(void)c;
	if (w.kind == USAGE_VERB)
		printf("%.*s ", w.n, w.p);
}

static void zsh(void)
{
	printf("#compdef peil\n# Made by \"peil completion zsh\".\n_peil() {\n\tlocal -a names\n\n"
	       "\tif (( CURRENT == 2 )); then\n\t\tnames=('help:list the commands'");
	for (size_t i = 0; i < command_count; i++) {
		printf(" \\\n\t\t\t'%s:", commands[i]->name);
		put_quoted(commands[i]->help, (int)strlen(commands[i]->help), "");
		(void)putchar('\'');
	}
	printf(")\n\t\t_describe command names\n\t\treturn\n\tfi\n\tcase $words[2] in\n"
	       "\t(help)\n\t\t_arguments '1:command:' '2:command:(");
	put_names();
	printf(")' ;;\n");
	for (size_t i = 0; i < command_count; i++) {
		printf("\t(%s)\n\t\t_arguments '1:command:' '2:word:(", commands[i]->name);
		each(commands[i], zsh_verb);
		printf(")' '*:file:%s' '--help[how it is used]'", has_file(commands[i]) ? "_files" : "");
		each(commands[i], zsh_option);
		printf(" ;;\n");
	}
	printf("\tesac\n}\n_peil \"$@\"\n");
}

/* --- fish --------------------------------------------------------------------- */

static void fish_word(const struct command *c, struct usage_word w)
{
	const char *help;
	int n;

	if (w.kind == USAGE_VERB)
		printf("complete -c peil -n '__fish_seen_subcommand_from %s' -a %.*s\n", c->name, w.n, w.p);
	if (w.kind != USAGE_OPTION)
		return;
	help = usage_help(c, w, &n);
	printf("complete -c peil -n '__fish_seen_subcommand_from %s' -l %.*s%s -d '", c->name, w.n - 2, w.p + 2,
	       !w.value_n ? "" : w.is_file ? " -r -F" : " -x");
	put_quoted(help, n, "\\");
	printf("'\n");
}

static void fish(void)
{
	printf("# Made by \"peil completion fish\".\ncomplete -c peil -f\n"
	       "complete -c peil -n __fish_use_subcommand -a help -d 'list the commands'\n"
	       "complete -c peil -n '__fish_seen_subcommand_from help' -a '");
	put_names();
	printf("'\n");
	for (size_t i = 0; i < command_count; i++) {
		const struct command *c = commands[i];

		printf("complete -c peil -n __fish_use_subcommand -a %s -d '", c->name);
		put_quoted(c->help, (int)strlen(c->help), "\\");
		printf("'\n");
		if (has_file(c))
			printf("complete -c peil -n '__fish_seen_subcommand_from %s' -F\n", c->name);
		printf("complete -c peil -n '__fish_seen_subcommand_from %s' -l help -d 'how it is used'\n",
		       c->name);
		each(c, fish_word);
	}
}

static const struct shell {
	const char *name;
	void (*put)(void);
} shells[] = {
	{ "bash", bash }, { "zsh", zsh }, { "fish", fish },
};

static int cmd_completion_run(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(argv[1], shells[i].name) == 0) {
			shells[i].put();
			return EXIT_DONE;
		}
	return command_usage(&completion_command);
}

const struct command completion_command = {
	.name = "completion",
	.usage = "bash\nzsh\nfish",
	.help = "print what lets a shell complete these commands",
	.run = cmd_completion_run,
};
