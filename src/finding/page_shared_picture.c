/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture: per subject what was agreed in words by whom, beside each
 * other, what still differs and for whom, and beside them the answers, which
 * stay as they were given.
 */
#include "account/account.h"
#include "base/tr.h"
#include "finding/shared_view.h"
#include "finding/views.h"
#include "picture/picture_view.h"
#include "round/lead.h"
#include "server/page.h"

static bool shared_picture_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct shared_view m = { .fr = &fr };
	struct shared_subject *subjects;
	struct shared_lists l;
	struct view *v;

	if (!finding_round_get(c, &fr, e) ||
	    !shared_lists_get(c, fr.closed.round.key, &l, e))
		return false;
	v = call_view(c);
	subjects = ARENA_ARRAY(c->a, struct shared_subject, fr.closed.model->subject_count);
	for (size_t i = 0; i < fr.closed.model->subject_count; i++) {
		shared_subject_make(v, &fr, &l, i, &subjects[i]);
		m.agreed += subjects[i].strands.count > 0;
	}
	m.subjects = subjects;
	m.subject_count = fr.closed.model->subject_count;
	view_shared_picture(v, &m);
	return call_page(c, 200, e);
}

const struct page shared_picture_page = {
	.method = "GET", .path = "/rondes/{round}/gedeeld-beeld",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 4, N_("Gedeeld beeld") },
	.run = shared_picture_run,
};
