/* SPDX-License-Identifier: EUPL-1.2 */
/* Checking and reading a maturity model. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/command.h"
#include "json/reader.h"
#include "json/writer.h"
#include "model/model.h"
#include "sandbox/sandbox.h"

const struct command model_command;

enum {
	MODEL_ARENA = 256 * 1024 * 1024,
	JSON_BYTES_MAX = 8 * 1024 * 1024,	/* 500 problems of some kilobytes at most */
};

static void file_close(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

/* At most one byte more than a model may have: enough to refuse it. */
static bool read_file(struct arena *a, const char *path, struct str *ret, struct err *e)
{
	SCOPED(file_close) FILE *f = fopen(path, "rb");
	char *p;
	size_t n;

	if (!f)
		return err_set(e, ERR_INPUT, "%s: %s", path, strerror(errno));
	p = arena_alloc(a, MODEL_BYTES_MAX + 1);
	n = fread(p, 1, MODEL_BYTES_MAX + 1, f);
	if (ferror(f))
		return err_set(e, ERR_INPUT, "%s: cannot be read", path);
	*ret = (struct str){ p, n };
	return true;
}

static bool keep_file(struct arena *a, const char *path, struct str *ret, struct err *e)
{
	SCOPED(arena_freep) struct arena *large = arena_new(MODEL_ARENA);
	struct str text;

	if (!read_file(large, path, &text, e))
		return false;
	*ret = str_dup(a, text);
	return true;
}

/* Who wrote it may be anybody: nothing is opened any more. */
static void close_in(void)
{
	json_reader_seed();
	(void)sandbox_enter(SANDBOX_COMPUTING, NULL, 0, false);
}

static void print_problem(const char *file, const struct json_fault *p)
{
	printf("%s", file);
	if (p->line)
		printf(":%d", p->line);
	printf(": %s", p->is_warning ? "warning: " : "");
	if (p->path.n)
		printf(STR_FMT ": ", STR_ARG(p->path));
	printf(STR_FMT "; " STR_FMT "\n", STR_ARG(p->what), STR_ARG(p->cure));
}

/* The nth statement of the model, counted over all subjects; NULL at the end. */
static const struct statement *nth_statement(const struct model *m, size_t n)
{
	for (size_t i = 0; i < m->subject_count; i++) {
		if (n < m->subjects[i].statement_count)
			return &m->subjects[i].statements[n];
		n -= m->subjects[i].statement_count;
	}
	return NULL;
}

static bool is_first_of_its_tag(const struct model *m, size_t n)
{
	struct str tag = nth_statement(m, n)->tag;

	for (size_t i = 0; i < n; i++)
		if (nth_statement(m, i)->route == ROUTE_SPECIALISTS &&
		    str_eq(nth_statement(m, i)->tag, tag))
			return false;
	return true;
}

/* Every route of the model: everyone, leaders, and each kind of specialist. */
static void print_times(const struct model *m)
{
	printf("  time to answer: everyone %d, leaders %d minutes, at %d seconds a choice\n",
	       model_minutes(m, ROUTE_EVERYONE, STR("")),
	       model_minutes(m, ROUTE_LEADERS, STR("")), MODEL_SECONDS_A_CHOICE);
	for (size_t i = 0; nth_statement(m, i); i++) {
		const struct statement *s = nth_statement(m, i);

		if (s->route == ROUTE_SPECIALISTS && is_first_of_its_tag(m, i))
			printf("  time to answer: specialists in " STR_FMT " %d minutes\n",
			       STR_ARG(s->tag), model_minutes(m, s->route, s->tag));
	}
}

/* "  sensitive: lei, eig.s1": from ten people on, in three classes. */
static void print_sensitive(const struct model *m)
{
	const char *between = "  sensitive: ";

	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		if (s->is_sensitive) {
			printf("%s" STR_FMT, between, STR_ARG(s->id));
			between = ", ";
		}
		for (size_t k = 0; k < s->statement_count && !s->is_sensitive; k++)
			if (s->statements[k].is_sensitive) {
				printf("%s" STR_FMT "." STR_FMT, between, STR_ARG(s->id),
				       STR_ARG(s->statements[k].id));
				between = ", ";
			}
	}
	if (strcmp(between, ", ") == 0)
		printf("\n");
}

