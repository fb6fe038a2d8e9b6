/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form as a browser sends it: what stands in a page of ours is taken out of it,
 * changed, and written as a body.  It knows what our templates write and no other
 * HTML.
 */
#ifndef PEIL_TESTS_PLAY_TYPED_H
#define PEIL_TESTS_PLAY_TYPED_H

#include "base/list.h"
#include "base/str.h"

struct typed_field {
	struct str name, value;
};

struct typed {
	struct arena *a;
	LIST_OF(struct typed_field);
};

/* The first form of the page that goes to `path`: all that stands in it, without its
 * buttons.  False: there is none. */
bool typed_find(struct arena *a, struct str html, struct str path, struct typed *ret);
/* In the place of all of that name. */
void typed_set(struct typed *t, struct str name, struct str value);
struct str typed_body(const struct typed *t);

#endif
