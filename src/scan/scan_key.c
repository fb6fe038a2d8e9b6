/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The key of a sheet, in the browser that answers: twelve characters like those
 * of a code, so that people can type it on another device.  One cookie a card,
 * because a counter's computer may serve many people; its name is a print of
 * the code, and it goes with addresses below /s only.
 *
 * It protects answers from whoever has the code: the lead with the list of
 * links.  Not from whoever has the device, nor from whoever runs the server.
 */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/web.h"

enum { NAME_BYTES = 4, DAYS_AFTER = 30 };

static struct str cookie_name(struct call *c, const struct scan *s)
{
	struct out o = out_new(c->a, 40);
	uint8_t hash[16];

	ticket_hash(s->code, TICKET_COOKIE, hash);
	out_c(&o, "sleutel-");
	out_hex(&o, (struct blob){ hash, NAME_BYTES });
	return out_done(&o);
}

static void send_cookie(struct call *c, const struct scan *s, struct str value, int64_t seconds)
{
	struct out o = out_new(c->a, 300);

	out_str(&o, cookie_name(c, s));
	out_char(&o, '=');
	out_str(&o, value);
	out_c(&o, "; Path=/s; HttpOnly; SameSite=Lax; Max-Age=");
	out_i64(&o, seconds);
	if (c->web->is_secure)
		out_c(&o, "; Secure");
	http_reply_header(c->r, STR("Set-Cookie"), out_done(&o));
}

void scan_find_key(struct call *c, struct scan *s)
{
	struct str cookie = http_cookie_get(c->q, str_cstr(c->a, cookie_name(c, s)));

	if (!ticket_parse(cookie, &s->key))
		s->key = (struct ticket_code){ 0 };
	s->has_key = s->key.text[0] && sheet_has_key(&s->who.sheet, &s->key);
}

void scan_send_key(struct call *c, const struct scan *s)
{
	int64_t until = s->who.round.closes + DAYS_AFTER * CLOCK_DAY_MS;
	int64_t left = (until - clock_now()) / 1000;

	send_cookie(c, s, str_dup(c->a, str_from(s->key.text)), left > 0 ? left : 0);
}

void scan_forget_key(struct call *c, const struct scan *s)
{
	send_cookie(c, s, STR("-"), 0);
}

void scan_prepare_key(struct call *c, struct scan *s)
{
	if (s->is_used || s->key.text[0])
		return;
	s->key = ticket_make();
	scan_send_key(c, s);
}

bool scan_show_locked(struct call *c, struct str code, const struct scan_locked *m, int status,
		      struct err *e)
{
	struct scan_locked copy = *m;

	copy.code = code;
	c->view.page = (struct view_page){ 0 };
	view_scan_locked(call_view(c), &copy);
	return call_page(c, status, e);
}
