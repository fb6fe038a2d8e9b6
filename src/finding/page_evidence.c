/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that proves a finding, as a download.  It is never shown: the type is
 * that of any bytes, browsers may not guess another, and should one open it
 * all the same it stands in a sandbox without scripts.
 */
#include "account/account.h"
#include "finding/evidence.h"
#include "round/lead.h"
#include "server/page.h"

static bool evidence_run(struct call *c, struct err *e)
{
	struct evidence file;
	struct round r;

	if (!lead_round(c, c->id[0], &r, e) ||
	    !evidence_get(c->db, c->a, r.key, c->id[1], &file, e) ||
	    !call_bytes(c, STR("application/octet-stream"), (struct str){ 0 },
			(struct str){ (const char *)file.bytes.p, file.bytes.n }, e))
		return false;
	http_reply_header(c->r, STR("Content-Disposition"), http_attachment(c->a, file.name));
	http_reply_header(c->r, STR("Content-Security-Policy"), STR("sandbox; default-src 'none'"));
	return true;
}

const struct page evidence_page = {
	.method = "GET", .path = "/rondes/{round}/bewijs/{file}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.run = evidence_run,
};
