/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/form.h"

#include <string.h>

#include "server/page.h"

static size_t count_of(const struct field *fields)
{
	size_t n = 0;

	while (fields[n].name)
		n++;
	return n;
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
	return f->faults.count == 0;
}
