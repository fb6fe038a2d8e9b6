/* SPDX-License-Identifier: EUPL-1.2 */
/* The web server. */
#include <string.h>

#include "base/clock_held.h"
#include "cli/command.h"
#include "serve/serve.h"

const struct command serve_command;

enum {
	DB, LISTEN, CERT, KEY, BASE_URL, DELAY, QUIET, FORMAT, CREATE, METRICS, CLOCK, OPEN, PROXY,
	PROXIES_MAX = 16,
	OPTIONS = PROXY + PROXIES_MAX + 1,	/* and one too many */
};

/* False: more of them than there is room for. */
static bool take_proxies(const struct option_spec *o, const char *ret[PROXIES_MAX + 1])
{
	for (size_t i = 0; i <= PROXIES_MAX; i++)
		ret[i] = o[PROXY + i].value;
	return !ret[PROXIES_MAX];
}

static bool take_format(const char *word, enum log_format *ret)
{
	*ret = word && strcmp(word, "json") == 0 ? LOG_JSON : LOG_TEXT;
	return !word || *ret == LOG_JSON || strcmp(word, "text") == 0;
}

/* --sync-delay-ms and --clock-file are for benches and tests. */
static int cmd_serve_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[LISTEN] = { .name = "--listen" },
		[CERT] = { .name = "--tls-cert" },
		[KEY] = { .name = "--tls-key" },
		[BASE_URL] = { .name = "--base-url" },
		[DELAY] = { .name = "--sync-delay-ms" },
		[METRICS] = { .name = "--metrics" },
		[CLOCK] = { .name = "--clock-file" },
		[FORMAT] = { .name = "--log-format" },
		[QUIET] = { .name = "--quiet", .is_flag = true },
		[OPEN] = { .name = "--no-sandbox", .is_flag = true },
		[CREATE] = { .name = "--create", .is_flag = true },
	};
	const char *proxies[PROXIES_MAX + 1];
	struct web_config config;
	enum log_format format;
	struct err e = { 0 };
	int64_t delay = 0;

	for (size_t i = PROXY; i < OPTIONS; i++)
		o[i].name = "--trusted-proxy";
	if (!options_take(o, &argc, argv) || argc != 1 || !o[DB].value ||
	    !o[CERT].value != !o[KEY].value || !take_proxies(o, proxies) ||
	    !take_format(o[FORMAT].value, &format) ||
	    (o[DELAY].value && !str_i64(str_from(o[DELAY].value), 0, 1000, &delay)))
		return command_usage(&serve_command);
	if (o[CLOCK].value && !clock_seam_file(o[CLOCK].value, &e))
		return command_failed(&serve_command, &e);
	config = (struct web_config){
		.db = o[DB].value,
		.listen = o[LISTEN].value ? o[LISTEN].value : "127.0.0.1:8080",
		.tls_cert = o[CERT].value,
		.tls_key = o[KEY].value,
		.trusted_proxies = proxies,
		.base_url = o[BASE_URL].value,
		.lang = command_lang(),
		.sync_delay_ms = (unsigned)delay,
		.metrics = o[METRICS].value,
		.log_format = format,
		.is_logging = !o[QUIET].value,
		.makes_db = o[CREATE].value,
	};
	return serve_run(&config, o[OPEN].value ? WITHOUT_SANDBOX : WITH_SANDBOX, NULL, NULL, &e)
		? EXIT_DONE : command_failed(&serve_command, &e);
}

const struct command serve_command = {
	.name = "serve",
	.usage = "--db FILE [--listen ADDR:PORT|unix:PATH] [--tls-cert FILE --tls-key FILE] "
		 "[--base-url URL] [--trusted-proxy ADDRESS[/BITS]]... "
		 "[--metrics ADDR:PORT] [--log-format text|json] [--quiet] [--create] [--no-sandbox]",
	.help = "serve the web pages",
	.options = "--db\tthe database; it is brought up to date at each start\n"
		   "--create\tmake the database when it is not there\n"
		   "--listen\tthe address to listen on; 127.0.0.1:8080 unless said; or unix: and a path\n"
		   "--tls-cert\tserve TLS with this certificate; SIGHUP reads it again\n"
		   "--tls-key\tand this key of it\n"
		   "--base-url\tthe address as people type it: cards and links are made of it\n"
		   "--metrics\tanswer /metrics there, for this machine only\n"
		   "--trusted-proxy\ta proxy on another machine, whose X-Forwarded-For is believed; several times or with commas\n"
		   "--log-format\thow the log is written: text or json\n"
		   "--quiet\tno line per request on standard error\n"
		   "--no-sandbox\tforbid itself nothing: only to find out whether that is what is wrong",
	.run = cmd_serve_run,
};
