/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rooms: who looks at a running meeting, and one message for all of them when
 * it changes.  A room is remembered nowhere but in memory; what it shows is in
 * the store, so that a restarted server brings it back when the screens
 * connect again.
 *
 * Messages are events of text/event-stream, without any content that is not on
 * the screen: `event: stap` when screens must fetch their page anew, `event:
 * einde` when the meeting is over and its code no longer works, `event:
 * stand` with {"telefoons": n, "meest": n} (now, and at most at once) and, once
 * somebody voted in the turn that is open, "beurt": "topic-turn" and "stemmen": n
 * before it.  A room gets
 * at most one message every LIVE_GAP_MS, however many vote: N voters cost N
 * times four messages a second, never N squared.
 */
#ifndef PEIL_LIVE_LIVE_H
#define PEIL_LIVE_LIVE_H

#include "http/http.h"

enum {
	LIVE_GAP_MS = 250, LIVE_BEAT_MS = 15000,
	LIVE_PHONES_MAX = 10240,	/* that follow one meeting; screens in the room always may */
	LIVE_COUNTING_MAX = 60,		/* phones: as long as no more look, they hear the count too */
};

struct live;

/* Where a screen hangs.  A phone is what is counted as looking; with many of them it
 * does not follow how many voted. */
enum live_screen { SCREEN_IN_ROOM, SCREEN_OF_PHONE };

/* Before the server starts; live_start after, live_stop before it stops (it
 * ends every stream), live_free after. */
struct live *live_new(void);
bool live_start(struct live *l, struct http_server *server, struct err *e);
void live_stop(struct live *l);
void live_free(struct live *l);

/* The reply becomes an event stream of that meeting, which begins with `stap`.
 * A screen in the room gets `stand`, and so do phones up to LIVE_COUNTING_MAX.  ERR_BUSY over LIVE_PHONES_MAX or when all
 * streams are taken, ERR_RATE when too many are of this address. */
bool live_join(struct live *l, int64_t meeting, enum live_screen where,
	       const struct http_request *q, struct http_reply *r, struct err *e);

/* After the change is on the disk. */
void live_step(struct live *l, int64_t meeting);
/* votes: all of that turn.  Those who voted at the same moment may come in any
 * order: the highest of a turn stands. */
void live_count(struct live *l, int64_t meeting, int64_t topic, int turn, int64_t votes);
void live_end(struct live *l, int64_t meeting);		/* the streams close */

/* Phones of a meeting: that look now, and the most that did at once since
 * somebody began to look at it. */
struct live_phones { size_t now, most; };

struct live_phones live_phones(struct live *l, int64_t meeting);
/* How many messages all screens have had. */
uint64_t live_messages(struct live *l);
/* Rooms with a change that is not known to their screens yet. */
size_t live_due(struct live *l);

#endif
