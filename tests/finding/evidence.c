/* SPDX-License-Identifier: EUPL-1.2 */
/* Files: what their bytes say counts, and they only ever leave as a download. */
#include "database.h"

#include <string.h>

#include "base/out.h"
#include "finding/evidence.h"

#define BYTES(s) ((struct blob){ (const uint8_t *)("" s), sizeof(s) - 1 })

static enum evidence_type type(const char *name, struct blob bytes)
{
	return evidence_type_of(str_from(name), bytes);
}

static void out_le(struct out *o, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		out_char(o, (char)(value >> 8 * i & 0xff));
}

/* A zip file with these empty files; `mimetype` is the first one's content. */
static struct blob zip(struct arena *a, const char *const *names, size_t count,
		       const char *mimetype)
{
	struct out files = out_new(a, 10000), list = out_new(a, 10000);
	struct str all;

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(names[i]), size = mimetype && i == 0 ? strlen(mimetype) : 0;
		size_t at = files.n;

		out_bytes(&files, "PK\3\4", 4);
		for (int k = 0; k < 14; k++)
			out_char(&files, '\0');
		out_le(&files, (uint32_t)size, 4);
		out_le(&files, (uint32_t)size, 4);
		out_le(&files, (uint32_t)n, 2);
		out_le(&files, 0, 2);
		out_c(&files, names[i]);
		if (size)
			out_c(&files, mimetype);
		out_bytes(&list, "PK\1\2", 4);
		for (int k = 0; k < 24; k++)
			out_char(&list, '\0');
		out_le(&list, (uint32_t)n, 2);
		for (int k = 0; k < 12; k++)
			out_char(&list, '\0');
		out_le(&list, (uint32_t)at, 4);
		out_c(&list, names[i]);
	}
	all = out_done(&list);
	size_t at = files.n;

	out_str(&files, all);
	out_bytes(&files, "PK\5\6\0\0\0\0", 8);
	out_le(&files, (uint32_t)count, 2);
	out_le(&files, (uint32_t)count, 2);
	out_le(&files, (uint32_t)all.n, 4);
	out_le(&files, (uint32_t)at, 4);
	out_le(&files, 0, 2);
	all = out_done(&files);
	return (struct blob){ (const uint8_t *)all.p, all.n };
}

static void name_and_bytes_must_agree(void **state)
{
	(void)state;
	assert_int_equal(type("a.pdf", BYTES("%PDF-1.7\n")), EVIDENCE_PDF);
	assert_int_equal(type("A.B.PDF", BYTES("%PDF-1.7\n")), EVIDENCE_PDF);
	assert_int_equal(type("a.png", BYTES("\x89PNG\r\n\x1a\n")), EVIDENCE_PNG);
	assert_int_equal(type("a.jpg", BYTES("\xff\xd8\xff\xe0")), EVIDENCE_JPEG);
	assert_int_equal(type("a.csv", BYTES("a;b\r\n1;2\r\n")), EVIDENCE_CSV);
	assert_int_equal(type("a.txt", BYTES("caf\xe9\n")), EVIDENCE_TXT);
	assert_int_equal(type("a.png", BYTES("%PDF-1.7\n")), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.pdf", BYTES("<html><script>")), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.pdf", BYTES("MZ\x90")), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.txt", BYTES("a\0b")), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.csv", BYTES("\x1b[2J")), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.txt", BYTES("")), EVIDENCE_UNKNOWN);
	for (size_t i = 0; i < 7; i++) {
		static const char *const names[] = { "a.html", "a.svg", "a.exe", "a.pdf.exe", "pdf",
						     ".pdf", "a." };

		assert_int_equal(type(names[i], BYTES("%PDF-1.7\n")), EVIDENCE_UNKNOWN);
	}
}

