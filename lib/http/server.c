/* SPDX-License-Identifier: EUPL-1.2 */
/* Starting and stopping, and the library's callbacks. */
#include "http/server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/must.h"
#include "http/tls.h"

enum {
	INACTIVE_SECONDS = 30,	/* the library's own; ours are stricter per stage */
};

const struct http_tuning http_tuning_default = {
	.head_ms = 10 * 1000,
	.idle_ms = 15 * 1000,
	.body_ms = 60 * 1000,
	.reply_ms = 60 * 1000,
	.connections = HTTP_CONNECTIONS,
	.per_address = 4096,	/* a congress hall may come from one address */
	.spares_proxies = true,
	.budget = {
		.body_bytes = HTTP_BODIES_BYTES,
		.body_per_address = 32 * MIB, .body_per_key = 32 * MIB,	/* two large files */
		.body_strangers = 24 * MIB, .body_strangers_per_address = 8 * MIB,
		.body_reserve = HTTP_BODIES_RESERVE, .body_reserve_per_key = 512 * KIB,
		.streams = HTTP_CONNECTIONS - CONNECTIONS_RESERVE,
		.streams_per_address = 4096,
	},
};

/* --- callbacks -------------------------------------------------------------- */

static enum MHD_Result on_accept(void *ctx, const struct sockaddr *from, socklen_t size)
{
	struct http_server *s = ctx;

	(void)size;
	if (s->tuning.spares_proxies && proxy_is_peer(&s->config, from))
		return MHD_YES;
	return peer_may_connect(&s->deadlines, s->tuning.per_address, from) ? MHD_YES : MHD_NO;
}

static void on_connection(void *ctx, struct MHD_Connection *c, void **socket_context,
			  enum MHD_ConnectionNotificationCode what)
{
	struct http_server *s = ctx;
	const union MHD_ConnectionInfo *fd, *from;
	struct peer *p;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		peer_remove(&s->deadlines, *socket_context);
		*socket_context = NULL;
		return;
	}
	fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	from = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	p = peer_add(&s->deadlines, fd->connect_fd, from->client_addr, s->tuning.head_ms);
	p->server = s;
	*socket_context = p;
}

/* The first the library tells of a request; what is returned becomes *job. */
static void *on_target(void *ctx, const char *target, struct MHD_Connection *c)
{
	return request_new(ctx, c, target);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *size, void **job)
{
	struct job *j = *job;
	enum MHD_Result result = request_run(j, method, version, data, size);

	(void)ctx;
	(void)c;
	(void)url;
	if (j->is_streaming) {
		request_done(j);
		*job = NULL;
	}
	return result;
}

static void on_completed(void *ctx, struct MHD_Connection *c, void **job,
			 enum MHD_RequestTerminationCode how)
{
	(void)ctx;
	(void)c;
	(void)how;
	if (*job)
		request_done(*job);
	*job = NULL;
}

/* Percent codes stay: url_decode knows which are allowed. */
static size_t on_unescape(void *ctx, struct MHD_Connection *c, char *text)
{
	(void)ctx;
	(void)c;
	return strlen(text);
}

/* --- starting --------------------------------------------------------------- */

static bool start_daemon(struct http_server *s, int fd, struct err *e)
{
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
	char priorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE";
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, priorities },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_OptionItem none = { MHD_OPTION_END, 0, NULL };

	if (s->tls)
		flags |= MHD_USE_TLS;
	s->daemon = MHD_start_daemon(flags, 0, on_accept, s, on_request, s,
		MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
		MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, s,
		MHD_OPTION_CONNECTION_LIMIT, s->tuning.connections,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)INACTIVE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_CONNECTION_BYTES,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_ARRAY, s->tls ? tls : &none,
		/* A pointer to a function fits no MHD_OptionItem.  Without TLS it ends the list. */
		s->tls ? MHD_OPTION_HTTPS_CERT_CALLBACK : MHD_OPTION_END, tls_certificate,
		MHD_OPTION_END);
	return s->daemon || err_set(e, ERR_SYSTEM, "cannot start the HTTP server");
}

static void server_free(struct http_server *s)
{
	unix_file_remove(&s->unix_file);
	while (s->arena_count)
		arena_free(s->arenas[--s->arena_count]);
	(void)pthread_mutex_destroy(&s->lock);
	(void)pthread_cond_destroy(&s->answered);
	budget_stop(&s->budget);
	tls_close(s->tls);
	free(s);
}

