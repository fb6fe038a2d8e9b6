/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/export.h"

enum csv_form export_form(const struct value *vorm)
{
	return str_is(vorm->text, EXPORT_RFC_4180) ? CSV_RFC_4180 : CSV_EXCEL_NL;
}

bool export_send(struct call *c, const struct csv *f, const char *name, struct err *e)
{
	struct out file = out_new(c->a, 100);

	out_c(&file, name);
	out_c(&file, f->form == CSV_EXCEL_NL ? "-excel.csv" : ".csv");
	if (f->o.is_failed)
		return err_set(e, ERR_LIMIT, "CSV larger than allowed");
	return call_bytes(c, STR("text/csv; charset=utf-8; header=present"), out_done(&file),
			  out_done(&f->o), e);
}