static void documents_are_known_by_what_is_in_them(void **state)
{
	struct database *d = *state;
	static const char *const word[] = { "[Content_Types].xml", "word/document.xml" };
	static const char *const macro[] = { "word/document.xml", "word/vbaProject.bin" };
	static const char *const sheet[] = { "_rels/.rels", "xl/workbook.xml" };
	static const char *const open[] = { "mimetype", "content.xml" };
	const char *text = "application/vnd.oasis.opendocument.text";
	const char *spreadsheet = "application/vnd.oasis.opendocument.spreadsheet";
	struct blob b;

	assert_int_equal(type("a.docx", zip(d->a, word, 2, NULL)), EVIDENCE_DOCX);
	assert_int_equal(type("a.xlsx", zip(d->a, sheet, 2, NULL)), EVIDENCE_XLSX);
	assert_int_equal(type("a.xlsx", zip(d->a, word, 2, NULL)), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.docx", zip(d->a, macro, 2, NULL)), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.odt", zip(d->a, open, 2, text)), EVIDENCE_ODT);
	assert_int_equal(type("a.ods", zip(d->a, open, 2, spreadsheet)), EVIDENCE_ODS);
	assert_int_equal(type("a.ods", zip(d->a, open, 2, text)), EVIDENCE_UNKNOWN);
	assert_int_equal(type("a.odt", zip(d->a, word, 2, NULL)), EVIDENCE_UNKNOWN);
	/* Cut off anywhere it is no document, and nothing beyond it is read. */
	b = zip(d->a, word, 2, NULL);
	for (size_t n = 0; n < b.n; n++) {
		uint8_t *copy = test_malloc(n + 1);

		memcpy(copy, b.p, n);
		assert_int_equal(type("a.docx", (struct blob){ copy, n }), EVIDENCE_UNKNOWN);
		test_free(copy);
	}
}

static void a_file_comes_back_from_its_own_round_only(void **state)
{
	struct database *d = *state;
	struct evidence f = { STR("lijst.csv"), BYTES("team;aantal\n") }, got;

	database_lay_round(d);
	database_ok(d, evidence_add(d->db, key_of(1, 1), 50, &f, &d->e));
	database_ok(d, evidence_get(d->db, d->a, key_of(1, 1), 50, &got, &d->e));
	assert_true(str_is(got.name, "lijst.csv"));
	assert_int_equal(got.bytes.n, 12);
	assert_false(evidence_get(d->db, d->a, key_of(1, 2), 50, &got, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	database_ok(d, evidence_remove(d->db, key_of(1, 2), 50, &d->e));
	database_ok(d, evidence_get(d->db, d->a, key_of(1, 1), 50, &got, &d->e));
	database_ok(d, evidence_remove(d->db, key_of(1, 1), 50, &d->e));
	assert_false(evidence_get(d->db, d->a, key_of(1, 1), 50, &got, &d->e));
}

static void what_is_not_taken_is_not_kept(void **state)
{
	struct database *d = *state;
	char long_name[200] = { 0 };
	uint8_t *large = test_calloc(EVIDENCE_BYTES_MAX + 1, 1);
	struct evidence bad[] = {
		{ STR("a.html"), BYTES("<p>") }, { STR("a.pdf"), BYTES("<p>") },
		{ STR(""), BYTES("x") }, { str_from(long_name), BYTES("x") },
		{ STR("a\nb.txt"), BYTES("x") },
		{ STR("a.pdf"), { large, EVIDENCE_BYTES_MAX + 1 } },
	}, got;

	memset(long_name, 'a', 150);
	memcpy(long_name + 150, ".txt", 4);
	bad[3].name = str_from(long_name);
	memcpy(large, "%PDF-", 5);
	database_lay_round(d);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		d->e.kind = ERR_NONE;
		assert_false(evidence_add(d->db, key_of(1, 1), 50, &bad[i], &d->e));
		assert_int_equal(d->e.kind, i == 5 ? ERR_TOO_LARGE : ERR_INPUT);
		assert_false(evidence_get(d->db, d->a, key_of(1, 1), 50, &got, &d->e));
	}
	test_free(large);
}

static void all_files_of_a_round_have_a_limit(void **state)
{
	struct database *d = *state;
	uint8_t *large = test_calloc(EVIDENCE_BYTES_MAX, 1);
	struct evidence f = { STR("a.pdf"), { large, EVIDENCE_BYTES_MAX } };
	int64_t fits = EVIDENCE_ROUND_BYTES_MAX / EVIDENCE_BYTES_MAX;

	memcpy(large, "%PDF-", 5);
	database_lay_round(d);
	for (int64_t i = 0; i < fits; i++)
		database_ok(d, evidence_add(d->db, key_of(1, 1), 100 + i, &f, &d->e));
	assert_false(evidence_add(d->db, key_of(1, 1), 99, &f, &d->e));
	assert_int_equal(d->e.kind, ERR_TOO_LARGE);
	test_free(large);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(name_and_bytes_must_agree),
		TEST(documents_are_known_by_what_is_in_them),
		TEST(a_file_comes_back_from_its_own_round_only),
		TEST(what_is_not_taken_is_not_kept),
		TEST(all_files_of_a_round_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
