/* SPDX-License-Identifier: EUPL-1.2 */
/* Who wrote which remark, and what the reader decided of it. */
#include <string.h>

#include "demo/demo_parts.h"
#include "demo/demo_remarks.h"
#include "remark/remark.h"

/* The field of a sheet's notes that a remark stands in. */
static size_t field_of(const struct model *m, const char *about)
{
	for (size_t i = 0; i < m->subject_count; i++)
		if (str_is(m->subjects[i].id, about))
			return i;
	for (size_t i = 0; i < m->closing_count; i++)
		if (str_is(m->closing[i].id, about))
			return m->subject_count + i;
	return 0;
}

/* The remarks of a group go round among those who answered. */
void demo_remarks_write(enum demo_which which, const struct model *m, struct str unit, size_t k,
			size_t count, struct slot *ret)
{
	size_t turn = 0;

	memset(ret, 0, sizeof(*ret));
	for (const struct demo_remark *r = demo_remarks[which]; r->unit; r++)
		if (str_is(unit, r->unit) && turn++ % count == k)
			ret->text[field_of(m, r->about)] = str_from(r->text);
}

static const struct demo_remark *find(enum demo_which which, struct str text)
{
	for (const struct demo_remark *r = demo_remarks[which]; r->unit; r++)
		if (str_is(text, r->text))
			return r;
	return NULL;
}

bool demo_remarks_read(struct demo *d, enum demo_which which, struct err *e)
{
	struct remark_list list;

	if (!remark_list(d->db, d->a, d->key[which], &list, e))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		const struct remark *one = &list.at[i];
		const struct demo_remark *r = find(which, one->body);

		if (r && r->decision != REMARK_TO_READ &&
		    !remark_decide(d->db, &(struct remark_decision){
				   d->key[which], one->id,
				   r->decision, str_from(r->rewritten) }, e))
			return false;
	}
	return true;
}
