/* SPDX-License-Identifier: EUPL-1.2 */
/* What pages use to answer. */
#include <stdarg.h>

#include "watch/watch.h"
#include "server/web.h"
#include "watch/log.h"

enum { PAGE_BYTES_MAX = 12 * 1024 * 1024 };	/* the picture of 1,000 groups */

/* What is wrong with the server, for who is signed in; mostly nothing. */
static struct str notice_for(const struct call *c)
{
	struct health_facts f;
	const char *notice;

	if (!c->web || !c->web->watch)
		return (struct str){ 0 };
	f = watch_facts(c->web->watch);
	notice = health_notice(&f);
	return notice ? str_from(tr(c->lang, notice)) : (struct str){ 0 };
}

struct view *call_view(struct call *c)
{
	struct out *o = ARENA_NEW(c->a, struct out);

	*o = out_new(c->a, PAGE_BYTES_MAX);
	c->view.o = o;
	c->view.a = c->a;
	c->view.lang = c->lang;
	c->view.page.path = c->q->path;
	if (c->web && !c->web->is_for_others)
		c->view.page.unreachable = web_base_url(c->web);
	c->view.page.is_light = c->page && c->page->kind == PAGE_ANONYMOUS;
	if (c->who.id) {
		c->view.page.person = c->who.name;
		c->view.page.csrf = c->who.csrf;
		c->view.page.notice = notice_for(c);
		if (c->view.page.organisation.n == 0)
			c->view.page.organisation = c->who.organisation_name;
	}
	return &c->view;
}

bool call_page(struct call *c, int status, struct err *e)
{
	if (c->view.o->is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "page larger than allowed");
	c->r->status = c->is_again && status >= 400 ? 200 : status;
	c->r->body = out_done(c->view.o);
	http_reply_header(c->r, STR("Content-Type"), STR("text/html; charset=utf-8"));
	http_reply_header(c->r, STR("Content-Language"),
			  c->lang == LANG_EN ? STR("en") : STR("nl"));
	return true;
}

bool call_redirect(struct call *c, struct url to, struct err *e)
{
	if (arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "out of memory");
	if (to.text.n == 0 || to.text.n > LOCATION_MAX)
		return err_set(e, ERR_LIMIT, "no address of a page, or too long for one");
	c->r->status = 303;
	http_reply_header(c->r, STR("Location"), to.text);
	return true;
}

bool call_bytes(struct call *c, struct str type, struct str file_name, struct str bytes,
		struct err *e)
{
	if (arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "file larger than allowed");
	c->r->status = 200;
	c->r->body = bytes;
	http_reply_header(c->r, STR("Content-Type"), type);
	if (file_name.n) {
		struct out o = out_new(c->a, 400);

		out_c(&o, "attachment; filename=\"");
		out_str(&o, file_name);
		out_c(&o, "\"");
		http_reply_header(c->r, STR("Content-Disposition"), out_done(&o));
	}
	return true;
}

bool call_names(const struct call *c, const struct rate_limit *limit, struct err *e)
{
	for (size_t i = 0; i < PAGE_COUNTS; i++)
		if (c->page->counts[i] == limit)
			return true;
	return err_set(e, ERR_SYSTEM, "a limit that its page does not name: %s", limit->of);
}

bool call_count(struct call *c, const struct rate_limit *limit, struct str key, struct err *e)
{
	return call_names(c, limit, e) &&
	       (rate_allow(c->web, limit, key) || err_set(e, ERR_RATE, "%s", limit->of));
}

void call_count_back(struct call *c, const struct rate_limit *limit, struct str key)
{
	rate_give(c->web->rate, limit, key, clock_mono_ns());
}

/* --- writing ------------------------------------------------------------------------ */

struct writing {
	struct call *c;
	write_fn fn;
	void *ctx;
};

static bool is_signed_in(struct db *db, const struct call *c, struct err *e)
{
	struct visitor now;

	if (!c->page->needs || c->page->takes_old_forms)
		return true;
	if (!guard_find_visitor(c->web, db, c->q, &now, e))
		return false;
	return (now.id == c->who.id && (now.may & c->page->needs) == c->page->needs) ||
	       err_set(e, ERR_SIGN_IN, "signed out meanwhile");
}

static bool write_it(struct db *db, void *ctx, struct err *e)
{
	const struct writing *w = ctx;

	return is_signed_in(db, w->c, e) && (!w->c->still || w->c->still(db, w->c, e)) &&
	       w->fn(db, w->ctx, e);
}

void call_rest(struct call *c, bool (*still)(struct db *db, struct call *c, struct err *e), int64_t of)
{
	c->still = still;
	c->still_of = of;
}

bool call_write(struct call *c, write_fn fn, void *ctx, struct err *e)
{
	struct writing w = { c, fn, ctx };

	if (c->is_again)
		return err_set(e, ERR_AGAIN, "a form that is shown again writes nothing");
	if (c->web->before_write)
		c->web->before_write(c);
	if (writer_run(c->web->writer, write_it, &w, e))
		return true;
	if (e->kind == ERR_STORE)
		e->kind = ERR_UNSAVED;
	return false;
}

void call_scrub(struct call *c)
{
	struct err e = { 0 };

	if (!writer_scrub(c->web->writer, &e))
		log_failed("scrubbing the file", &e);
}

void out_percent(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];

		if ((ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
		    (ch >= 'A' && ch <= 'Z') || ch == '-' || ch == '_' || ch == '.' || ch == '~') {
			out_char(o, (char)ch);
		} else {
			out_char(o, '%');
			out_hex(o, (struct blob){ &ch, 1 });
		}
	}
}

struct str call_address(struct call *c, struct url path)
{
	struct out o = out_new(c->a, 1000);

	out_str(&o, web_base_url(c->web));
	out_str(&o, path.text);
	return out_done(&o);
}

struct url url_make(struct arena *a, const char *format, ...)
{
	struct out o = out_new(a, 64 * 1024);
	va_list args;

	va_start(args, format);
	for (const char *p = format; *p; p++) {
		if (p[0] == '%' && p[1] == 'd')
			out_i64(&o, va_arg(args, int64_t));
		else if (p[0] == '%' && p[1] == 's')
			out_percent(&o, va_arg(args, struct str));
		else
			out_char(&o, *p);
		if (p[0] == '%' && (p[1] == 'd' || p[1] == 's'))
			p++;
	}
	va_end(args);
	return (struct url){ out_done(&o) };
}
