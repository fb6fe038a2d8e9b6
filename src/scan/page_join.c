/* SPDX-License-Identifier: EUPL-1.2 */
/* Typing the code of a card. */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/web.h"

enum { CODE };

static const struct field fields[] = {
	[CODE] = { "code", FIELD_LINE, 1, 60 },
	{ 0 },
};

static bool show(struct call *c, int status, enum scan_join_problem problem, struct err *e)
{
	struct scan_join m = { .typed = c->in[CODE].text, .problem = problem };

	view_join(call_view(c), &m);
	return call_page(c, status, e);
}

static bool join_form_run(struct call *c, struct err *e)
{
	return show(c, 200, JOIN_FINE, e);
}

/* A wrong code takes a try of this address; a right one does not, so that an
 * office behind one address can start all at once. */
static bool refuse(struct call *c, enum scan_join_problem problem, struct err *e)
{
	if (!call_count(c, &rate_guesses, c->q->address, e))
		return false;
	return show(c, 422, problem, e);
}

static bool join_run(struct call *c, struct err *e)
{
	struct ticket_code code = { 0 };
	struct respondent who;
	struct err wrong = { 0 };

	if (!c->in[CODE].is_valid || !ticket_parse(c->in[CODE].text, &code))
		return refuse(c, JOIN_NOT_WHOLE, e);
	if (!respondent_get(c->db, c->a, code, &who, &wrong)) {
		if (wrong.kind == ERR_ABSENT)
			return refuse(c, JOIN_UNKNOWN, e);
		if (wrong.kind == ERR_CONFLICT)
			return show(c, 409, JOIN_NOT_OPEN, e);
		*e = wrong;
		return false;
	}
	return call_redirect(c, url_make(c->a, "/s/%s?taal=%s", str_from(code.text),
					 c->lang == LANG_EN ? STR("en") : STR("nl")), e);
}

const struct page join_form_page = {
	.method = "GET",
	.path = "/meedoen",
	.kind = PAGE_ANONYMOUS,
	.fields = fields,
	.run = join_form_run,
};

const struct page join_page = {
	.method = "POST",
	.path = "/meedoen",
	.kind = PAGE_ANONYMOUS,
	.fields = fields,
	.counts = { &rate_guesses },
	.run = join_run,
};
