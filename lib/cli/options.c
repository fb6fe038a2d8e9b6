/* SPDX-License-Identifier: EUPL-1.2 */
/* Options of the command line. */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct option_spec *find(struct option_spec *specs, const char *word, const char **value)
{
	const char *equals = strchr(word, '=');
	size_t n = equals ? (size_t)(equals - word) : strlen(word);
	struct option_spec *found = NULL;

	*value = equals ? equals + 1 : NULL;
	for (; specs->name && !(found && !found->value); specs++)
		if (strlen(specs->name) == n && strncmp(specs->name, word, n) == 0)
			found = specs;
	return found;
}

static bool take_one(struct option_spec *specs, int *at, int argc, char **argv)
{
	const char *value = NULL;
	struct option_spec *spec = find(specs, argv[*at], &value);

	if (!spec) {
		fprintf(stderr, "peil: unknown option %s\n", argv[*at]);
		return false;
	}
	if (spec->is_flag) {
		spec->value = "";
		return true;
	}
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value) {
		fprintf(stderr, "peil: %s needs a value\n", spec->name);
		return false;
	}
	spec->value = value;
	return true;
}

bool options_take(struct option_spec *specs, int *argc, char **argv)
{
	int kept = 1;

	for (int i = 1; i < *argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0)
			argv[kept++] = argv[i];
		else if (!take_one(specs, &i, *argc, argv))
			return false;
	}
	*argc = kept;
	return true;
}

int command_failed(const struct command *c, const struct err *e)
{
	fprintf(stderr, "peil %s: %s\n", c->name, e->text);
	return e->kind == ERR_USAGE ? EXIT_USAGE : EXIT_REFUSED;
}

int command_usage(const struct command *c)
{
	command_show(stderr, c, "Usage: ");
	return EXIT_USAGE;
}

bool command_is_sure(struct str name)
{
	char line[1024];

	(void)fflush(stdout);
	if (!fgets(line, sizeof(line), stdin))
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return str_eq(str_trim(str_from(line)), name);
}

enum lang command_lang(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *said = getenv(names[i]);

		if (said && *said)
			return strncmp(said, "nl", 2) == 0 ? LANG_NL : LANG_EN;
	}
	return LANG_EN;
}
