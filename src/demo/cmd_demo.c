/* SPDX-License-Identifier: EUPL-1.2 */
/* The example organisation, served. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "account/organisation.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "scan/home.h"
#include "serve/serve.h"
#include "watch/log.h"

const struct command demo_command;

enum { DEMO_ARENA = 1 << 30 };

static bool is_filled(struct db *db, bool *ret, struct err *e)
{
	struct err none = { 0 };
	int64_t id;

	*ret = organisation_find(db, STR(DEMO_ORGANISATION), &id, &none);
	if (*ret || none.kind == ERR_ABSENT)
		return true;
	*e = none;
	return false;
}

static bool fill(struct db *db, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(DEMO_ARENA);

	if (!db_begin(db, e))
		return false;
	if (demo_fill(db, a, e) && db_commit(db, e))
		return db_scrub(db, e);
	db_rollback(db);
	return false;
}

/* A second start keeps what is there. */
static bool prepare(const char *file, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;
	bool has_data = false;

	if (!db_open(file, DB_CREATE, &db, e))
		return false;
	db_tell(db, log_tell);
	if (!db_migrate(db, e) || !is_filled(db, &has_data, e))
		return false;
	if (has_data)
		return true;
	printf("De voorbeeldorganisatie wordt gevuld ...\n");
	(void)fflush(stdout);
	return fill(db, e);
}

struct place {
	const char *folder;
};

static void say_ready(const struct web *w, void *ctx)
{
	struct demo_codes codes = demo_codes();
	struct str url = web_base_url(w);
	const struct place *place = ctx;

	printf("\n" DEMO_ORGANISATION " (verzonnen)\n"
	       "  Begeleider:    " STR_FMT "/aanmelden\n"
	       "  Gebruikersnaam " DEMO_LOGIN "\n"
	       "  Wachtwoord     " DEMO_PASSWORD "\n"
	       "  Zelf invullen, met een kaart van team Burgerzaken:\n", STR_ARG(url));
	for (size_t i = 0; i < DEMO_CODES_SHOWN; i++)
		printf("    " STR_FMT "/s/%s\n", STR_ARG(url), codes.shown[i].text);
	printf("  " STR_FMT "/ heeft steeds een nieuwe kaart.\n", STR_ARG(url));
	printf("De gegevens staan in de map %s. Opnieuw beginnen: stop, en verwijder die map.\n"
	       "Stoppen: Ctrl-C\n", place->folder);
	(void)fflush(stdout);
}

static int cmd_demo_run(int argc, char **argv)
{
	struct option_spec o[] = { { .name = "--listen" }, { .name = "--data" },
				   { .name = "--no-sandbox", .is_flag = true }, { 0 } };
	struct home_try offer = {
		.organisation = STR(DEMO_ORGANISATION), .login = STR(DEMO_LOGIN),
		.password = STR(DEMO_PASSWORD), .card = demo_card,
	};
	struct place place;
	char file[512], whole[PATH_MAX];
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 1)
		return command_usage(&demo_command);
	place.folder = o[1].value ? o[1].value : "demo-data";
	if (mkdir(place.folder, 0700) != 0 && errno != EEXIST) {
		(void)err_set(&e, ERR_SYSTEM, "%s: %s", place.folder, strerror(errno));
		return command_failed(&demo_command, &e);
	}
	if ((size_t)snprintf(file, sizeof(file), "%s/peil.db", place.folder) >= sizeof(file))
		return command_usage(&demo_command);
	if (!realpath(place.folder, whole)) {
		(void)err_set(&e, ERR_SYSTEM, "%s: %s", place.folder, strerror(errno));
		return command_failed(&demo_command, &e);
	}
	place.folder = whole;
	offer.folder = str_from(whole);
	home_offer(&offer);
	if (!prepare(file, &e) ||
	    !serve_run(&(struct web_config){
			       .db = file, .listen = o[0].value ? o[0].value : "127.0.0.1:8080" },
		       o[2].value ? WITHOUT_SANDBOX : WITH_SANDBOX, say_ready, &place, &e))
		return command_failed(&demo_command, &e);
	return EXIT_DONE;
}

const struct command demo_command = {
	.name = "demo",
	.usage = "[--listen ADDR:PORT] [--data FOLDER] [--no-sandbox]",
	.help = "fill an example organisation and serve it",
	.options = "--listen\tthe address to listen on; 127.0.0.1:8080 unless said\n"
		   "--data\twhere the example is kept; demo-data unless said\n"
		   "--no-sandbox\tforbid itself nothing: only to find out whether that is what is wrong",
	.run = cmd_demo_run,
};
