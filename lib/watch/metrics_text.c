/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/metrics_text.h"

#include <string.h>

static void line(struct out *o, const char *what, const char *name, const char *text)
{
	out_c(o, "# ");
	out_c(o, what);
	out_char(o, ' ');
	out_c(o, name);
	out_char(o, ' ');
	out_c(o, text);
	out_char(o, '\n');
}

void metric_begin(struct out *o, const struct metric *m)
{
	line(o, "TYPE", m->name, m->type);
	if (m->unit)
		line(o, "UNIT", m->name, m->unit);
	line(o, "HELP", m->name, m->help);
}

static void sample(struct out *o, const char *name, const char *end, const char *labels, double value)
{
	out_c(o, name);
	out_c(o, end);
	if (labels) {
		out_char(o, '{');
		out_c(o, labels);
		out_char(o, '}');
	}
	out_char(o, ' ');
	out_number(o, value);
	out_char(o, '\n');
}

void metric_value(struct out *o, const struct metric *m, const char *labels, double value)
{
	const char *end = strcmp(m->type, "counter") == 0 ? "_total"
			  : strcmp(m->type, "info") == 0 ? "_info" : "";

	sample(o, m->name, end, labels, value);
}

/* With a decimal point, as the format asks: 1.0. */
static void out_bound(struct out *o, const struct buckets *b, size_t i)
{
	size_t from = o->n;

	if (i == b->n) {
		out_c(o, "+Inf");
		return;
	}
	out_number(o, b->bounds[i]);
	if (!o->is_failed && !memchr(o->p + from, '.', o->n - from))
		out_c(o, ".0");
}

void metric_buckets(struct out *o, const struct metric *m, const char *labels,
		    const struct buckets *b)
{
	uint64_t sum = 0;

	for (size_t i = 0; i <= b->n; i++) {
		sum += b->count[i];
		out_c(o, m->name);
		out_c(o, "_bucket{");
		if (labels) {
			out_c(o, labels);
			out_char(o, ',');
		}
		out_c(o, "le=\"");
		out_bound(o, b, i);
		out_c(o, "\"} ");
		out_i64(o, (int64_t)sum);
		out_char(o, '\n');
	}
	sample(o, m->name, "_sum", labels, b->sum);
	sample(o, m->name, "_count", labels, (double)sum);
}

void metric_end(struct out *o)
{
	out_c(o, "# EOF\n");
}
