/* SPDX-License-Identifier: EUPL-1.2 */
/* Files: what their bytes say counts, and they only ever leave as a download. */
#include "database.h"

#include <string.h>

#include "base/alike.h"
#include "base/out.h"
#include "finding/evidence.h"
#include "base/inflate.h"
#include "http/http.h"
#include "store/sqlite.h"

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

static struct blob zip_of(struct arena *a, const char *const *names, size_t count,
			  const struct str *contents);

/* A zip file with these empty files; `mimetype` is the first one's content. */
static struct blob zip(struct arena *a, const char *const *names, size_t count,
		       const char *mimetype)
{
	struct str *contents = ARENA_ARRAY(a, struct str, count);

	if (mimetype)
		contents[0] = str_from(mimetype);
	return zip_of(a, names, count, contents);
}

static struct blob zip_of(struct arena *a, const char *const *names, size_t count,
			  const struct str *contents)
{
	struct out files = out_new(a, 10000), list = out_new(a, 10000);
	struct str all;

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(names[i]), size = contents[i].n;
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
			out_str(&files, contents[i]);
		out_bytes(&list, "PK\1\2", 4);
		for (int k = 0; k < 16; k++)
			out_char(&list, '\0');
		out_le(&list, (uint32_t)size, 4);
		out_le(&list, (uint32_t)size, 4);
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

static enum evidence_why why(const char *name, struct blob b)
{
	struct evidence_is is = evidence_look(str_from(name), b);

	assert_int_equal(is.type == EVIDENCE_UNKNOWN, is.why != EVIDENCE_IS_FINE);
	return is.why;
}

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

/* A part beside a document that is fine: its name, or what is in it. */
static void what_runs_or_cannot_be_seen_is_named(void **state)
{
	struct database *d = *state;
	static const struct {
		const char *name;
		struct str content;
		enum evidence_why why;
	} parts[] = {
		{ "word/media/image1.png", STR("\x89PNG"), EVIDENCE_IS_FINE },
		{ "xl/printerSettings/printerSettings1.bin", STR("a"), EVIDENCE_IS_FINE },
		{ "word/embeddings/Microsoft_Excel_Worksheet.xlsx", STR("PK\3\4"), EVIDENCE_IS_FINE },
		{ "[Content_Types].xml", STR("<Override PartName='/word/document.xml'/>"), EVIDENCE_IS_FINE },
		{ "word/vbaProject.bin", STR(""), EVIDENCE_HAS_MACROS },
		{ "word/VBAPROJECT.BIN", STR(""), EVIDENCE_HAS_MACROS },
		{ "word/vbaproject.Bin", STR(""), EVIDENCE_HAS_MACROS },
		{ "xl/macrosheets/sheet1.xml", STR(""), EVIDENCE_HAS_MACROS },
		{ "xl/MacroSheets/intlsheet1.xml", STR(""), EVIDENCE_HAS_MACROS },
		{ "xl/dialogsheets/sheet1.xml", STR(""), EVIDENCE_HAS_MACROS },
		{ "word/activeX/activeX1.bin", STR(""), EVIDENCE_HAS_MACROS },
		{ "xl/embeddings/Map1.XLSM", STR(""), EVIDENCE_HAS_MACROS },
		{ "[content_types].xml", STR("application/vnd.ms-word.document.MACROENABLED.main+xml"), EVIDENCE_HAS_MACROS },
		{ "[Content_Types].xml", STR("application/vnd.ms-office.vbaProject"), EVIDENCE_HAS_MACROS },
		{ "[Content_Types].xml", STR("application/vnd.ms-excel.intlmacrosheet+xml"), EVIDENCE_HAS_MACROS },
		{ "word/embeddings/oleObject1.bin", STR(""), EVIDENCE_HAS_FILES },
		{ "word/embeddings/anything.dat", STR(OLE "more"), EVIDENCE_HAS_FILES },
		{ "word/media/image2.png", STR(OLE), EVIDENCE_HAS_FILES },
		{ "word/embeddings/bericht.MSG", STR(""), EVIDENCE_HAS_FILES },
	};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *const word[] = { "word/document.xml", parts[i].name };
		const char *const open[] = { "mimetype", "content.xml", parts[i].name };
		const struct str in_word[] = { STR("<w/>"), parts[i].content };
		const struct str in_open[] = { STR("application/vnd.oasis.opendocument.text"), STR("<w/>"), parts[i].content };

		if (why("a.docx", zip_of(d->a, word, 2, in_word)) != parts[i].why ||
		    why("a.odt", zip_of(d->a, open, 3, in_open)) != parts[i].why)
			fail_msg("%s with %.30s", parts[i].name, parts[i].content.p);
	}
	assert_int_equal(why("a.odt", zip(d->a, (const char *const[]){ "mimetype", "Basic/Standard/a.xml" }, 2,
					  "application/vnd.oasis.opendocument.text")), EVIDENCE_HAS_MACROS);
}

