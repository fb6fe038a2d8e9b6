/* SPDX-License-Identifier: EUPL-1.2 */
/* Typing the code of a card. */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/guess.h"
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

static bool join_run(struct call *c, struct err *e)
{
	struct ticket_code code = { 0 };
	struct respondent who;
	struct err wrong = { 0 };

	if (!c->in[CODE].is_valid || !ticket_parse(c->in[CODE].text, &code))
		return show(c, 422, JOIN_NOT_WHOLE, e);
	if (!scan_respondent(c, code, &who, &wrong)) {
		if (wrong.kind == ERR_ABSENT)
			return show(c, 422, JOIN_UNKNOWN, e);
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
	.counts = { &guess_codes },
	.run = join_run,
};
