/* SPDX-License-Identifier: EUPL-1.2 */
/* The live rooms as a service of the web server. */
#ifndef PEIL_LIVE_LIVE_SERVICE_H
#define PEIL_LIVE_LIVE_SERVICE_H

#include "live/live.h"

struct call;

struct live *live_of(const struct call *c);

#endif