static bool start_workers(struct http_server *s, struct err *e)
{
	unsigned count = s->config.workers;

	if (!workers_start(&s->workers, s, 0, count, e))
		return false;
	s->slow.waiting_max = HTTP_SLOW_WAITING;
	if (workers_start(&s->slow, s, count, HTTP_SLOW_WORKERS, e))
		return true;
	workers_stop(&s->workers);
	return false;
}

static void stop_workers(struct http_server *s)
{
	workers_stop(&s->workers);
	workers_stop(&s->slow);
}

static bool start_all(struct http_server *s, struct err *e)
{
	const char *path = listen_unix_path(s->config.listen);
	int fd = path ? listen_unix(path, &s->unix_file, e) : listen_on(s->config.listen, &s->port, e);
	socklen_t size = sizeof(s->bound);
	uint8_t address[16];

	if (fd < 0)
		return false;
	(void)getsockname(fd, (struct sockaddr *)&s->bound, &size);
	if (s->config.is_for_machine && address_bytes((const struct sockaddr *)&s->bound, address) &&
	    !address_is_of_loopback(address)) {
		(void)close(fd);
		return err_set(e, ERR_USAGE, "%s: others can reach that; choose 127.0.0.1 or [::1]",
			       s->config.listen);
	}
	if (!deadlines_start(&s->deadlines, e)) {
		(void)close(fd);
		return false;
	}
	if (!start_workers(s, e)) {
		deadlines_stop(&s->deadlines);
		(void)close(fd);
		return false;
	}
	if (!start_daemon(s, fd, e)) {
		stop_workers(s);
		deadlines_stop(&s->deadlines);
		(void)close(fd);
		return false;
	}
	if (!loop_start(s, e)) {
		stop_workers(s);
		MHD_stop_daemon(s->daemon);	/* closes fd */
		deadlines_stop(&s->deadlines);
		return false;
	}
	return true;
}

bool http_start_tuned(const struct http_config *config, const struct http_tuning *tuning,
		      struct http_server **ret, struct err *e)
{
	struct http_server *s = calloc(1, sizeof(*s));
	pthread_condattr_t attr;

	must_have(s);
	s->config = *config;
	s->tuning = *tuning;
	if (!s->config.workers)
		s->config.workers = HTTP_WORKERS;
	if (!s->config.arena_cap)
		s->config.arena_cap = ARENA_CAP_DEFAULT;
	budget_start(&s->budget, &tuning->budget);
	(void)pthread_mutex_init(&s->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&s->answered, &attr);
	(void)pthread_condattr_destroy(&attr);
	if ((config->tls_cert && !tls_open(config->tls_cert, config->tls_key, &s->tls, e)) ||
	    !start_all(s, e)) {
		server_free(s);
		return false;
	}
	*ret = s;
	return true;
}

bool http_start(const struct http_config *config, struct http_server **ret, struct err *e)
{
	return http_start_tuned(config, &http_tuning_default, ret, e);
}

bool http_reload(struct http_server *s, int64_t *ret_until, struct err *e)
{
	if (!s->tls)
		return err_set(e, ERR_ABSENT, "there is no certificate to read again");
	return tls_reload(s->tls, ret_until, e);
}

unsigned http_port(const struct http_server *s)
{
	return s->port;
}

const struct sockaddr *http_bound(const struct http_server *s)
{
	return (const struct sockaddr *)&s->bound;
}

/* --- stopping --------------------------------------------------------------- */

static void wait_for_answers(struct http_server *s)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += STOP_SECONDS;
	(void)pthread_mutex_lock(&s->lock);
	while (s->in_flight &&
	       pthread_cond_timedwait(&s->answered, &s->lock, &until) == 0)
		;
	(void)pthread_mutex_unlock(&s->lock);
}

void http_stop(struct http_server *s)
{
	(void)pthread_mutex_lock(&s->lock);	/* request.c: counted before it, or refused */
	atomic_store(&s->is_stopping, true);
	(void)pthread_mutex_unlock(&s->lock);
	loop_wake(s);
	wait_for_answers(s);
	stop_workers(s);
	loop_stop(s);
	/* Every connection has been resumed now, which the library demands. */
	MHD_stop_daemon(s->daemon);
	deadlines_stop(&s->deadlines);
	server_free(s);
}
