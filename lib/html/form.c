/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/form.h"

#include <string.h>

#include "base/must.h"
#include "base/tr.h"
#include "base/utf8.h"

enum {
	NAME_BYTES_MAX = 100,
	GROUPED_FROM = 10000,
	SHORT_BYTES = 160,		/* of what stands in a sentence */
	SAID_BYTES_MAX = 1 << 20,
};

/* --- names ------------------------------------------------------------------------ */

bool field_is_numbered(const struct field *f)
{
	return f->times > 0 && strchr(f->name, '%') != NULL;
}

/* "%%" is two digits from 00, "%" one number from 1. */
static size_t first_number(const char *mark)
{
	return mark[1] == '%' ? 0 : 1;
}

bool field_has_name(const struct field *f, struct str name, size_t *i)
{
	const char *mark = field_is_numbered(f) ? strchr(f->name, '%') : NULL;
	struct str before, digits;
	const char *after;
	size_t first;
	int64_t n;

	*i = 0;
	if (!mark)
		return str_is(name, f->name);
	first = first_number(mark);
	before = (struct str){ f->name, (size_t)(mark - f->name) };
	after = mark + (first ? 1 : 2);
	if (name.n < before.n + strlen(after) || !str_starts(name, before) ||
	    !str_ends(name, str_from(after)))
		return false;
	digits = str_cut(name, before.n, name.n - strlen(after));
	if (first ? digits.n == 0 || digits.p[0] == '0' : digits.n != 2)
		return false;
	if (!str_i64(digits, (int64_t)first, (int64_t)(f->times - 1 + first), &n))
		return false;
	*i = (size_t)n - first;
	return true;
}

static void out_name(struct out *o, const struct field *f, size_t i)
{
	const char *mark = field_is_numbered(f) ? strchr(f->name, '%') : NULL;
	size_t n;

	if (!mark) {
		out_c(o, f->name);
		return;
	}
	n = i + first_number(mark);
	out_str(o, (struct str){ f->name, (size_t)(mark - f->name) });
	if (first_number(mark) == 0 && n < 10)
		out_char(o, '0');
	out_i64(o, (int64_t)n);
	out_c(o, mark + (first_number(mark) ? 1 : 2));
}

const struct field *form_field(const struct form *f, size_t at)
{
	return &f->fields[at % FORM_EACH_STEP];
}

struct value *form_value(const struct form *f, size_t at)
{
	struct value *v = &f->in[at % FORM_EACH_STEP];

	if (at < FORM_EACH_STEP)
		return v;
	must(v->each && at / FORM_EACH_STEP <= form_field(f, at)->times);
	return &v->each[at / FORM_EACH_STEP - 1];
}

const char *form_name(const struct form *f, size_t at)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	out_name(&o, form_field(f, at), at < FORM_EACH_STEP ? 0 : at / FORM_EACH_STEP - 1);
	return str_cstr(f->a, out_done(&o));
}

const char *form_id(const struct form *f, size_t at)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	for (const char *p = form_name(f, at); *p; p++)
		if (*p != '[' && *p != ']')	/* "groep[]": no signs of an id */
			out_char(&o, *p);
	if (form_field(f, at)->kind == FIELD_CHOICE)
		out_char(&o, '0');	/* its first button */
	return str_cstr(f->a, out_done(&o));
}

/* --- what is stored --------------------------------------------------------------- */

/* The lines of a text, without the empty ones. */
static void put_lines(struct form *f, struct value *v)
{
	struct str *lines = ARENA_ARRAY(f->a, struct str, v->text.n / 2 + 1), rest = v->text;

	while (rest.p && rest.n) {
		struct str line = str_trim(str_split(rest, '\n', &rest));

		if (line.n)
			lines[v->count++] = line;
	}
	v->lines = lines;
}

void form_put(struct form *f, size_t at, struct str text)
{
	struct value *v = form_value(f, at);

	*v = (struct value){ .is_given = text.n > 0, .is_valid = text.n > 0, .text = text,
			     .each = v->each };
	if (form_field(f, at)->kind == FIELD_LINES)
		put_lines(f, v);
}

void form_put_i64(struct form *f, size_t at, int64_t number)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	if (form_field(f, at)->kind == FIELD_FLAG && number == 0) {
		form_put(f, at, (struct str){ 0 });
		return;
	}
	out_i64(&o, number);
	form_put(f, at, out_done(&o));
	form_value(f, at)->number = number;
}

