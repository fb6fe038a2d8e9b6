/* SPDX-License-Identifier: EUPL-1.2 */
#include "account/save.h"

#include "account/edit.h"
#include "base/tr.h"

enum { WHEN_BYTES_MAX = 200 };

static struct str place_of(const struct save *s, size_t i)
{
	return i == 0 && s->places[0].n == 0 ? s->c->q->path : s->places[i];
}

static bool run(struct db *db, void *ctx, struct err *e)
{
	const struct save *s = ctx;
	struct form *now = form_empty(s->form);

	form_retype(s->form);
	if (!s->now(db, s, now, e))
		return false;
	if (!form_merge(s->form, now))
		return err_set(e, ERR_CHANGED, "two people changed %s", s->c->page->path);
	return s->write(db, s, e) &&
	       (s->keeps_name || edit_put(db, place_of(s, 0), s->c->who.id, clock_now(), e));
}

static struct str words_of(const struct save *s, const struct edit *last)
{
	struct out when = out_new(s->c->a, WHEN_BYTES_MAX);
	struct moment at = clock_local(last->at);
	struct str args[2] = { last->name };

	out_day(&when, at.date, s->c->lang);
	out_c(&when, ", ");
	out_time(&when, at, s->c->lang);
	args[1] = out_done(&when);
	return tr_fill(s->c->a, tr(s->c->lang, last->account == s->c->who.id
		? N_("Jij bewaarde dit ook in een ander venster: %2.")
		: N_("%1 was je voor: %2.")), args, 2);
}

/* Who did it, when that is known. */
static bool say_who(struct save *s, struct err *e)
{
	struct edit last = { 0 }, found;

	for (size_t i = 0; i < SAVE_PLACES && place_of(s, i).n; i++) {
		if (!edit_get(s->c->db, s->c->a, place_of(s, i), &found, e))
			return false;
		if (found.at > last.at)
			last = found;
	}
	if (last.at)
		s->form->faults.changed = words_of(s, &last);
	return true;
}

bool save_form(struct save *s, struct err *e)
{
	s->show = 200;
	if (s->c->is_again)
		return true;
	s->show = 0;
	if (call_write(s->c, run, s, e))
		return true;
	if (e->kind != ERR_CHANGED)
		return false;
	*e = (struct err){ 0 };
	s->show = s->form->faults.is_changed ? 409 : 422;
	return say_who(s, e);
}
