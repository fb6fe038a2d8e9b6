/* SPDX-License-Identifier: EUPL-1.2 */
/* Few requests at a time that take much memory. */
#include <errno.h>
#include <time.h>

#include "server/web.h"

static bool await_turn(struct web *w)
{
	struct timespec until;
	int failed;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += LARGE_SECONDS;
	do
		failed = sem_clockwait(&w->large, CLOCK_MONOTONIC, &until);
	while (failed && errno == EINTR);
	return !failed;
}

bool call_take_turn(struct call *c, struct err *e)
{
	struct web *w = c->web;

	if (c->has_turn)
		return true;
	if (atomic_fetch_add(&w->large_waiting, 1) < LARGE_WAITING)
		c->has_turn = await_turn(w);
	(void)atomic_fetch_sub(&w->large_waiting, 1);
	return c->has_turn || err_set(e, ERR_BUSY, "too many large pages at once");
}

void turn_end(struct call *c)
{
	if (c->has_turn)
		(void)sem_post(&c->web->large);
	c->has_turn = false;
}
