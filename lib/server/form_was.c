/* SPDX-License-Identifier: EUPL-1.2 */
/* What a form rests on, and merging it with what is stored by now (form.h). */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "server/form.h"

enum {
	DIGEST_BYTES = 6, DIGEST_CHARS = 8,	/* of one place, in base64 */
	NUMBER_BYTES_MAX = 24,
	NOT_SEEN = -1,
};

struct digest {
	char text[DIGEST_CHARS + 1];
};

static const struct digest nothing = { "........" };

/* --- one place as text that is the same whenever it says the same ----------------- */

static int by_number(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static struct str numbers_text(const struct form *f, const struct value *v)
{
	int64_t *sorted = ARENA_ARRAY(f->a, int64_t, v->count + 1);
	struct out o = out_new(f->a, NUMBER_BYTES_MAX * (v->count + 1));

	if (v->count)
		memcpy(sorted, v->numbers, v->count * sizeof(*sorted));
	qsort(sorted, v->count, sizeof(*sorted), by_number);
	for (size_t i = 0; i < v->count; i++) {
		out_i64(&o, sorted[i]);
		out_char(&o, ' ');
	}
	return out_done(&o);
}

static struct str lines_text(const struct form *f, const struct value *v)
{
	struct out o = out_new(f->a, v->text.n + 1);

	for (size_t i = 0; i < v->count; i++) {
		out_str(&o, v->lines[i]);
		out_char(&o, '\n');
	}
	return out_done(&o);
}

static struct str number_text(const struct form *f, const struct value *v)
{
	struct out o = out_new(f->a, NUMBER_BYTES_MAX);

	if (!v->is_given || !v->is_valid)
		return str_trim(v->text);
	out_i64(&o, v->number);
	return out_done(&o);
}

static struct str place_text(const struct form *f, size_t at)
{
	const struct value *v = form_value(f, at);

	switch (form_field(f, at)->kind) {
	case FIELD_LINES:
		return lines_text(f, v);
	case FIELD_INT:
	case FIELD_CHOICE:
	case FIELD_SELECT:
	case FIELD_TIME:
		return number_text(f, v);
	case FIELD_FLAG:
		return v->is_given ? STR("1") : (struct str){ 0 };
	case FIELD_INTS:
		return numbers_text(f, v);
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_LINK:
	case FIELD_SECRET:
	case FIELD_DATE:
	case FIELD_FILE:
	case FIELD_SEEN:
		break;
	}
	return str_trim(v->text);
}

static struct digest digest_of(struct str text)
{
	uint8_t hash[crypto_generichash_BYTES_MIN];
	struct digest ret;

	if (text.n == 0)
		return nothing;
	must(crypto_generichash(hash, sizeof(hash), (const uint8_t *)text.p, text.n, NULL, 0) == 0);
	must(sodium_bin2base64(ret.text, sizeof(ret.text), hash, DIGEST_BYTES,
			       sodium_base64_VARIANT_URLSAFE_NO_PADDING));
	return ret;
}

static bool is_same(struct digest a, struct digest b)
{
	return memcmp(a.text, b.text, DIGEST_CHARS) == 0;
}

/* --- all of them -------------------------------------------------------------------- */

/* The places of a form in the order of its digests. */
struct walk {
	const struct form *f;
	size_t field, each, n, at;
};

static bool walk_next(struct walk *w)
{
	while (w->f->fields[w->field].name) {
		const struct field *field = &w->f->fields[w->field];
		size_t times = w->f->in[w->field].each ? field->times : 1;

		if (w->each == times) {
			w->field++;
			w->each = 0;
			continue;
		}
		w->at = w->f->in[w->field].each ? FORM_EACH(w->field, w->each) : w->field;
		w->each++;
		w->n++;
		return true;
	}
	return false;
}

/* Those at the end that say nothing are left out. */
void form_rest(struct form *f)
{
	struct walk w = { .f = f };
	size_t n = 0, until = 0;
	char *text;

	while (walk_next(&w))
		n++;
	text = arena_alloc(f->a, n * DIGEST_CHARS + 1);
	w = (struct walk){ .f = f };
	while (walk_next(&w)) {
		struct digest d = digest_of(place_text(f, w.at));

		memcpy(text + (w.n - 1) * DIGEST_CHARS, d.text, DIGEST_CHARS);
		if (!is_same(d, nothing))
			until = w.n * DIGEST_CHARS;
	}
	f->was = (struct str){ text, until };
}

static struct digest was_of(struct str was, size_t n)
{
	struct str part = str_cut(was, (n - 1) * DIGEST_CHARS, n * DIGEST_CHARS);
	struct digest ret = nothing;

	if (part.n == DIGEST_CHARS)
		memcpy(ret.text, part.p, DIGEST_CHARS);
	return ret;
}

/* --- merging -------------------------------------------------------------------------- */

void form_unseen(struct form *now, size_t at)
{
	form_value(now, at)->number = NOT_SEEN;
}

static struct value *copy_values(const struct form *f)
{
	size_t n = 0;
	struct value *in;

	while (f->fields[n].name)
		n++;
	in = ARENA_ARRAY(f->a, struct value, n + 1);
	for (size_t i = 0; i < n; i++) {
		in[i] = f->in[i];
		if (!f->in[i].each)
			continue;
		in[i].each = ARENA_ARRAY(f->a, struct value, f->fields[i].times);
		memcpy(in[i].each, f->in[i].each, f->fields[i].times * sizeof(*in[i].each));
	}
	return in;
}

/* Pages keep pointers to the values, so these stay where they are. */
void form_retype(struct form *f)
{
	if (!f->typed) {
		struct form *typed = ARENA_NEW(f->a, struct form);

		*typed = *f;
		typed->in = copy_values(f);
		f->typed = typed;
		return;
	}
	for (size_t i = 0; f->fields[i].name; i++) {
		struct value *each = f->in[i].each;

		f->in[i] = f->typed->in[i];
		f->in[i].each = each;
		if (each)
			memcpy(each, f->typed->in[i].each, f->fields[i].times * sizeof(*each));
	}
	f->was = f->typed->was;
	f->faults = f->typed->faults;
}

/* Boxes send nothing when they are empty; another field that was not sent, its form
 * did not have. */
static bool is_touched(const struct form *f, size_t at, struct digest was)
{
	const struct field *field = form_field(f, at);
	const struct value *v = form_value(f, at);

	switch (field->kind) {
	case FIELD_SEEN:
		return true;
	case FIELD_FILE:
		return v->is_given || (field->drop && f->in[field->drop].is_given);
	case FIELD_FLAG:
	case FIELD_INTS:
		break;
	default:
		if (!v->is_sent)
			return false;
	}
	return !is_same(digest_of(place_text(f, at)), was);
}

static bool agrees(const struct form *f, const struct form *now, size_t at)
{
	enum field_kind kind = form_field(f, at)->kind;

	return kind != FIELD_FILE && kind != FIELD_SEEN &&
	       str_eq(place_text(f, at), place_text(now, at));
}

/* False: both changed it. */
static bool merge_place(struct form *f, struct form *now, size_t at, struct digest was)
{
	const struct value *stored = form_value(now, at);
	enum field_kind kind = form_field(f, at)->kind;

	if (kind == FIELD_SEEN && stored->number == NOT_SEEN)
		return true;
	if (is_same(digest_of(place_text(now, at)), was))
		return true;
	if (is_touched(f, at, was))
		return agrees(f, now, at);
	if (kind != FIELD_FILE && kind != FIELD_SEEN) {
		struct value *v = form_value(f, at), *each = v->each;

		*v = *stored;
		v->each = each;
		v->is_sent = true;
	}
	return true;
}

bool form_merge(struct form *f, struct form *now)
{
	struct walk w = { .f = f };
	struct str was = f->was;
	bool is_merged = true;

	if (now->is_absent)
		return true;
	while (walk_next(&w)) {
		if (merge_place(f, now, w.at, was_of(was, w.n)) || now->is_own)
			continue;
		is_merged = false;
		form_fault_changed(f, w.at, form_said(now, w.at), form_said(f, w.at));
	}
	f->faults.is_changed = !is_merged;
	form_rest(now);
	f->was = now->was;
	return is_merged;
}
