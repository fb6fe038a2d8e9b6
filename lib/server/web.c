/* SPDX-License-Identifier: EUPL-1.2 */
/* Starting, stopping, and the way of one request. */
#include "server/web.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock_held.h"
#include "base/must.h"
#include "base/squeeze.h"
#include "server/guesses.h"
#include "watch/metrics.h"
#include "watch/log.h"
#include "server/site.h"
#include "server/static.h"
#include "store/hold.h"
#include "watch/watch.h"
#include "store/state.h"

enum {
	READERS = HTTP_WORKERS + HTTP_SLOW_WORKERS,
	READERS_INSIDE = 2,			/* when it listens nowhere */
	READER_WAIT_MS = 250,			/* for whoever holds the file from outside */
};

struct str web_base_url(const struct web *w)
{
	return w->base_url;
}

unsigned web_metrics_port(const struct web *w)
{
	return w->metrics_server ? metrics_port(w->metrics_server) : 0;
}

void *web_service(const struct web *w, const struct service *of)
{
	return services_self(w->services, of);
}

bool rate_allow(struct web *w, const struct rate_limit *limit, struct str key)
{
	return rate_take(w->rate, limit, key, clock_mono_ns());
}

/* What somebody who has signed in did: each form of a page that needs a right.  By the
 * number of the account, and without what was in the form. */
static void log_act(const struct call *c)
{
	struct log_line l = log_event(LEVEL_NOTICE, "act");
	struct str name = str_from(c->page->path), rest;

	log_number(&l, "account", c->who.id);
	log_text(&l, "page", name);
	(void)str_split(name, '{', &rest);
	if (rest.p && c->id[0])
		log_number(&l, str_cstr(c->a, str_split(rest, '}', &rest)), c->id[0]);
	log_number(&l, "status", c->r->status);
	log_from(&l, c->q->address);
	log_end(&l);
}

