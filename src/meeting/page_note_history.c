/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note said before, putting that back, and taking a note away. */
#include "account/account.h"
#include "account/save.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/page.h"
#include "watch/act.h"

static const struct field fields[] = {
	[NOTE_OLD_VERSION] = { "versie", FIELD_INT, 0, INT64_MAX },
	[NOTE_OLD_SEEN] = { "notitie", FIELD_SEEN,
		.fault = N_("De notitie is intussen gewijzigd, in een ander venster. Kijk nog eens.") },
	{ 0 },
};

struct change {
	struct note_reader author;
	int64_t note, version, now;
};

/* The note as it is now goes away, or becomes an earlier version. */
struct form *note_old_form(struct call *c, const struct note *n)
{
	struct form *f = form_start(c, fields);

	form_put(f, NOTE_OLD_SEEN, n->body);
	return f;
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct change *ch = s->ctx;
	struct note n;

	if (!note_get(db, s->c->a, ch->author, ch->note, &n, e))
		return false;
	form_put(now, NOTE_OLD_SEEN, n.body);
	return true;
}

static bool restore_it(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;

	return note_restore(db, ch->author, ch->note, ch->version, ch->now, e);
}

static bool remove_it(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;

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

/* What its form rests on from now on, beside what is wrong with the one that came. */
static void rest_on(struct call *c, const struct note *n, struct form *f)
{
	struct form *fresh = note_old_form(c, n);

	form_rest(fresh);
	f->was = fresh->was;
}

static bool show_history(struct call *c, int status, struct form *f, struct err *e)
{
	struct note_version_list versions;
	struct note_history_view m = { .form = f };
	struct note_version_row *rows;
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;
	struct view *v;

	if (!begin(c, &meeting, &mr, &n, &ch, e) ||
	    !note_versions(c->db, c->a, n.id, &versions, e))
		return false;
	rest_on(c, &n, f);
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
	return call_page(c, status, e);
}

static bool note_history_run(struct call *c, struct err *e)
{
	return show_history(c, 200, form_start(c, fields), e);
}

static void name_place(struct call *c, struct save *s)
{
	s->places[0] = url_make(c->a, "/sessies/%d/notities/%d", c->id[0], c->id[1]).text;
}

static bool note_restore_run(struct call *c, struct err *e)
{
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;
	struct save s = { .c = c, .form = form_start(c, fields), .now = put_now,
			  .write = restore_it, .ctx = &ch };

	if (!begin(c, &meeting, &mr, &n, &ch, e))
		return false;
	if (!c->in[NOTE_OLD_VERSION].is_valid)
		return err_set(e, ERR_INPUT, "no version was named");
	ch.version = c->in[NOTE_OLD_VERSION].number;
	name_place(c, &s);
	if (!save_form(&s, e))
		return false;
	return s.show ? show_history(c, s.show, s.form, e)
		      : call_redirect(c, url_make(c->a, "/sessies/%d/notities/%d?bewaard=1",
						  meeting.id, n.id), e);
}

static bool show_remove(struct call *c, int status, struct form *f, struct err *e)
{
	struct note_remove_view m = { 0 };
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;

	if (!begin(c, &meeting, &mr, &n, &ch, e))
		return false;
	rest_on(c, &n, f);
	m = (struct note_remove_view){ &mr.round, &meeting, &n, f };
	view_note_remove(call_view(c), &m);
	return call_page(c, status, e);
}

static bool note_remove_form_run(struct call *c, struct err *e)
{
	return show_remove(c, 200, form_start(c, fields), e);
}

static bool note_remove_run(struct call *c, struct err *e)
{
	struct closed_round mr;
	struct meeting meeting;
	struct change ch;
	struct note n;
	struct save s = { .c = c, .form = form_start(c, fields), .now = put_now,
			  .write = remove_it, .ctx = &ch };

	if (!begin(c, &meeting, &mr, &n, &ch, e))
		return false;
	name_place(c, &s);
	if (!save_form(&s, e))
		return false;
	if (!s.show)
		act_say("note removed", "note {note} of meeting {meeting} of round {round}, with its versions",
			{ "note", ch.note }, { "meeting", meeting.id }, { "round", meeting.round.id });
	return s.show ? show_remove(c, s.show, s.form, e)
		      : call_redirect(c, url_make(c->a, "/sessies/%d/notities", meeting.id), e);
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
