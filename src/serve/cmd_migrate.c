/* SPDX-License-Identifier: EUPL-1.2 */
/* Brings a database up to date without serving. */
#include <stdio.h>

#include "cli/command.h"
#include "store/db.h"

const struct command migrate_command;

static int cmd_migrate_run(int argc, char **argv)
{
	struct option_spec options[] = { { .name = "--db" }, { 0 } };
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!options_take(options, &argc, argv) || argc != 1 || !options[0].value)
		return command_usage(&migrate_command);
	if (!db_open(options[0].value, DB_WRITE, &db, &e))
		return command_failed(&migrate_command, &e);
	db_tell(db, db_say);
	if (!db_migrate(db, &e))
		return command_failed(&migrate_command, &e);
	printf("%s is up to date\n", options[0].value);
	return EXIT_DONE;
}

const struct command migrate_command = {
	.name = "migrate",
	.usage = "--db FILE",
	.help = "bring a database up to date (serve does this too)",
	.options = "--db\tthe database",
	.run = cmd_migrate_run,
};