/* The page's own pattern, never the path itself: it can hold a code. */
static void log_it(const struct call *c)
{
	if (c->web->is_logging)
		log_request(c->q->method, c->r->status, c->page ? c->page->path : "-");
	if (c->page && c->page->needs && c->who.id && str_is(c->q->method, "POST"))
		log_act(c);
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

static bool write_used(struct db *db, void *ctx, struct err *e)
{
	const struct call *c = ctx;

	return c->web->product->visitor_used(db, http_cookie_get(c->q, c->web->cookie), e);
}

/* What is answered does not depend on it. */
static void tell_used(struct call *c)
{
	struct err e = { 0 };

	if (c->who.id && c->who.is_due && c->web->product->visitor_used &&
	    !writer_run(c->web->writer, write_used, c, &e))
		log_failed("session", &e);
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
	tell_used(c);
	return true;
}

static enum request_class class_of(const struct page *page, bool is_file)
{
	if (is_file)
		return CLASS_FILE;
	if (!page)
		return CLASS_OTHER;
	if (page->is_slow)
		return CLASS_SLOW;
	if (page->needs)
		return CLASS_LEAD;
	return page->kind == PAGE_ANONYMOUS ? CLASS_RESPONDENT : CLASS_OTHER;
}

void web_answer(struct web *w, struct http_request *q, struct http_reply *r)
{
	struct err e = { 0 };
	struct call c = {
		.web = w, .db = w->readers[q->worker], .a = q->a, .q = q, .r = r,
	};
	bool is_static = str_starts(q->path, STR("/static/")) && static_reply(q, r);

	c.lang = request_lang(q);
	if (!is_static && !answer(&c, &e)) {
		if (e.kind == ERR_STORE || e.kind == ERR_UNSAVED || e.kind == ERR_SYSTEM || e.kind == ERR_LIMIT)
			log_failed(c.page ? c.page->path : "-", &e);
		error_reply(&c, &e);
	}
	if (!is_static)
		compress_reply(&c);
	headers_add(w, r, is_static);
	turn_end(&c);
	log_it(&c);
	metrics_count(w->metrics, class_of(c.page, is_static), r->status, clock_mono_ns() - q->began);
}

static bool at_once(void *ctx, const struct http_request *q, struct http_reply *r)
{
	struct web *w = ctx;
	struct call c = { .web = w, .a = q->a, .q = q, .r = r };
	struct err e = { 0 };

	c.page = route_find(w->product->pages, q->method, q->path, c.arg, &c.allow);
	if (!c.page || !c.page->is_at_once)
		return false;
	c.lang = request_lang(q);
	if (!c.page->run(&c, &e))
		error_reply(&c, &e);
	headers_add(w, r, false);
	log_it(&c);
	metrics_count(w->metrics, CLASS_OTHER, r->status, clock_mono_ns() - q->began);
	return true;
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	web_answer(ctx, q, r);
}

static bool read_site(struct web *w, const struct web_config *config, struct err *e)
{
	struct str typed = str_from(config->base_url);
	const char *fault;

	if (!config->base_url && config->listen &&
	    strncmp(config->listen, HTTP_UNIX, sizeof(HTTP_UNIX) - 1) == 0)
		return err_set(e, ERR_USAGE, "a Unix socket has no address that people can open: "
			       "say with --base-url which one they use");
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

/* Each of them may be a list with commas. */
static bool read_proxies(struct web *w, const char *const *lists, struct err *e)
{
	size_t max = 0;

	for (size_t i = 0; lists && lists[i]; i++)
		for (const char *p = lists[i]; p; p = strchr(p + 1, ','))
			max++;
	w->trusted = ARENA_ARRAY(w->a, struct http_range, max + 1);
	for (size_t i = 0; lists && lists[i]; i++) {
		struct str rest = str_from(lists[i]);

		while (rest.p)
			if (!http_range_read(str_trim(str_split(rest, ',', &rest)),
					     &w->trusted[w->trusted_count++], e))
				return false;
	}
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
		log_failed("forgetting", &e);
}

/* On the writer's thread; http/ is there when pages can be asked. */
static void scrubbed(void *ctx)
{
	struct web *w = ctx;

	must(pthread_mutex_lock(&w->lock) == 0);
	if (w->is_serving)
		http_forget(w->http);
	if (w->is_serving)
		metrics_forget(w->metrics_server);
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void set_serving(struct web *w, bool is_serving)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_serving = is_serving;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

/* Those that answer: whoever holds the file, they say so soon. */
static bool open_readers(struct web *w, const struct web_config *config, struct err *e)
{
	const unsigned count = config->listen ? READERS : READERS_INSIDE;

	for (; w->workers < count; w->workers++) {
		if (!db_open(config->db, DB_READ, &w->readers[w->workers], e))
			return false;
		db_wait(w->readers[w->workers], READER_WAIT_MS);
	}
	if (!db_open(config->db, DB_READ, &w->gate_reader, e))
		return false;
	db_wait(w->gate_reader, 0);
	return true;
}

/* The last time seen, before anything is done by the clock. */
static bool hold_clock(struct db *db, struct err *e)
{
	int64_t seen;

	if (!state_get(db, STATE_SEEN, &seen, e))
		return false;
	clock_hold(seen);
	return true;
}

static bool start_watch(struct web *w, const struct web_config *config, struct err *e)
{
	struct watch_config watch = { .tell = log_tell, .db = config->db,
				      .writer = w->writer };

	return watch_start(&watch, &w->watch, e);
}

static bool start_metrics(struct web *w, const struct web_config *config, struct err *e)
{
	struct metrics_of of = { w->metrics, w->writer, w->http, w->watch, w->product->measure };

	return metrics_serve(&of, config->db, config->metrics, &w->metrics_server, e);
}

static bool open_all(struct web *w, const struct web_config *config, struct err *e)
{
	struct writer_config writer = { .where = config->db,
					.sync_delay_ms = config->sync_delay_ms,
					.tell = log_tell, .scrubbed = scrubbed, .ctx = w };
	struct http_config http = {
		.listen = config->listen, .tls_cert = config->tls_cert,
		.tls_key = config->tls_key, .workers = HTTP_WORKERS,
		.arena_cap = REQUEST_ARENA, .ctx = w,
		.terms = refuse_terms, .is_slow = refuse_is_slow, .at_once = at_once, .handle = handle, .refuse = refuse_reply,
		.forget = forget, .trusted = w->trusted, .trusted_count = w->trusted_count,
	};
	SCOPED(db_closep) struct db *first = NULL;

	if (!db_open_held(config->db, config->makes_db ? DB_CREATE : DB_WRITE, &first, &w->hold, e))
		return false;
	db_tell(first, log_tell);
	if (!db_migrate(first, e) || !hold_clock(first, e) ||
	    (w->product->seal_key && !w->product->seal_key(first, w->seal.key, e)) ||
	    !writer_start(&writer, &w->writer, e))
		return false;
	if (!open_readers(w, config, e) || !services_start(w->services, w, e))
		return false;
	if (!config->listen)
		return true;
	if (!start_watch(w, config, e) || !http_start(&http, &w->http, e))
		return false;
	watch_http(w->watch, w->http);
	if (config->metrics && !start_metrics(w, config, e))
		return false;
	set_serving(w, true);
	return services_open(w->services, w->http, e);
}

bool web_start(const struct web_config *config, struct web **ret, struct err *e)
{
	struct web *w = calloc(1, sizeof(*w));

	must_have(w);
	w->hold = -1;
	w->a = arena_new(1 << 20);
	must(pthread_mutex_init(&w->lock, NULL) == 0);
	must(sem_init(&w->large, 0, LARGE_AT_ONCE) == 0);
	w->rate = rate_new();
	w->guesses = guesses_new();
	w->metrics = metrics_new();
	w->product = config->product;
	w->services = services_new(w->product->services);
	w->readers = calloc(READERS, sizeof(*w->readers));
	w->squeezers = calloc(READERS, sizeof(*w->squeezers));
	must(w->readers && w->squeezers);
	w->is_logging = config->is_logging;
	if (!read_site(w, config, e) || !read_proxies(w, config->trusted_proxies, e)) {
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
	if (!w->base_url.n && w->http)
		w->base_url = site_of_socket(w->a, http_bound(w->http), http_port(w->http),
					     config->tls_cert);
	w->is_for_others = site_is_for_others(w->base_url);
	*ret = w;
	return true;
}

void web_reload(struct web *w)
{
	struct err e = { 0 };
	struct log_line l;
	char day[20];
	struct out o = out_over(day, sizeof(day));
	int64_t until;

	if (http_reload(w->http, &until, &e)) {
		out_date_iso(&o, clock_local(until).date);
		l = log_event(LEVEL_NOTICE, "certificate");
		log_text(&l, "result", STR("read again"));
		if (until)
			log_text(&l, "ends", out_done(&o));
		log_end(&l);
	} else if (e.kind == ERR_ABSENT) {
		log_say(LEVEL_NOTICE, "SIGHUP: %s", e.text);
	} else {
		log_say(LEVEL_ERROR, "certificate and key were read again and are no good; the old "
			"ones stay: %s", e.text);
	}
}

void web_stop(struct web *w)
{
	if (!w)
		return;
	services_close(w->services);
	set_serving(w, false);
	metrics_stop(w->metrics_server);
	if (w->watch)
		watch_http(w->watch, NULL);
	if (w->http)
		http_stop(w->http);
	watch_stop(w->watch);
	services_stop(w->services);
	if (w->writer)
		writer_stop(w->writer);
	for (unsigned i = 0; i < w->workers; i++)
		db_close(w->readers[i]);
	db_close(w->gate_reader);
	db_let_go(&w->hold);
	for (unsigned i = 0; i < READERS; i++)
		squeezer_free(w->squeezers[i]);
	free(w->readers);
	free(w->squeezers);
	must(sem_destroy(&w->large) == 0);
	must(pthread_mutex_destroy(&w->lock) == 0);
	rate_free(w->rate);
	guesses_free(w->guesses);
	metrics_free(w->metrics);
	arena_free(w->a);
	free(w);
}
