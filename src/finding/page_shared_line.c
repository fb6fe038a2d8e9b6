/* SPDX-License-Identifier: EUPL-1.2 */
/* One line of the lead for the whole, above the words of the conversations. */
#include "account/account.h"
#include "base/tr.h"
#include "finding/shared_view.h"
#include "finding/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/web.h"

enum { FORM_BYTES_MAX = 64 * 1024 };

static const struct field fields[] = {
	[LINE_FIELD_WORDS] = { "samen", FIELD_LINE, .chars = AGREEMENT_LINE_CHARS_MAX,
		.fault = N_("Deze regel is te lang. Gebruik hoogstens %1 tekens.") },
	[LINE_FIELD_SEEN] = AGREEMENT_FIELD_ID("regel"),
	{ 0 },
};

static int64_t newest_line(const struct shared_subject *s)
{
	return s->line_count ? s->lines[0].line->id : 0;
}

void shared_line_start(struct call *c, struct shared_form_view *m)
{
	if (!m->line) {
		m->line = form_start(c, fields);
		form_put(m->line, LINE_FIELD_WORDS, m->subject->line);
	}
	m->line_seen = newest_line(m->subject);
}

struct writing {
	struct round_key round;
	struct agreement_line line;
	int64_t newest;
};

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	const struct writing *w = ctx;

	return agreement_line_add(db, w->round, &w->line, w->newest, e);
}

static bool show(struct call *c, int status, struct form *typed, bool is_news, struct err *e)
{
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s, .line = typed,
				      .is_line_news = is_news };

	if (!shared_begin(c, &fr, &s, e))
		return false;
	shared_line_start(c, &m);
	view_shared_form(call_view(c), &m);
	return call_page(c, status, e);
}

static bool shared_line_run(struct call *c, struct err *e)
{
	struct form *f = form_start(c, fields);
	const struct value *in = f->in;
	struct finding_round fr;
	struct shared_subject s;
	struct writing w;

	if (!shared_begin(c, &fr, &s, e))
		return false;
	if (!form_check(f) || c->is_again)
		return show(c, 422, f, false, e);
	w = (struct writing){
		.round = fr.closed.round.key,
		.line = { .subject = s.subject->id, .words = in[LINE_FIELD_WORDS].text,
			  .account = c->who.id, .written = clock_now() },
		.newest = in[LINE_FIELD_SEEN].is_valid ? in[LINE_FIELD_SEEN].number : 0,
	};
	/* Sending the same again, with the Back button say, makes no version. */
	if (!str_eq(w.line.words, s.line) && !call_write(c, add_it, &w, e)) {
		if (e->kind != ERR_GONE)
			return false;
		*e = (struct err){ 0 };
		return show(c, 409, f, true, e);
	}
	return call_redirect(c, shared_link(c, &fr, s.number), e);
}

const struct page shared_line_page = {
	.method = "POST", .path = "/rondes/{round}/gedeeld-beeld/{subject}/samen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = shared_line_run,
};
