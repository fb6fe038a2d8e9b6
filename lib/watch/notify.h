/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tells systemd how it goes: a datagram to the socket that it names (sd_notify(3)).
 * Does nothing where nobody asked.
 */
#ifndef PEIL_WATCH_NOTIFY_H
#define PEIL_WATCH_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

/* "READY=1", "STOPPING=1", "WATCHDOG=1" */
void notify_say(const char *what);

/* The socket that it names is no file. */
bool notify_is_abstract(void);

/* So often a sign of life is asked for, ns; 0: never. */
int64_t notify_watchdog_ns(void);

#endif
