/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The thread that reads and sends.  It runs the library's epoll set from
 * outside: with its own thread libmicrohttpd 0.9.75 takes up to 128 events,
 * and when there are just so many it waits for a 129th before it looks at any
 * of them (MHD_epoll, `while (MAX_EVENTS == num_events)`).  When 128 people
 * wait for an answer, that one never comes.  MHD_run never waits.
 */
#include "http/server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/wipe.h"

enum { WAIT_MS = 1000 };

/* Here, because the library has no lock around it. */
static void stop_listening(struct http_server *s)
{
	MHD_socket fd = MHD_quiesce_daemon(s->daemon);

	unix_file_remove(&s->unix_file);
	if (fd != MHD_INVALID_SOCKET)
		(void)close(fd);
}

static void *run(void *arg)
{
	struct http_server *s = arg;
	const union MHD_DaemonInfo *epoll = MHD_get_daemon_info(s->daemon,
								MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd wait[] = { { epoll->epoll_fd, POLLIN, 0 }, { s->loop.wake, POLLIN, 0 } };

	bool is_listening = true;

	while (!atomic_load(&s->loop.is_over)) {
		MHD_UNSIGNED_LONG_LONG ms = WAIT_MS;
		uint64_t wakes;

		if (MHD_get_timeout(s->daemon, &ms) != MHD_YES || ms > WAIT_MS)
			ms = WAIT_MS;
		if (poll(wait, ARRAY_LEN(wait), (int)ms) > 0 && wait[1].revents) {
			(void)!read(s->loop.wake, &wakes, sizeof(wakes));
			atomic_store(&s->loop.is_woken, false);
		}
		if (is_listening && atomic_load(&s->is_stopping)) {
			stop_listening(s);
			is_listening = false;
		}
		(void)MHD_run(s->daemon);
		atomic_store(&s->loop.alive_at, clock_mono_ns());
		if (atomic_exchange(&s->loop.must_forget, false)) {
			if (s->config.forget)
				s->config.forget(s->config.ctx, HTTP_THAT_READS);
			wipe_stack();
		}
	}
	return NULL;
}

void loop_wake(struct http_server *s)
{
	const uint64_t one = 1;

	if (!atomic_exchange(&s->loop.is_woken, true))
		(void)!write(s->loop.wake, &one, sizeof(one));
}

void http_forget(struct http_server *s)
{
	workers_forget(&s->workers);
	workers_forget(&s->slow);
	atomic_store(&s->loop.must_forget, true);
	loop_wake(s);
}

void loop_resume(struct http_server *s, struct MHD_Connection *c)
{
	MHD_resume_connection(c);
	loop_wake(s);
}

bool loop_start(struct http_server *s, struct err *e)
{
	s->loop.wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	must(s->loop.wake >= 0);
	atomic_init(&s->loop.is_over, false);
	atomic_init(&s->loop.must_forget, false);
	atomic_init(&s->loop.is_woken, false);
	atomic_init(&s->loop.alive_at, clock_mono_ns());
	if (thread_start(&s->loop.thread, run, s, e))
		return true;
	(void)close(s->loop.wake);
	return false;
}

void loop_stop(struct http_server *s)
{
	atomic_store(&s->loop.is_over, true);
	loop_wake(s);
	(void)pthread_join(s->loop.thread, NULL);
	(void)close(s->loop.wake);
}
