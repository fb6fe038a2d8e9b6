/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/serve.h"

#include <signal.h>
#include <stdio.h>

bool serve_run(const struct web_config *config, void (*ready)(const struct web *w, void *ctx),
	       void *ctx, struct err *e)
{
	struct web *w = NULL;
	sigset_t stops;
	int got;

	(void)sigemptyset(&stops);
	(void)sigaddset(&stops, SIGTERM);
	(void)sigaddset(&stops, SIGINT);
	(void)pthread_sigmask(SIG_BLOCK, &stops, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	if (!web_start(config, &w, e))
		return false;
	printf("Peil luistert op " STR_FMT "\n", STR_ARG(web_base_url(w)));
	(void)fflush(stdout);
	if (ready)
		ready(w, ctx);
	(void)sigwait(&stops, &got);
	web_stop(w);
	return true;
}