static void print_json(struct arena *a, const char *file, const struct model_report *report)
{
	struct out o = out_new(a, JSON_BYTES_MAX);
	struct json_writer w = json_writer_new(&o);

	json_begin_object(&w);
	json_field_text(&w, "file", str_from(file));
	json_field_flag(&w, "accepted", report->errors == 0);
	json_field_list(&w, "problems");
	for (size_t i = 0; i < report->count; i++) {
		const struct json_fault *p = &report->problems[i];

		json_begin_object(&w);
		json_field_text(&w, "path", p->path);
		json_field_whole(&w, "line", p->line);
		json_field_text(&w, "what", p->what);
		json_field_text(&w, "cure", p->cure);
		json_field_flag(&w, "warning", p->is_warning);
		json_end(&w);
	}
	json_end(&w);
	json_end(&w);
	json_end_line(&w);
	(void)fwrite(o.p, 1, o.n, stdout);
}

static bool check_one(const char *file, struct str document, bool is_json)
{
	SCOPED(arena_freep) struct arena *a = arena_new(MODEL_ARENA);
	struct model_report report = { 0 };
	struct model m;
	struct err e = { 0 };
	bool is_good;

	is_good = model_read(a, document, NULL, &m, &report, &e);
	if (is_json) {
		print_json(a, file, &report);
		return is_good;
	}
	for (size_t i = 0; i < report.count; i++)
		print_problem(file, &report.problems[i]);
	if (is_good) {
		printf("%s: accepted: " STR_FMT " " STR_FMT ", %zu levels, %zu subjects\n", file,
		       STR_ARG(m.id), STR_ARG(m.version), m.level_count, m.subject_count);
		print_times(&m);
		print_sensitive(&m);
	}
	return is_good;
}

static int check(int argc, char **argv, bool is_json)
{
	SCOPED(arena_freep) struct arena *a = arena_new(MODEL_ARENA);
	struct str *documents = ARENA_ARRAY(a, struct str, (size_t)argc);
	bool is_good = true;

	for (int i = 2; i < argc; i++) {
		struct err e = { 0 };

		if (!keep_file(a, argv[i], &documents[i], &e)) {
			(void)command_failed(&model_command, &e);
			is_good = false;
		}
	}
	close_in();
	for (int i = 2; i < argc; i++)
		if (documents[i].p)
			is_good &= check_one(argv[i], documents[i], is_json);
	return is_good ? EXIT_DONE : EXIT_REFUSED;
}

static void print_text(const char *before, const struct text *t, enum lang lang)
{
	printf("%s" STR_FMT "\n", before, STR_ARG(t->in[lang]));
}

static void show_subject(const struct model *m, const struct subject *s, enum lang lang)
{
	printf("\n" STR_FMT " (" STR_FMT ")\n", STR_ARG(s->name.in[lang]), STR_ARG(s->id));
	print_text("  ", &s->question, lang);
	for (size_t i = 0; i < m->level_count; i++)
		printf("  - " STR_FMT ": " STR_FMT "\n", STR_ARG(m->levels[i].name.in[lang]),
		       STR_ARG(s->ladder[i].in[lang]));
	for (size_t i = 0; i < s->statement_count; i++)
		print_text("  * ", &s->statements[i].text, lang);
	print_text("  > ", &s->conversation, lang);
}

static int show(const char *file, enum lang lang)
{
	SCOPED(arena_freep) struct arena *a = arena_new(MODEL_ARENA);
	struct model_report report = { 0 };
	struct model m;
	struct str document;
	struct err e = { 0 };

	if (!read_file(a, file, &document, &e))
		return command_failed(&model_command, &e);
	close_in();
	if (!model_read(a, document, NULL, &m, &report, &e))
		return command_failed(&model_command, &e);
	printf(STR_FMT " (" STR_FMT " " STR_FMT ")\n", STR_ARG(m.name.in[lang]), STR_ARG(m.id),
	       STR_ARG(m.version));
	for (size_t i = 0; i < m.subject_count; i++)
		show_subject(&m, &m.subjects[i], lang);
	return EXIT_DONE;
}

static int cmd_model_run(int argc, char **argv)
{
	struct option_spec o[] = {
		{ .name = "--lang" }, { .name = "--json", .is_flag = true }, { 0 },
	};
	enum lang lang = LANG_NL;

	if (!options_take(o, &argc, argv) || argc < 3)
		return command_usage(&model_command);
	if (o[0].value && strcmp(o[0].value, "en") == 0)
		lang = LANG_EN;
	else if (o[0].value && strcmp(o[0].value, "nl") != 0)
		return command_usage(&model_command);
	if (strcmp(argv[1], "check") == 0)
		return check(argc, argv, o[1].value != NULL);
	if (strcmp(argv[1], "show") == 0 && argc == 3)
		return show(argv[2], lang);
	return command_usage(&model_command);
}

const struct command model_command = {
	.name = "model",
	.usage = "check [--json] FILE…\nshow [--lang nl|en] FILE",
	.help = "check a maturity model, or print it",
	.options = "--json\tprint the faults as JSON\n"
		   "--lang\tin which language: nl or en",
	.run = cmd_model_run,
};
