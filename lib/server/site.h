/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The address under which people reach the server, "https://peil.gemeente.nl": what
 * --base-url says, or else one made of the socket.  All that people type or follow is
 * made of it, by call_address.  No address of every machine or of none
 * (0.0.0.0, ::) ever is one.
 */
#ifndef PEIL_SERVER_SITE_H
#define PEIL_SERVER_SITE_H

#include "base/arena.h"
#include "base/str.h"

struct sockaddr;

/* What is wrong with an address as somebody typed it, for tr(); NULL: nothing.
 * `is_tls`: we have the certificate ourselves. */
const char *site_fault(struct str typed, bool is_tls);
/* One that has no fault: scheme and name in lower case, no slash at the end. */
struct str site_read(struct arena *a, struct str typed);

/* Of a socket that listens there.  When that is every address of this machine: the
 * first that other machines can use, or else the one of the machine itself. */
struct str site_of_socket(struct arena *a, const struct sockaddr *at, unsigned port, bool is_tls);

/* Can other machines use it, as far as the address tells?  Not localhost, not what
 * works on one cable only. */
bool site_is_for_others(struct str site);
/* "peil.gemeente.nl:8443" */
struct str site_host(struct str site);

#endif