static void what_is_old_or_locked_is_named(void **state)
{
	static const char *const names[] = { "a.doc", "a.xls", "a.msg", "a.docx", "a.xlsx", "a.pdf", "a.txt" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_int_equal(why(names[i], BYTES(OLE "\0\0\0\0")), EVIDENCE_IS_OLD);
}

static void a_part_is_unpacked_as_far_as_needed(void **state)
{
	/* Packed by zlib, with fixed codes and with codes of its own; and what is none. */
	static const struct {
		struct blob packed;
		const char *begins;
		size_t size;
		bool is_whole;
	} tried[] = {
		{ BYTES("\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\xb9\x00"), "hello hello hello hello\n", 24, true },
		{ BYTES("\x4b\x4c\x4a\x1c\x85\xa3\x90\xea\x10\x00"), "ababab", 600, true },
		{ BYTES("\x3d\xd0\x4b\x8a\x43\x21\x10\x85\xe1\xf9\x59\x8d\xf5\xb0\xb4\x70\x35\x0d\x7d\x07\x21\x24\x83\xe4\xf6\xfe"
			"\xbb\xc0\xb2\x66\x22\x3f\x07\x3f\xdb\xba\xaf\x9f\xd7\x6a\xa0\xf5\xbc\x3e\xcf\x45\xe0\xf5\xfb\xb8\xde\xdf"
			"\x7b\x29\x64\x7d\xfe\x1e\xaf\xfb\x5a\x0e\xdd\x1d\x19\xfa\x0e\xb9\xc3\x4e\x29\x86\x71\x52\x75\xcc\xdd\x9a"
			"\xc2\x77\x3b\x09\xd4\x2a\x06\xd1\x89\x59\x41\xbc\x6b\x1d\x20\xd9\xf9\x60\x90\x9e\x3c\xce\xfd\xe4\x12\x3b"
			"\x96\xe3\x71\x3f\x76\xee\x1d\x34\x6b\x3d\xe6\xfd\xf4\xa3\x81\x5b\x3e\x9c\xc1\x49\xec\x02\x2e\xa4\x1b\xb8"
			"\x98\xaa\xe0\x84\x7a\x7c\x44\x4a\x35\xfa\xa2\x7a\x24\x65\xed\xb1\x9f\xd8\x09\x4e\xac\x75\x48\x61\x79\x40"
			"\x4a\x3b\x27\x24\xb5\x3d\x3e\x37\xb5\xcc\x90\xd2\x4e\x87\x14\xd7\x08\x92\x5c\x89\xd1\xe4\x52\xdc\x16\x77"
			"\x1a\xa4\xb8\x66\xf8\x07"), "0;team;0\n1;kerk;1\n", 463, true },
		{ BYTES("\x01\x03\x00\xfc\xff" "abc"), "abc", 3, true },
		{ BYTES("\x01\x03\x00\xfc\xfe" "abc"), "", 0, false },
		{ BYTES("\x07"), "", 0, false },
		{ BYTES(""), "", 0, false },
	};
	uint8_t room[1000];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tried); i++) {
		bool is_whole = false;
		size_t n = inflate_some(tried[i].packed, room, sizeof(room), &is_whole);

		assert_int_equal(is_whole, tried[i].is_whole);
		if (is_whole)
			assert_int_equal(n, tried[i].size);
		assert_memory_equal(room, tried[i].begins, strlen(tried[i].begins));
		if (n > 2)
			assert_int_equal(inflate_some(tried[i].packed, room, 2, &is_whole), 2);
	}
}

static const char *text_of(struct arena *a, struct str s)
{
	struct out o = out_new(a, s.n + 1);

	out_str(&o, s);
	out_char(&o, '\0');
	return out_done(&o).p;
}

static void a_name_has_nothing_that_is_not_seen(void **state)
{
	static const struct {
		const char *typed, *kept;
	} names[] = {
		{ "rapport\u202efdp.txt", "rapportfdp.txt" },
		{ "a\u2066b\u2069.pdf", "ab.pdf" },
		{ "\u200ea\u200f.pdf", "a.pdf" },
		{ "a\u200b\u200c\u200d\u2060\ufeff\u00ad.pdf", "a.pdf" },
		{ "a\u3164\u115f\u2800\uffa0.pdf", "a.pdf" },
		{ "a\u00a0\u2003 b .pdf", "a b .pdf" },
		{ "cafe\u0301.pdf", "caf\u00e9.pdf" },
		{ "תקציר.pdf", "תקציר.pdf" },
	};
	struct database *d = *state;
	struct evidence got, f = { STR("a\u202eb.txt"), BYTES("x") };
	struct str header;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_string_equal(text_of(d->a, name_of_file(d->a, str_from(names[i].typed))), names[i].kept);
	header = http_attachment(d->a, STR("rapport\u202efdp.txt"));
	assert_true(str_is(header, "attachment; filename=\"rapportfdp.txt\"; filename*=UTF-8''rapportfdp.txt"));
	database_lay_round(d);
	assert_false(evidence_add(d->db, key_of(1, 1), 50, &f, &d->e));
	/* Kept by an earlier version. */
	f.name = STR("ab.txt");
	database_ok(d, evidence_add(d->db, key_of(1, 1), 50, &f, &d->e));
	database_ok(d, sqlite_run(d->db, "UPDATE evidence_file SET name = 'a' || char(8238) || 'b.txt'", &d->e));
	database_ok(d, evidence_get(d->db, d->a, key_of(1, 1), 50, &got, &d->e));
	assert_true(str_is(got.name, "ab.txt"));
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
		TEST(what_runs_or_cannot_be_seen_is_named),
		TEST(what_is_old_or_locked_is_named),
		TEST(a_part_is_unpacked_as_far_as_needed),
		TEST(a_name_has_nothing_that_is_not_seen),
		TEST(a_file_comes_back_from_its_own_round_only),
		TEST(what_is_not_taken_is_not_kept),
		TEST(all_files_of_a_round_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
