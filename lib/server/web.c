/* SPDX-License-Identifier: EUPL-1.2 */
/* Starting, stopping, and the way of one request. */
#include "server/web.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/must.h"
#include "server/guesses.h"
#include "server/site.h"
#include "server/static.h"

enum { READERS = HTTP_WORKERS + HTTP_SLOW_WORKERS };

struct str web_base_url(const struct web *w)
{
	return w->base_url;
}

void *web_service(const struct web *w, const struct service *of)
{
	return services_self(w->services, of);
}

bool rate_allow(struct web *w, const struct rate_limit *limit, struct str key)
{
	return rate_take(w->rate, limit, key, clock_mono_ns());
}

/* A line per request: method, status, hour, and the page's own pattern, never
 * the path itself (it can hold a ticket) and never an address. */
static void log_line(const struct call *c)
{
	struct moment m = clock_local(clock_now());

	if (c->web->is_logging)
		fprintf(stderr, STR_FMT " %d %04d-%02d-%02dT%02d %s\n", STR_ARG(c->q->method),
			c->r->status, m.date.year, m.date.month, m.date.day, m.hour,
			c->page ? c->page->path : "-");
}

/* ?taal=en wins, then the cookie of the last choice (not when answering), then
 * what the browser asks for, then Dutch. */
enum lang request_lang(const struct http_request *q)
{
	struct str rest = q->query, wish = http_header_get(q, "Accept-Language");
	struct str cookie = http_cookie_get(q, "taal");

	while (rest.p && rest.n) {
		struct str pair = str_split(rest, '&', &rest);

		if (str_is(pair, "taal=en"))
			return LANG_EN;
		if (str_is(pair, "taal=nl"))
			return LANG_NL;
	}
	if (cookie.p)
		return str_is(cookie, "en") ? LANG_EN : LANG_NL;
	while (wish.p && wish.n) {
		struct str item = str_trim(str_split(wish, ',', &wish));

		if (str_starts(item, STR("nl")))
			return LANG_NL;
		if (str_starts(item, STR("en")))
			return LANG_EN;
	}
	return LANG_NL;
}

/* Keeps the choice of language for who is signed in.  Others get no cookie:
 * their links carry it. */
static void keep_lang(struct call *c)
{
	if (!str_starts(c->q->query, STR("taal=")) || c->who.id == 0)
		return;
	http_reply_header(c->r, STR("Set-Cookie"), c->lang == LANG_EN
		? STR("taal=en; Path=/; SameSite=Lax; HttpOnly")
		: STR("taal=nl; Path=/; SameSite=Lax; HttpOnly"));
}

static bool decode_args(struct call *c, struct err *e)
{
	for (size_t i = 0; i < 4; i++) {
		if (!c->arg[i].p)
			continue;
		if (!url_decode(c->a, c->arg[i], &c->arg[i]))
			return err_set(e, ERR_ABSENT, "path that is no text");
		(void)str_i64(c->arg[i], 0, INT64_MAX, &c->id[i]);
	}
	return true;
}

static bool answer(struct call *c, struct err *e)
{
	c->page = route_find(c->web->product->pages, c->q->method, c->q->path, c->arg, &c->allow);
	if (!c->page && c->allow.n)
		return err_set(e, ERR_METHOD, "no such method");
	if (!c->page)
		return err_set(e, ERR_ABSENT, "no such page");
	if (!decode_args(c, e) || !guard_check(c, e) || !input_read(c, e) || !c->page->run(c, e))
		return false;
	keep_lang(c);
	return true;
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	struct web *w = ctx;
	struct err e = { 0 };
	struct call c = {
		.web = w, .db = w->readers[q->worker], .a = q->a, .q = q, .r = r,
	};
	bool is_static = str_starts(q->path, STR("/static/")) && static_reply(q, r);

	c.lang = request_lang(q);
	if (!is_static && !answer(&c, &e)) {
		if (e.kind == ERR_STORE || e.kind == ERR_SYSTEM || e.kind == ERR_LIMIT)
			fprintf(stderr, "%s: %s: %s\n", w->product->name,
				c.page ? c.page->path : "-", e.text);
		error_reply(&c, &e);
	}
	if (!is_static)
		compress_reply(&c);
	headers_add(w, r, is_static);
	turn_end(&c);
	log_line(&c);
}

static bool read_site(struct web *w, const struct web_config *config, struct err *e)
{
	struct str typed = str_from(config->base_url);
	const char *fault;

	if (!config->base_url)
		return true;
	fault = site_fault(typed, config->tls_cert);
	if (fault)
		return err_set(e, ERR_USAGE, "--base-url %.60s: %s %s", config->base_url,
			       tr(config->lang, fault),
			       tr(config->lang, N_("Voorbeeld: https://peil.gemeente.nl")));
	w->base_url = site_read(w->a, typed);
	return true;
}

