/* SPDX-License-Identifier: EUPL-1.2 */
/* Brings a database up to date without serving. */
#include <stdio.h>

#include "cli/command.h"
#include "store/hold.h"
#include "watch/log.h"

const struct command migrate_command;

static int cmd_migrate_run(int argc, char **argv)
{
	struct option_spec options[] = { { .name = "--db" }, { 0 } };
	SCOPED(db_closep) struct db *db = NULL;
	SCOPED(db_let_go) int held = -1;
	struct err e = { 0 };

	if (!options_take(options, &argc, argv) || argc != 1 || !options[0].value)
		return command_usage(&migrate_command);
	if (!db_open_held(options[0].value, DB_WRITE, &db, &held, &e))
		return command_failed(&migrate_command, &e);
	db_tell(db, log_tell);
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
