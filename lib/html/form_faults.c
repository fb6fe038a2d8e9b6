/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/form_faults.h"

#include <string.h>

void fault_add(struct form_faults *f, const char *field, struct str text)
{
	if (f->count < ARRAY_LEN(f->list))
		f->list[f->count++] = (struct form_fault){ .field = field, .text = text };
}

struct str fault_of(const struct form_faults *f, const char *field)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->list[i].field, field) == 0)
			return f->list[i].text;
	return (struct str){ 0 };
}

struct str fault_now(const struct form_faults *f, const char *field)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->list[i].field, field) == 0)
			return f->list[i].now;
	return (struct str){ 0 };
}