/* Browsers keep what begins with __Host- to this host and to https. */
static const char *cookie_name(struct web *w, const char *end)
{
	struct out o = out_new(w->a, 100);

	out_c(&o, w->is_secure ? "__Host-" : "");
	out_c(&o, w->product->name);
	out_c(&o, end);
	out_char(&o, '\0');
	return out_done(&o).p;
}

/* --- what is destroyed goes from memory too ------------------------------------------- */

/* On a thread of http/, between two requests: its connection to the database. */
static void forget(void *ctx, unsigned worker)
{
	struct web *w = ctx;
	struct err e = { 0 };
	struct db *db = worker < w->workers ? w->readers[worker] : w->gate_reader;

	if (!db_forget(db, &e))
		fprintf(stderr, "%s: forgetting: %s\n", w->product->name, e.text);
}

/* On the writer's thread; http/ is there when pages can be asked. */
static void rewritten(void *ctx)
{
	struct web *w = ctx;

	must(pthread_mutex_lock(&w->lock) == 0);
	if (w->is_serving)
		http_forget(w->http);
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void set_serving(struct web *w, bool is_serving)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_serving = is_serving;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static bool open_all(struct web *w, const struct web_config *config, struct err *e)
{
	struct writer_config writer = { .where = config->db,
					.sync_delay_ms = config->sync_delay_ms,
					.owes_rewrite = db_log_is_left(config->db),
					.tell = db_say, .rewritten = rewritten, .ctx = w };
	struct http_config http = {
		.listen = config->listen, .tls_cert = config->tls_cert,
		.tls_key = config->tls_key, .workers = HTTP_WORKERS,
		.arena_cap = REQUEST_ARENA, .ctx = w,
		.terms = refuse_terms, .is_slow = refuse_is_slow, .handle = handle, .refuse = refuse_reply,
		.forget = forget,
	};
	SCOPED(db_closep) struct db *first = NULL;

	if (!db_open(config->db, DB_WRITE, &first, e))
		return false;
	db_tell(first, db_say);
	if (!db_migrate(first, e) ||
	    (w->product->seal_key && !w->product->seal_key(first, w->seal.key, e)) ||
	    !writer_start(&writer, &w->writer, e))
		return false;
	for (; w->workers < READERS; w->workers++)
		if (!db_open(config->db, DB_READ, &w->readers[w->workers], e))
			return false;
	if (!db_open(config->db, DB_READ, &w->gate_reader, e))
		return false;
	if (!services_start(w->services, w, e) || !http_start(&http, &w->http, e))
		return false;
	set_serving(w, true);
	return services_open(w->services, w->http, e);
}

bool web_start(const struct web_config *config, struct web **ret, struct err *e)
{
	struct web *w = calloc(1, sizeof(*w));

	must(w);
	w->a = arena_new(1 << 20);
	must(pthread_mutex_init(&w->lock, NULL) == 0);
	must(sem_init(&w->large, 0, LARGE_AT_ONCE) == 0);
	w->rate = rate_new();
	w->guesses = guesses_new();
	w->product = config->product;
	w->services = services_new(w->product->services, w->product->name);
	w->readers = calloc(READERS, sizeof(*w->readers));
	w->compressors = calloc(READERS, sizeof(*w->compressors));
	must(w->readers && w->compressors);
	w->is_logging = config->is_logging;
	if (!read_site(w, config, e)) {
		web_stop(w);
		return false;
	}
	w->is_secure = config->tls_cert || str_starts(w->base_url, STR("https://"));
	w->cookie = cookie_name(w, "");
	w->mark_cookie = cookie_name(w, "-bekend");
	if (!open_all(w, config, e)) {
		web_stop(w);
		return false;
	}
	if (!w->base_url.n)
		w->base_url = site_of_socket(w->a, http_bound(w->http), http_port(w->http),
					     config->tls_cert);
	w->is_for_others = site_is_for_others(w->base_url);
	*ret = w;
	return true;
}

void web_stop(struct web *w)
{
	if (!w)
		return;
	services_close(w->services);
	set_serving(w, false);
	if (w->http)
		http_stop(w->http);
	services_stop(w->services);
	if (w->writer)
		writer_stop(w->writer);
	for (unsigned i = 0; i < w->workers; i++)
		db_close(w->readers[i]);
	db_close(w->gate_reader);
	for (unsigned i = 0; i < READERS; i++)
		libdeflate_free_compressor(w->compressors[i]);
	free(w->readers);
	free(w->compressors);
	must(sem_destroy(&w->large) == 0);
	must(pthread_mutex_destroy(&w->lock) == 0);
	rate_free(w->rate);
	guesses_free(w->guesses);
	arena_free(w->a);
	free(w);
}
