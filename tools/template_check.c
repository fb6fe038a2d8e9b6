/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules over the whole file: elements that match, labels, one h1. */
#include "template.h"

bool tag_is_void(struct slice name)
{
	static const char *const names[] = { "area", "br", "col", "hr", "img", "input", "link",
					     "meta", "source", "track", "wbr" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i]))
			return true;
	return false;
}

bool inside(const struct tpl *t, const char *element)
{
	for (size_t i = t->tag_count; i-- > 0; )
		if (slice_is(t->tags[i].name, element))
			return true;
	return false;
}

void tag_push(struct tpl *t, struct slice name, const struct attr *attrs, size_t count)
{
	const struct attr *translate = attr_find(attrs, count, "translate");
	const struct open_tag *around = t->tag_count ? &t->tags[t->tag_count - 1] : NULL;

	if (t->tag_count == TAGS_MAX) {
		problem(t, name.line, "more than %d elements in one another; make a part of it", TAGS_MAX);
		return;
	}
	t->tags[t->tag_count++] = (struct open_tag){
		.name = name,
		.is_silent = translate ? slice_is(translate->value, "no")
				       : around && around->is_silent,
		.keeps_blanks = slice_is(name, "pre") || slice_is(name, "textarea") ||
				(around && around->keeps_blanks),
	};
}

void tag_pop(struct tpl *t, struct slice name)
{
	size_t floor = t->block_count ? t->blocks[t->block_count - 1].tags : 0;
	const struct open_tag *top = t->tag_count > floor ? &t->tags[t->tag_count - 1] : NULL;

	if (top && slice_eq(top->name, name)) {
		t->tag_count--;
		return;
	}
	if (!top) {
		problem(t, name.line, "</%.*s> ends nothing that started here; take it out or start "
			"the element in the same block", (int)name.n, name.p);
		return;
	}
	problem(t, name.line, "</%.*s> does not match <%.*s> of line %d; end that one first",
		(int)name.n, name.p, (int)top->name.n, top->name.p, top->name.line);
	/* Go on as if what stands between had ended, when the name is known. */
	for (size_t i = t->tag_count; i > floor; i--)
		if (slice_eq(t->tags[i - 1].name, name)) {
			t->tag_count = i - 1;
			return;
		}
}

static bool needs_no_label(struct slice type)
{
	return slice_is(type, "hidden") || slice_is(type, "submit") || slice_is(type, "button") ||
	       slice_is(type, "reset");
}

void check_field(struct tpl *t, struct slice element, const struct attr *attrs, size_t count)
{
	const struct attr *type = attr_find(attrs, count, "type");
	const struct attr *id = attr_find(attrs, count, "id");
	const struct attr *target = attr_find(attrs, count, "for");

	if (slice_is(element, "label") && target && t->labelled_count < LIST_MAX)
		t->labelled[t->labelled_count++] = target->value;
	if (!slice_is(element, "input") && !slice_is(element, "select") &&
	    !slice_is(element, "textarea"))
		return;
	if (slice_is(element, "input") && type && needs_no_label(type->value))
		return;
	if (inside(t, "label") || attr_find(attrs, count, "aria-label") ||
	    attr_find(attrs, count, "aria-labelledby"))
		return;
	if (t->wanted_count < LIST_MAX)
		t->wanted[t->wanted_count++] = (struct wanted_label){
			id ? id->value : (struct slice){ "", 0, 0 }, element };
}

static void check_labels(struct tpl *t)
{
	for (size_t i = 0; i < t->wanted_count; i++) {
		bool is_found = false;

		for (size_t j = 0; j < t->labelled_count && !is_found; j++)
			is_found = t->wanted[i].id.n && slice_eq(t->wanted[i].id, t->labelled[j]);
		if (!is_found)
			problem(t, t->wanted[i].element.line, "<%.*s> without a label; put a label "
				"around it, or one with for= and its id",
				(int)t->wanted[i].element.n, t->wanted[i].element.p);
	}
}

/* Names one by one from a list with blanks between. */
static struct slice next_name(struct slice *list)
{
	struct slice name = slice_trim(*list);
	size_t n = 0;

	if (name.n == 0)
		return name;
	while (n < name.n && !is_blank(name.p[n]))
		n++;
	*list = (struct slice){ name.p + n, name.n - n, name.line };
	name.n = n;
	return name;
}

static void check_open(struct tpl *t)
{
	struct slice list = t->head.opens, name;
	size_t i = 0;

	for (name = next_name(&list); name.n; name = next_name(&list), i++)
		if (i >= t->tag_count || !slice_eq(t->tags[i].name, name)) {
			problem(t, t->head.opens.line, "<%.*s> is not left open as {part} says; leave "
				"it open or change the list", (int)name.n, name.p);
			return;
		}
	for (; i < t->tag_count; i++)
		problem(t, t->tags[i].name.line, "<%.*s> does not end; add </%.*s>",
			(int)t->tags[i].name.n, t->tags[i].name.p,
			(int)t->tags[i].name.n, t->tags[i].name.p);
}

void check_end(struct tpl *t)
{
	while (t->block_count)
		problem(t, t->blocks[--t->block_count].line, "this block does not end; add {end}");
	check_open(t);
	check_labels(t);
	if (t->head.kind == HEAD_PAGE && t->h1 != 1)
		problem(t, t->head.name.line, "a page with %d h1; give it exactly one", t->h1);
}
