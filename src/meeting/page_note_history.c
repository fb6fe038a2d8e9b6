/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note said before, putting that back, and taking a note away. */
#include "account/account.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/page.h"

enum { VERSION };

static const struct field fields[] = {
	[VERSION] = { "versie", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

struct change {
	struct note_reader author;
	int64_t note, version, now;
};

static bool restore_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return note_restore(db, ch->author, ch->note, ch->version, ch->now, e);
}

static bool remove_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return note_remove(db, ch->author, ch->note, e);
}

/* The note in the path, as its author's. */
static bool begin(struct call *c, struct meeting *meeting, struct closed_round *mr,
		  struct note *n, struct change *ch, struct err *e)
{
	if (!meeting_page_get(c, meeting, mr, e))
		return false;
	*ch = (struct change){ { meeting->id, c->who.id }, c->id[1], 0, clock_now() };
	if (!note_get(c->db, c->a, ch->author, ch->note, n, e))
		return false;
	return n->account == c->who.id || err_set(e, ERR_FORBIDDEN, "a note of somebody else");
}

static bool note_history_run(struct call *c, struct err *e)
{
	struct note_version_list versions;
	struct note_history_view m = { 0 };
	struct note_version_row *rows;
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;
	struct view *v;

	if (!begin(c, &meeting, &mr, &n, &ch, e) ||
	    !note_versions(c->db, c->a, n.id, &versions, e))
		return false;
	v = call_view(c);
	rows = ARENA_ARRAY(c->a, struct note_version_row, versions.count + 1);
	for (size_t i = 0; i < versions.count; i++)
		rows[i] = (struct note_version_row){
			versions.at[i].version, meeting_moment(v, versions.at[i].changed),
			versions.at[i].body,
		};
	m.round = &mr.round;
	m.m = &meeting;
	m.n = &n;
	m.rows = rows;
	m.count = versions.count;
	view_note_history(v, &m);
	return call_page(c, 200, e);
}

static bool note_restore_run(struct call *c, struct err *e)
{
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;

	if (!begin(c, &meeting, &mr, &n, &ch, e))
		return false;
	if (!c->in[VERSION].is_valid)
		return err_set(e, ERR_INPUT, "no version was named");
	ch.version = c->in[VERSION].number;
	return call_write(c, restore_it, &ch, e) &&
	       call_redirect(c, url_make(c->a, "/sessies/%d/notities/%d?bewaard=1", meeting.id,
					 n.id), e);
}

static bool note_remove_form_run(struct call *c, struct err *e)
{
	struct note_remove_view m = { 0 };
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;

	if (!begin(c, &meeting, &mr, &n, &ch, e))
		return false;
	m = (struct note_remove_view){ &mr.round, &meeting, &n };
	view_note_remove(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool note_remove_run(struct call *c, struct err *e)
{
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;

	return begin(c, &meeting, &mr, &n, &ch, e) && call_write(c, remove_it, &ch, e) &&
	       call_redirect(c, url_make(c->a, "/sessies/%d/notities", meeting.id), e);
}

const struct page note_history_page = {
	.method = "GET", .path = "/sessies/{meeting}/notities/{note}/versies",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = note_history_run,
};

const struct page note_restore_page = {
	.method = "POST", .path = "/sessies/{meeting}/notities/{note}/versies",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = fields, .run = note_restore_run,
};

const struct page note_remove_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/notities/{note}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = note_remove_form_run,
};

const struct page note_remove_page = {
	.method = "POST", .path = "/sessies/{meeting}/notities/{note}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = note_remove_run,
};
