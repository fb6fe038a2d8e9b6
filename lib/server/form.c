/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/form.h"

#include <string.h>

#include "base/tr.h"
#include "server/page.h"

static size_t count_of(const struct field *fields)
{
	size_t n = 0;

	while (fields[n].name)
		n++;
	return n;
}

static const char *notice_of(const struct call *c)
{
	if (!c->is_again)
		return NULL;
	return c->has_lost_file
		? N_("Je was niet meer aangemeld. Wat je typte, staat er weer en is nog niet bewaard. "
		     "Kies het bestand opnieuw en bewaar het dan.")
		: N_("Je was niet meer aangemeld. Wat je typte, staat er weer en is nog niet bewaard. "
		     "Kijk het na en bewaar het dan.");
}

struct form *form_start(struct call *c, const struct field *fields)
{
	struct form *f = ARENA_NEW(c->a, struct form);
	size_t n = count_of(fields);

	*f = (struct form){
		.a = c->a, .lang = c->lang, .fields = fields,
		.in = ARENA_ARRAY(c->a, struct value, n),
		.offered = ARENA_ARRAY(c->a, struct choice_list, n),
	};
	for (size_t i = 0; i < n; i++) {
		size_t times = field_is_numbered(&fields[i]) ? fields[i].times : 0;
		struct value *each = times ? ARENA_ARRAY(c->a, struct value, times) : NULL;

		if (c->page->fields == fields) {
			f->in[i] = c->in[i];
			if (each)
				memcpy(each, c->in[i].each, times * sizeof(*each));
		}
		f->in[i].each = each;
	}
	f->was = c->was;
	f->is_again = c->is_again;
	if (c->is_again)
		f->faults.notice = str_from(tr(c->lang, notice_of(c)));
	return f;
}

struct form *form_empty(const struct form *like)
{
	struct form *f = ARENA_NEW(like->a, struct form);
	size_t n = count_of(like->fields);

	*f = (struct form){
		.a = like->a, .lang = like->lang, .fields = like->fields, .offered = like->offered,
		.in = ARENA_ARRAY(like->a, struct value, n),
	};
	for (size_t i = 0; i < n; i++)
		if (field_is_numbered(&f->fields[i]))
			f->in[i].each = ARENA_ARRAY(f->a, struct value, f->fields[i].times);
	return f;
}

static void check_at(struct form *f, size_t at)
{
	const struct field *field = form_field(f, at);
	const struct value *v = form_value(f, at);
	bool is_choice = field->kind == FIELD_CHOICE || field->kind == FIELD_SELECT;
	const char *fault = NULL;

	if (!v->is_given)
		fault = !field->is_needed ? NULL : field->missing ? field->missing : field->fault;
	else if (!v->is_valid || (is_choice && form_choice_count(f, at) &&
				  !form_is_offered(f, at, v->number)))
		fault = field->fault;
	if (fault)
		form_fault_add(f, at, fault);
}

bool form_check(struct form *f)
{
	for (size_t i = 0; f->fields[i].name; i++) {
		size_t times = f->in[i].each ? f->fields[i].times : 0;

		if (!times)
			check_at(f, i);
		for (size_t k = 0; k < times; k++)
			check_at(f, FORM_EACH(i, k));
	}
	if (f->is_again)
		f->faults.count = 0;	/* said when it is sent to be saved */
	return f->faults.count == 0 && !f->is_again;
}
