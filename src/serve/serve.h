/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The product as the web server knows it, served until SIGTERM or SIGINT; SIGHUP
 * reads certificate and key again; shared by `serve` and `demo`.
 */
#ifndef PEIL_SERVE_SERVE_H
#define PEIL_SERVE_SERVE_H

#include "server/web.h"

extern const struct product serve_product;

enum serve_sandbox { WITH_SANDBOX, WITHOUT_SANDBOX };

/*
 * Starts (config->product is filled in here), prints "Peil luistert op URL", calls ready (may be NULL), waits for
 * a signal and stops gracefully.  Call it before any thread was started, since
 * it blocks these signals for all of them, and the sandbox holds for those that come after it.
 */
bool serve_run(struct web_config *config, enum serve_sandbox how, void (*ready)(const struct web *w, void *ctx),
	       void *ctx, struct err *e);

#endif
