/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/server.h"

#include <string.h>

bool thread_start(pthread_t *thread, void *(*run)(void *), void *arg, struct err *e)
{
	pthread_attr_t attr;
	int failed;

	(void)pthread_attr_init(&attr);
	(void)pthread_attr_setstacksize(&attr, STACK_BYTES);
	failed = pthread_create(thread, &attr, run, arg);
	(void)pthread_attr_destroy(&attr);
	if (failed)
		return err_set(e, ERR_SYSTEM, "cannot start a thread: %s", strerror(failed));
	return true;
}
