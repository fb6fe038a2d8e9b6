/* SPDX-License-Identifier: EUPL-1.2 */
/* Translated texts with values and elements in them. */
#include "html/view.h"

#include "base/must.h"

enum { ARGUMENT_BYTES = 1 << 20 };	/* one value; far above any text of ours */

void view_message_start(struct view_message *m, const char *text)
{
	*m = (struct view_message){ .text = text };
}

void view_message_arg(struct view *v, struct view_message *m)
{
	must(m->count < MESSAGE_ARGS);
	m->around = v->o;
	m->caught = out_new(v->a, ARGUMENT_BYTES);
	v->o = &m->caught;
}

void view_message_element(struct view *v, struct view_message *m, const char *element)
{
	m->args[m->count].element = element;
	m->args[m->count++].html = out_done(&m->caught);
	m->around->is_failed |= m->caught.is_failed;
	v->o = m->around;
}

void view_message_value(struct view *v, struct view_message *m)
{
	view_message_element(v, m, NULL);
}

/* Is there <n> or </n> at p, with an element for it?  *ret is its index. */
static bool mark_at(const struct view_message *m, const char *p, bool is_end, size_t *ret)
{
	const char *digit = p + (is_end ? 2 : 1);

	if (p[0] != '<' || (is_end && p[1] != '/') || *digit < '1' || *digit > '9' ||
	    digit[1] != '>')
		return false;
	*ret = (size_t)(*digit - '1');
	return *ret < m->count && m->args[*ret].element;
}

static void end_tag(struct view *v, const struct view_message *m, size_t index)
{
	out_c(v->o, "</");
	out_c(v->o, m->args[index].element);
	out_char(v->o, '>');
}

/* Ends the open elements down to `index`, when it is open at all. */
static void end_down_to(struct view *v, const struct view_message *m, size_t *open, size_t *depth,
			size_t index)
{
	size_t at = *depth;

	while (at > 0 && open[at - 1] != index)
		at--;
	if (at == 0)
		return;
	while (*depth >= at)
		end_tag(v, m, open[--*depth]);
}

/* A text shows %1 … and anything else as it stands, escaped. */
static const char *one_char(struct view *v, const struct view_message *m, const char *p,
			    void (*escape)(struct view *, struct str))
{
	size_t index = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? (size_t)(p[1] - '1') : m->count;

	if (index < m->count && !m->args[index].element) {
		out_str(v->o, m->args[index].html);
		return p + 2;
	}
	escape(v, (struct str){ p, 1 });
	return p + 1;
}

void view_message_text(struct view *v, struct view_message *m)
{
	size_t open[MESSAGE_ARGS], depth = 0, index;

	for (const char *p = m->text; *p; ) {
		if (mark_at(m, p, false, &index)) {
			if (depth < MESSAGE_ARGS) {
				out_str(v->o, m->args[index].html);
				open[depth++] = index;
			}
			p += 3;
		} else if (mark_at(m, p, true, &index)) {
			end_down_to(v, m, open, &depth, index);
			p += 4;
		} else {
			p = one_char(v, m, p, view_text_str);
		}
	}
	while (depth > 0)
		end_tag(v, m, open[--depth]);
}

void view_message_attr(struct view *v, struct view_message *m)
{
	for (const char *p = m->text; *p; )
		p = one_char(v, m, p, view_attr_str);
}