void form_put_date(struct form *f, size_t at, struct date date)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	out_date_iso(&o, date);
	form_put(f, at, out_done(&o));
	form_value(f, at)->date = date;
}

static void out_two(struct out *o, int n)
{
	if (n < 10)
		out_char(o, '0');
	out_i64(o, n);
}

void form_put_time(struct form *f, size_t at, int hour, int minute)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	out_two(&o, hour);
	out_char(&o, ':');
	out_two(&o, minute);
	form_put(f, at, out_done(&o));
	form_value(f, at)->number = (int64_t)hour * 60 + minute;
}

void form_tick(struct form *f, size_t at, int64_t number)
{
	struct value *v = form_value(f, at);
	int64_t *numbers = ARENA_ARRAY(f->a, int64_t, v->count + 1);

	if (v->count)
		memcpy(numbers, v->numbers, v->count * sizeof(*numbers));
	numbers[v->count++] = number;
	v->numbers = numbers;
	v->is_given = v->is_valid = true;
}

/* --- what there is to choose -------------------------------------------------------- */

void form_offer(struct form *f, size_t at, int64_t value, struct str own)
{
	*LIST_ADD(f->a, &f->offered[at % FORM_EACH_STEP]) =
		(struct choice){ .value = value, .own = own };
}

void form_offer_text(struct form *f, size_t at, int64_t value, const char *text)
{
	*LIST_ADD(f->a, &f->offered[at % FORM_EACH_STEP]) =
		(struct choice){ .value = value, .text = text };
}

size_t form_choice_count(const struct form *f, size_t at)
{
	const struct choice *fixed = form_field(f, at)->choices;
	size_t n = 0;

	if (!fixed)
		return f->offered[at % FORM_EACH_STEP].count;
	while (fixed[n].text)
		n++;
	return n;
}

const struct choice *form_choice(const struct form *f, size_t at, size_t i)
{
	const struct choice *fixed = form_field(f, at)->choices;

	return fixed ? &fixed[i] : &f->offered[at % FORM_EACH_STEP].at[i];
}

struct str form_choice_name(const struct form *f, const struct choice *choice)
{
	return choice->text ? str_from(tr(f->lang, choice->text)) : choice->own;
}

bool form_is_offered(const struct form *f, size_t at, int64_t value)
{
	for (size_t i = 0; i < form_choice_count(f, at); i++)
		if (form_choice(f, at, i)->value == value)
			return true;
	return false;
}

bool form_is_chosen(const struct form *f, size_t at, int64_t value)
{
	const struct value *v = form_value(f, at);

	if (form_field(f, at)->kind != FIELD_INTS)
		return v->is_valid && v->number == value;
	for (size_t i = 0; i < v->count; i++)
		if (v->numbers[i] == value)
			return true;
	return false;
}

/* --- what is wrong ------------------------------------------------------------------ */

const char *form_label(const struct form *f, size_t at, const char *label)
{
	const struct field *field = form_field(f, at);

	return tr(f->lang, label ? label : field->label ? field->label : field->name);
}

/* As people read it: 2000 and 20.000. */
static struct str limit(const struct form *f, int64_t n)
{
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	if (n < GROUPED_FROM) {
		out_i64(&o, n);
		return out_done(&o);
	}
	out_str(&o, limit(f, n / 1000));
	out_c(&o, f->lang == LANG_EN ? "," : ".");
	out_char(&o, (char)('0' + n / 100 % 10));
	out_char(&o, (char)('0' + n / 10 % 10));
	out_char(&o, (char)('0' + n % 10));
	return out_done(&o);
}

struct str form_words(const struct form *f, size_t at, const char *text)
{
	const struct field *field = form_field(f, at);
	int64_t first = field->min, second = field->max;

	switch (field->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_LINES:
	case FIELD_LINK:
	case FIELD_SECRET:
		first = (int64_t)(field->chars ? field->chars : (size_t)field->max);
		second = (int64_t)field->times;
		break;
	case FIELD_FILE:
		first = field->max >> 20;
		break;
	case FIELD_INT:
	case FIELD_CHOICE:
	case FIELD_SELECT:
	case FIELD_DATE:
	case FIELD_TIME:
	case FIELD_FLAG:
	case FIELD_INTS:
	case FIELD_SEEN:
		break;
	}
	return tr_fill(f->a, tr(f->lang, text),
		       (const struct str[]){ limit(f, first), limit(f, second) }, 2);
}

