/* SPDX-License-Identifier: EUPL-1.2 */
/* The web server. */
#include "cli/command.h"
#include "serve/serve.h"

const struct command serve_command;

static int cmd_serve_run(int argc, char **argv)
{
	struct option_spec options[] = {
		{ .name = "--db" }, { .name = "--listen" }, { .name = "--tls-cert" },
		{ .name = "--tls-key" }, { .name = "--base-url" },
		{ .name = "--sync-delay-ms" }, { .name = "--quiet", .is_flag = true },
		{ 0 },
	};
	struct web_config config;
	struct err e = { 0 };
	int64_t delay = 0;

	if (!options_take(options, &argc, argv) || argc != 1 || !options[0].value ||
	    !options[2].value != !options[3].value ||
	    (options[5].value && !str_i64(str_from(options[5].value), 0, 1000, &delay)))
		return command_usage(&serve_command);
	config = (struct web_config){
		.db = options[0].value,
		.listen = options[1].value ? options[1].value : "127.0.0.1:8080",
		.tls_cert = options[2].value,
		.tls_key = options[3].value,
		.base_url = options[4].value,
		.lang = command_lang(),
		.sync_delay_ms = (unsigned)delay,
		.is_logging = !options[6].value,
	};
	return serve_run(&config, NULL, NULL, &e) ? EXIT_DONE : command_failed(&serve_command, &e);
}

const struct command serve_command = {
	.name = "serve",
	.usage = "--db FILE [--listen ADDR:PORT] [--tls-cert FILE --tls-key FILE] "
		 "[--base-url URL] [--quiet]",
	.help = "serve the web pages",
	.options = "--db\tthe database; it is made, and brought up to date at each start\n"
		   "--listen\tthe address to listen on; 127.0.0.1:8080 unless said\n"
		   "--tls-cert\tserve TLS with this certificate\n"
		   "--tls-key\tand this key of it\n"
		   "--base-url\tthe address as people type it: cards and links are made of it\n"
		   "--quiet\tno line per request on standard error",
	.run = cmd_serve_run,
};
