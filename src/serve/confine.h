/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server needs, so that it can forbid itself the rest (sandbox/sandbox.h). */
#ifndef PEIL_SERVE_CONFINE_H
#define PEIL_SERVE_CONFINE_H

#include "server/web.h"

/* Before the first thread; says in the log what holds. */
void confine_start(const struct web_config *config);
/* Once it listens: no more sockets. */
void confine_serving(void);
/* Says in the log that who started it wanted none. */
void confine_not(void);

#endif