/* Of two places the one whose field is declared first; of one field the first. */
static bool is_before(size_t a, size_t b)
{
	return a % FORM_EACH_STEP != b % FORM_EACH_STEP
		? a % FORM_EACH_STEP < b % FORM_EACH_STEP : a < b;
}

static void add_fault(struct form *f, size_t at, struct str words)
{
	struct form_faults *faults = &f->faults;
	struct form_fault added = {
		.field = form_field(f, at)->kind == FIELD_SEEN ? "" : form_id(f, at),
		.text = words, .at = at,
	};
	size_t i = faults->count;

	if (form_fault(f, at).n || i == ARRAY_LEN(faults->list))
		return;
	for (; i > 0 && is_before(at, faults->list[i - 1].at); i--)
		faults->list[i] = faults->list[i - 1];
	faults->list[i] = added;
	faults->count++;
}

void form_fault_add(struct form *f, size_t at, const char *text)
{
	add_fault(f, at, form_words(f, at, text));
}

void form_fault_add_number(struct form *f, size_t at, const char *text, int64_t number)
{
	struct str words = limit(f, number);

	add_fault(f, at, tr_fill(f->a, tr(f->lang, text), &words, 1));
}

struct str form_fault(const struct form *f, size_t at)
{
	return fault_of(&f->faults, form_id(f, at));
}

/* --- what two people changed ---------------------------------------------------------- */

static struct str choice_said(const struct form *f, size_t at, int64_t value)
{
	for (size_t i = 0; i < form_choice_count(f, at); i++)
		if (form_choice(f, at, i)->value == value)
			return form_choice_name(f, form_choice(f, at, i));
	return (struct str){ 0 };
}

static struct str several_said(const struct form *f, size_t at)
{
	const struct value *v = form_value(f, at);
	struct out o = out_new(f->a, SAID_BYTES_MAX);

	for (size_t i = 0; i < v->count; i++) {
		out_c(&o, i ? ", " : "");
		out_str(&o, choice_said(f, at, v->numbers[i]));
	}
	return out_done(&o);
}

struct str form_said(const struct form *f, size_t at)
{
	const struct value *v = form_value(f, at);
	struct out o = out_new(f->a, NAME_BYTES_MAX);

	switch (form_field(f, at)->kind) {
	case FIELD_CHOICE:
	case FIELD_SELECT:
		return v->is_given ? choice_said(f, at, v->number) : (struct str){ 0 };
	case FIELD_INTS:
		return several_said(f, at);
	case FIELD_FLAG:
		return str_from(tr(f->lang, v->is_given ? N_("aangevinkt") : N_("niet aangevinkt")));
	case FIELD_DATE:
		if (!v->is_valid)
			return v->text;
		out_day(&o, v->date, f->lang);
		return out_done(&o);
	default:
		return v->text;
	}
}

static struct str in_short(const struct form *f, struct str s)
{
	struct out o = out_new(f->a, SHORT_BYTES * 2);

	if (s.n == 0)
		return str_from(tr(f->lang, N_("(leeg)")));
	if (s.n <= SHORT_BYTES)
		return s;
	out_str(&o, utf8_clip(s, SHORT_BYTES));
	out_c(&o, " …");
	return out_done(&o);
}

/* "Opgave 2" */
static struct str label_of(const struct form *f, size_t at)
{
	struct out o = out_new(f->a, SHORT_BYTES * 2);

	out_c(&o, form_label(f, at, NULL));
	if (at >= FORM_EACH_STEP) {
		out_char(&o, ' ');
		out_i64(&o, (int64_t)(at / FORM_EACH_STEP));
	}
	return out_done(&o);
}

void form_fault_changed(struct form *f, size_t at, struct str now, struct str typed)
{
	const struct field *field = form_field(f, at);
	struct str words[3] = { label_of(f, at), in_short(f, now), in_short(f, typed) };
	size_t n = f->faults.count;

	add_fault(f, at, field->kind == FIELD_SEEN
		? form_words(f, at, field->fault)
		: tr_fill(f->a, tr(f->lang, N_("%1. Intussen aangepast: ‘%2’. Jij schreef: ‘%3’.")),
			  words, 3));
	if (f->faults.count == n || now.n <= SHORT_BYTES)
		return;
	for (size_t i = 0; i < f->faults.count; i++)
		if (f->faults.list[i].at == at)
			f->faults.list[i].now = now;
}
