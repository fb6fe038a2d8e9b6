/* SPDX-License-Identifier: EUPL-1.2 */
/* Looks at an installation and says what to do. */
#include "cli/command.h"
#include "store/hold.h"
#include "upkeep/doctor.h"

const struct command doctor_command;

enum { DB, BASE_URL, TLS_CERT, OPTIONS, DOCTOR_ARENA = 1 << 24, INDENT = 9 };

void doctor_list(struct doctor *d, enum finding_of what, const char *text, const struct str *args,
		 size_t count)
{
	static const char *const words[] = {
		[IS_FINE] = N_("goed"), [TO_KNOW] = N_("let op"), [TO_DO] = N_("doen"),
	};
	struct out o = out_new(d->s.a, 4000);
	struct str word = str_from(tr(d->s.lang, words[what]));

	out_str(&o, word);
	while (o.n < INDENT - 1)
		out_char(&o, ' ');
	d->to_do += what == TO_DO;
	say_behind(&d->s, out_done(&o), tr_fill(d->s.a, tr(d->s.lang, text), args, count));
}

static int cmd_doctor_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[BASE_URL] = { .name = "--base-url" },
		[TLS_CERT] = { .name = "--tls-cert" },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(DOCTOR_ARENA);
	struct doctor d = { .s = { .a = a, .lang = command_lang(), .indent = INDENT } };

	if (!options_take(o, &argc, argv) || argc != 1 || !o[DB].value)
		return command_usage(&doctor_command);
	d.db = o[DB].value;
	d.base_url = o[BASE_URL].value;
	d.tls_cert = o[TLS_CERT].value;
	d.server = db_holder(d.db);
	doctor_database(&d);
	doctor_files(&d);
	doctor_machine(&d);
	doctor_address(&d);
	db_close(d.open);
	d.s.indent = 0;
	if (d.to_do)
		say(&d.s, N_("Te doen: %1."), say_number(&d.s, d.to_do));
	else
		say0(&d.s, N_("Er hoeft niets te gebeuren."));
	return d.to_do ? EXIT_REFUSED : EXIT_DONE;
}

const struct command doctor_command = {
	.name = "doctor",
	.usage = "--db FILE [--base-url URL] [--tls-cert FILE]",
	.help = "look at an installation and say what to do; changes nothing",
	.options = "--db\tthe database\n"
		   "--base-url\tthe address as people type it: asked whether it answers\n"
		   "--tls-cert\ta certificate: looked at until when it holds",
	.run = cmd_doctor_run,
};
