/* SPDX-License-Identifier: EUPL-1.2 */
/* Fewer bytes for the same text: gzip for what goes out, deflate for what is kept. */
#ifndef PEIL_BASE_SQUEEZE_H
#define PEIL_BASE_SQUEEZE_H

#include "base/arena.h"
#include "base/str.h"

/* One thread at a time; made once for many pages.  Level 1 (quick) .. 12 (small). */
struct squeezer;

struct squeezer *squeezer_new(int level);
void squeezer_free(struct squeezer *s);		/* NULL is fine */
void squeezer_freep(struct squeezer **s);

/* Room that is always enough for `n` bytes as gzip. */
size_t squeeze_gzip_room(struct squeezer *s, size_t n);
/* Both: how many bytes were written; 0 when `room` is too little. */
size_t squeeze_gzip(struct squeezer *s, struct str from, char *to, size_t room);
size_t squeeze(struct squeezer *s, struct blob from, uint8_t *to, size_t room);

/* What squeeze() wrote, with whatever behind it; false when it is not `n` bytes. */
bool unsqueeze(struct blob from, uint8_t *to, size_t n);

#endif
