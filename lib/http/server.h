/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of lib/http share; nothing for other rooms. */
#ifndef PEIL_HTTP_SERVER_H
#define PEIL_HTTP_SERVER_H

#include <microhttpd.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/types.h>

#include "http/budget.h"

enum {
	STACK_BYTES = 256 * 1024,	/* handlers keep their data in arenas */
	ARENA_CAP_DEFAULT = 16 * 1024 * 1024,
	ARENAS_KEPT = 8,		/* reset and ready; more are given back */
	STOP_SECONDS = 10,
	LISTEN_BACKLOG = 512,
	KIB = 1024, MIB = 1024 * 1024,
	CONNECTIONS_RESERVE = 1536,	/* never streams: 10,000 screens fit, and all else goes on */
};

/* Limits with a time or a count, apart so that tests can shorten them. */
struct http_tuning {
	int64_t head_ms;	/* connecting until the head is whole */
	int64_t idle_ms;	/* after an answer, on top of head_ms for the next head */
	int64_t body_ms;	/* head until the body is whole */
	int64_t reply_ms;	/* sending, on top of a millisecond per 16 bytes */
	unsigned connections;
	unsigned per_address;	/* a whole town hall may come from one address */
	bool spares_proxies;	/* they bring everyone */
	struct budget_limits budget;
};
extern const struct http_tuning http_tuning_default;

bool http_start_tuned(const struct http_config *config, const struct http_tuning *tuning,
		      struct http_server **ret, struct err *e);

/* --- listen.c --------------------------------------------------------------- */

/* "127.0.0.1:8080", "[::]:80".  Makes a listening socket; -1 on failure. */
int listen_on(const char *where, unsigned *ret_port, struct err *e);

/* --- listen_unix.c ---------------------------------------------------------- */

/* The file of a Unix socket that is ours. */
struct unix_file {
	char *path;			/* NULL: none */
	dev_t device;
	ino_t inode;
};

const char *listen_unix_path(const char *where);	/* of "unix:/run/a.sock"; NULL: another kind */
int listen_unix(const char *path, struct unix_file *ret, struct err *e);	/* -1 on failure */
void unix_file_remove(struct unix_file *f);

/* --- deadline.c ------------------------------------------------------------- */

/* One connection, from accepting to closing. */
struct peer {
	struct peer *next, *prev;
	struct http_server *server;
	int fd;
	int64_t at;		/* when it is shut, clock_mono_ns(); 0: not now */
	uint8_t address[16];	/* IPv4 mapped; of IPv6 the /64 */
};

struct deadlines {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t thread;
	struct peer *first;
	bool is_stopping;
};

bool deadlines_start(struct deadlines *d, struct err *e);
void deadlines_stop(struct deadlines *d);
struct peer *peer_add(struct deadlines *d, int fd, const struct sockaddr *from, int64_t ms);
void peer_remove(struct deadlines *d, struct peer *p);
void peer_deadline(struct deadlines *d, struct peer *p, int64_t ms);	/* 0: none */
/* Has this address fewer connections than `max`? */
bool peer_may_connect(struct deadlines *d, unsigned max, const struct sockaddr *from);

/* --- address.c -------------------------------------------------------------- */

/* IPv4 as ::ffff:a.b.c.d.  False: it has none, as on a Unix socket. */
bool address_bytes(const struct sockaddr *from, uint8_t ret[16]);
bool address_is_of_loopback(const uint8_t address[16]);
/* Of IPv6 the first 64 bits, which one subscriber has. */
void address_key(const uint8_t address[16], uint8_t ret[16]);
struct str address_text(struct arena *a, const uint8_t address[16]);	/* of its key */

/* --- proxy.c ---------------------------------------------------------------- */

/* On this machine, or in a range of the config. */
bool proxy_is_trusted(const struct http_config *config, const uint8_t address[16]);
bool proxy_is_peer(const struct http_config *config, const struct sockaddr *from);
/* Who asks: fills address and is_of_proxy. */
void proxy_client(const struct http_config *config, const struct sockaddr *from,
		  struct http_request *q);

/* --- worker.c --------------------------------------------------------------- */

enum job_state {
	JOB_HEAD,	/* the head has not been looked at */
	JOB_BODY,	/* reading the body */
	JOB_DROPPING,	/* reading and dropping a body that is refused */
	JOB_QUEUED,	/* suspended; a worker has it or will have it */
	JOB_ANSWERED,	/* resumed; the reply can be sent */
};

