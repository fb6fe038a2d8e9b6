/* SPDX-License-Identifier: EUPL-1.2 */
#include "serve/serve.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "account/edit.h"
#include "account/visitor.h"
#include "base/wipe.h"
#include "serve/confine.h"
#include "serve/measure.h"
#include "serve/memory.h"
#include "watch/notify.h"
#include "watch/log.h"

extern const struct page *const pages[];
extern const struct service *const services[];

static const struct error_words words[] = {
	{ ERR_TOO_EARLY, 409, N_("Het beeld komt na het sluiten"),
		N_("Zolang de zelfanalyse loopt, ziet niemand antwoorden. Ook jij niet."),
		N_("De zelfanalyse sluit op %1."), .is_inside = true },
	{ ERR_CONFLICT, 409, N_("Dat kan nu niet"),
		N_("De ronde is in een andere fase, of iemand anders was je voor."),
		N_("Open de ronde opnieuw en kijk wat de volgende stap is.") },
	{ ERR_STAGE, 409, N_("De ronde is intussen verder"),
		N_("Terwijl je bezig was, opende of sloot iemand de ronde. Er is niets bewaard."),
		N_("Ga naar de ronde en kijk wat de volgende stap is."), .is_inside = true },
	{ ERR_GONE, 410, N_("Dit is voorbij"),
		N_("De zelfanalyse is gesloten. Je kunt niets meer invullen of wijzigen."),
		N_("Vraag de begeleider wanneer je het gedeelde beeld ziet.") },
	{ 0 },
};

const struct product serve_product = {
	.name = "peil",
	.pages = pages,
	.services = services,
	.find_visitor = visitor_of_session,
	.visitor_used = visitor_used,
	.sign_in = "/aanmelden",
	.sign_in_again = sign_in_again,
	.seal_key = seal_key_get,
	.measure = measure_rounds,
	.words = words,
};

/* A screen in a meeting is an open file: as many as the machine allows. */
static void allow_files(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0)
		return;
	l.rlim_cur = l.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &l);
}

/* No file of what is in memory when the program dies, and no other process of this
 * user that reads it: sheets, codes and remarks are in there.  A sanitizer looks into
 * its own process at the end. */
static void keep_memory_private(void)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
	if (wipe_is_on())
		(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

enum { LARGE_PIECE = 256 * 1024 };

/* glibc gives each thread a heap of its own, up to eight per processor; what
 * one has freed is of no use to another.  Requests take few and large pieces:
 * two heaps are as fast and keep some 10 MB less under load (bench/journeys.c).  What is
 * large has pages of its own, always: they go back to the system at once. */
static void share_heaps(void)
{
	(void)mallopt(M_ARENA_MAX, 2);
	(void)mallopt(M_MMAP_THRESHOLD, LARGE_PIECE);
}

/* It works, but whoever finds a hole in it then has the whole machine. */
static void warn_of_root(void)
{
	struct log_line l;

	if (geteuid() != 0)
		return;
	l = log_event(LEVEL_WARNING, "root");
	log_text(&l, "cure", STR("a user of its own is safer, see docs/admin/install.md"));
	log_end(&l);
}

/* Who reads a log of JSON finds it there. */
static void say_ready(struct str url)
{
	struct log_line l = log_event(LEVEL_NOTICE, "listening");

	if (log_format_now() == LOG_JSON) {
		log_text(&l, "address", url);
		log_end(&l);
		return;
	}
	printf("Peil luistert op " STR_FMT "\n", STR_ARG(url));
	(void)fflush(stdout);
}

bool serve_run(struct web_config *config, enum serve_sandbox how,
	       void (*ready)(const struct web *w, void *ctx), void *ctx, struct err *e)
{
	struct web *w = NULL;
	sigset_t signals;
	int got = 0;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)sigaddset(&signals, SIGINT);
	(void)sigaddset(&signals, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	config->product = &serve_product;
	log_begin(config->log_format);
	warn_of_root();
	keep_memory_private();
	allow_files();
	share_heaps();
	if (how == WITH_SANDBOX)
		confine_start(config);
	else
		confine_not();
	if (!web_start(config, &w, e))
		return false;
	confine_serving();
	say_ready(web_base_url(w));
	if (config->metrics)
		log_say(LEVEL_NOTICE, "metrics: %s, port %u", config->metrics, web_metrics_port(w));
	if (ready)
		ready(w, ctx);
	notify_say("READY=1");
	while (got != SIGTERM && got != SIGINT) {
		(void)sigwait(&signals, &got);
		if (got == SIGHUP)
			web_reload(w);
	}
	notify_say("STOPPING=1");
	web_stop(w);
	return true;
}
