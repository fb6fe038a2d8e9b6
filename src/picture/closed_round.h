/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every page behind the closing of a round stands on: the round, its
 * model and its picture.  Only closed_round_get and closed_round_read make one,
 * so whoever holds it has passed the door: before closing nobody sees answers.
 */
#ifndef PEIL_PICTURE_CLOSED_ROUND_H
#define PEIL_PICTURE_CLOSED_ROUND_H

#include "picture/picture.h"

struct call;

struct closed_round {
	struct round round;
	const struct model *model;
	struct picture picture;
};

/* The round of this person's organisation; sets up the menu.
 * ERR_ABSENT when there is none, ERR_TOO_EARLY before closing. */
bool closed_round_get(struct call *c, int64_t round, struct closed_round *ret, struct err *e);
/* The same of a round that was found in another way, by a link. */
bool closed_round_read(struct call *c, const struct round *r, struct closed_round *ret,
		       struct err *e);

#endif
