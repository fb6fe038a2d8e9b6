/* SPDX-License-Identifier: EUPL-1.2 */
/* Model documents: any bytes give a model that is whole, or a list of faults. */
#include <stddef.h>
#include <stdint.h>

#include "base/must.h"
#include "base/utf8.h"
#include "model/model.h"
#include "scan/sheet.h"
#include "json/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const struct text *t)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		must(t->in[lang].n > 0 && utf8_ok(t->in[lang]));
}

static void check_subject(const struct model *m, const struct subject *s)
{
	check_text(&s->name);
	check_text(&s->question);
	must(s->id.n > 0 && s->statement_count <= STATEMENTS_MAX);
	for (size_t i = 0; i < m->level_count; i++)
		check_text(&s->ladder[i]);
	for (size_t i = 0; i < s->statement_count; i++)
		check_text(&s->statements[i].text);
	for (size_t i = 0; i < s->action_count; i++) {
		must(s->actions[i].to == s->actions[i].from + 1 && s->actions[i].from >= 1);
		must((size_t)s->actions[i].to <= m->level_count);
	}
}

static void check_model(const struct model *m)
{
	must(m->level_count >= LEVELS_MIN && m->level_count <= LEVELS_MAX);
	must(m->subject_count >= 1 && m->subject_count <= SUBJECTS_MAX);
	for (size_t i = 0; i < m->level_count; i++)
		check_text(&m->levels[i].name);
	for (size_t i = 0; i < m->subject_count; i++)
		check_subject(m, &m->subjects[i]);
	for (size_t i = 0; i < m->prerequisite_count; i++) {
		must(m->prerequisites[i].from_subject < m->subject_count);
		must(m->prerequisites[i].to_subject < m->subject_count);
	}
	must(sheet_layout(m).size >= SHEET_HEADER + 2 * m->subject_count);
	must(model_minutes(m, ROUTE_LEADERS, STR("")) >= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct word word = { { "a", 1 }, { { { "woord", 5 }, { "word", 4 } } } };
	const struct word_list own = { .at = &word, .count = 1 };
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct model_report report;
	struct err e = { 0 };
	struct model m;

	if (model_read(a, (struct str){ (const char *)data, size }, &own, &m, &report, &e)) {
		must(report.errors == 0);
		check_model(&m);
	} else {
		must(e.kind == ERR_INPUT && report.errors > 0 && report.count > 0);
	}
	for (size_t i = 0; i < report.count; i++) {
		must(utf8_ok(report.problems[i].path) && utf8_ok(report.problems[i].what));
		must(report.problems[i].cure.n > 0);
	}
	return 0;
}