/* One request.  Its arena begins when its head is whole, and ends with the reply. */
struct job {
	struct http_server *server;
	struct MHD_Connection *connection;
	struct peer *peer;
	struct job *next;
	enum job_state state;
	const char *target_at;		/* where the target lay in the head */
	struct str target;		/* a copy of it, behind the job */
	char *body;			/* room for all that was announced: */
	size_t body_room, body_size;
	struct budget_hold hold;	/* for it */
	int refusal;			/* of JOB_DROPPING */
	size_t dropped, drop_max;
	bool is_counted;
	bool is_streaming;		/* its stream lives on without it */
	struct http_request q;
	struct http_reply r;
	struct MHD_Response *response;	/* made of r, not sent yet */
	size_t reply_bytes;
};

struct worker {
	struct http_server *server;
	struct workers *pool;
	pthread_t thread;
	unsigned index;
	sem_t wake;			/* it was given a job, or the pool stops */
	struct job *given;
	bool must_forget;		/* under the lock of the pool */
	struct worker *next;		/* idle below it */
};

struct workers {
	pthread_mutex_t lock;		/* of what follows */
	struct worker *idle;		/* who came last is first */
	struct job *first, **end;	/* empty while there is one idle */
	size_t waiting, waiting_max;	/* in the queue; max 0: connections are counted */
	struct worker *list;
	unsigned count, started;
	bool is_stopping;
};

/* Workers with the indexes from `first` on. */
bool workers_start(struct workers *w, struct http_server *s, unsigned first, unsigned count,
		   struct err *e);
void workers_stop(struct workers *w);	/* answers what is queued, then joins */
/* Call before workers_push: false when the queue is full.  Only one thread pushes. */
bool workers_have_room(struct workers *w);
void workers_push(struct workers *w, struct job *j);
void workers_forget(struct workers *w);

/* --- loop.c ----------------------------------------------------------------- */

/* The one thread that calls the library, between start and stop.  It stops
 * listening once the server is stopping. */
struct loop {
	pthread_t thread;
	int wake;			/* eventfd */
	atomic_bool is_over, must_forget;
	atomic_bool is_woken;		/* and has not looked yet: once is enough */
	_Atomic int64_t alive_at;	/* clock_mono_ns() */
};

bool loop_start(struct http_server *s, struct err *e);
void loop_stop(struct http_server *s);
void loop_wake(struct http_server *s);	/* something is to be done */
/* The only way to resume a connection: the loop must hear of it. */
void loop_resume(struct http_server *s, struct MHD_Connection *c);

/* --- stream.c --------------------------------------------------------------- */

struct MHD_Response *stream_response(struct job *j);
void stream_end(void *stream);

/* --- request.c -------------------------------------------------------------- */

enum MHD_Result request_run(struct job *j, const char *method, const char *version,
			    const char *data, size_t *size);
struct str request_account(const struct http_server *s, const struct http_request *q);
struct job *request_new(struct http_server *s, struct MHD_Connection *c, const char *target);
/* Those that have come so far, in the arena of q; at most GATE_HEADERS_MAX.  How many came. */
size_t request_headers(struct MHD_Connection *c, struct http_request *q);
void request_done(struct job *j);
void request_let_go(struct job *j);	/* of its arena and body: the reply stands by itself */

/* --- reply.c ---------------------------------------------------------------- */

bool reply_make(struct job *j);		/* j->response; on any thread */
enum MHD_Result reply_send(struct job *j);
void reply_refuse(struct http_server *s, const struct http_request *q, int status,
		  struct http_reply *ret);

/* --- library.c -------------------------------------------------------------- */

/* The library's MHD_queue_response: that name is ours here. */
enum MHD_Result library_queue(struct MHD_Connection *c, unsigned status,
			      struct MHD_Response *response);

/* --- thread.c --------------------------------------------------------------- */

bool thread_start(pthread_t *thread, void *(*run)(void *), void *arg, struct err *e);

struct http_server {
	struct http_config config;
	struct http_tuning tuning;
	struct MHD_Daemon *daemon;
	unsigned port;
	struct sockaddr_storage bound;
	struct unix_file unix_file;
	struct tls *tls;		/* NULL: without */
	struct loop loop;
	struct deadlines deadlines;
	struct budget budget;
	struct workers workers, slow;
	pthread_mutex_t lock;		/* of what follows */
	pthread_cond_t answered;
	size_t in_flight;
	struct arena *arenas[ARENAS_KEPT];
	size_t arena_count;
	atomic_bool is_stopping;
	atomic_uint streams;
};

#endif
