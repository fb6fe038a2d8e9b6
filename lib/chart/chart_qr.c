/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes: black on white in every colour scheme, or cameras fail. */
#include <qrencode.h>

#include "chart/chart_text.h"

enum { QUIET = 4 };	/* modules of white around it, as the standard asks */

static void qr_freep(QRcode **code)
{
	if (*code)
		QRcode_free(*code);
}

/* One path: each run of dark modules in a row is a piece of line. */
static void rows(struct svg *s, const QRcode *code)
{
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++) {
			int from = x;

			while (x < code->width && code->data[y * code->width + x] & 1)
				x++;
			if (x == from)
				continue;
			svg_c(s, "M");
			svg_i64(s, from + QUIET);
			svg_c(s, " ");
			svg_num(s, y + QUIET + 0.5);
			svg_c(s, "h");
			svg_i64(s, x - from);
		}
}

struct markup chart_qr(struct view *v, struct str text, struct str label)
{
	struct svg s = svg_new(v);
	SCOPED(qr_freep) QRcode *code =
		QRcode_encodeString8bit(str_cstr(v->a, text), 0, QR_ECLEVEL_M);
	int64_t side = code ? code->width + 2 * QUIET : 0;

	if (!code)
		return (struct markup){ { 0 } };
	svg_c(&s, "<svg role=\"img\" shape-rendering=\"crispEdges\" viewBox=\"0 0 ");
	svg_i64(&s, side);
	svg_c(&s, " ");
	svg_i64(&s, side);
	svg_c(&s, "\" aria-label=\"");
	svg_text(&s, label);
	svg_c(&s, "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
		  "<path stroke=\"#000\" fill=\"none\" d=\"");
	rows(&s, code);
	svg_c(&s, "\"/></svg>");
	return svg_done(&s);
}
