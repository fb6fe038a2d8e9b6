/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file is, by its first bytes and, for zipped documents, its contents. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "finding/evidence.h"

enum {
	ZIP_END_SIZE = 22,		/* end of the central directory, without its comment */
	ZIP_COMMENT_MAX = 65535,
	ZIP_ENTRY_SIZE = 46,		/* a directory entry without its name */
	ZIP_ENTRIES_MAX = 5000,		/* a workbook of a thousand sheets */
};

static const struct {
	enum evidence_type type;
	const char *ending;
} endings[] = {
	{ EVIDENCE_PDF, "pdf" }, { EVIDENCE_ODT, "odt" }, { EVIDENCE_ODS, "ods" },
	{ EVIDENCE_DOCX, "docx" }, { EVIDENCE_XLSX, "xlsx" }, { EVIDENCE_PNG, "png" },
	{ EVIDENCE_JPEG, "jpg" }, { EVIDENCE_JPEG, "jpeg" }, { EVIDENCE_CSV, "csv" },
	{ EVIDENCE_TXT, "txt" },
};

const char *evidence_type_name(enum evidence_type t)
{
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (endings[i].type == t)
			return endings[i].ending;
	return "";
}

static enum evidence_type type_of_name(struct str name)
{
	size_t from = name.n;

	while (from > 0 && name.p[from - 1] != '.')
		from--;
	if (from < 2)
		return EVIDENCE_UNKNOWN;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (strlen(endings[i].ending) == name.n - from &&
		    strncasecmp(endings[i].ending, name.p + from, name.n - from) == 0)
			return endings[i].type;
	return EVIDENCE_UNKNOWN;
}

static bool begins(struct blob b, const char *with, size_t n)
{
	return b.n >= n && memcmp(b.p, with, n) == 0;
}

/* --- zipped documents ---------------------------------------------------------- */

static size_t little_16(const uint8_t *p)
{
	return (size_t)p[0] | (size_t)p[1] << 8;
}

static size_t little_32(const uint8_t *p)
{
	return little_16(p) | little_16(p + 2) << 16;
}

struct zip {
	size_t at, entries;		/* the central directory */
};

/* The directory's end stands last, behind it at most a comment. */
static bool zip_find(struct blob b, struct zip *ret)
{
	size_t lowest;

	if (b.n < ZIP_END_SIZE)
		return false;
	lowest = b.n > ZIP_END_SIZE + ZIP_COMMENT_MAX ? b.n - ZIP_END_SIZE - ZIP_COMMENT_MAX : 0;
	for (size_t at = b.n - ZIP_END_SIZE + 1; at-- > lowest;)
		if (memcmp(b.p + at, "PK\5\6", 4) == 0 &&
		    at + ZIP_END_SIZE + little_16(b.p + at + 20) == b.n) {
			ret->entries = little_16(b.p + at + 10);
			ret->at = little_32(b.p + at + 16);
			return ret->at < b.n && ret->entries > 0 &&
			       ret->entries <= ZIP_ENTRIES_MAX;
		}
	return false;
}

static bool ends_in(struct str s, const char *end)
{
	return str_ends(s, str_from(end));
}

/* Which office document the names in the directory make; one with macros is
 * none of ours. */
static enum evidence_type office_type(struct blob b)
{
	enum evidence_type found = EVIDENCE_UNKNOWN;
	struct zip zip;
	size_t at;

	if (!zip_find(b, &zip))
		return EVIDENCE_UNKNOWN;
	at = zip.at;
	for (size_t i = 0; i < zip.entries; i++) {
		struct str name;
		size_t more;

		if (b.n - at < ZIP_ENTRY_SIZE || memcmp(b.p + at, "PK\1\2", 4) != 0)
			return EVIDENCE_UNKNOWN;
		name = (struct str){ (const char *)b.p + at + ZIP_ENTRY_SIZE,
				     little_16(b.p + at + 28) };
		more = name.n + little_16(b.p + at + 30) + little_16(b.p + at + 32);
		if (b.n - at - ZIP_ENTRY_SIZE < more || ends_in(name, "vbaProject.bin"))
			return EVIDENCE_UNKNOWN;
		if (str_is(name, "word/document.xml"))
			found = EVIDENCE_DOCX;
		else if (str_is(name, "xl/workbook.xml"))
			found = EVIDENCE_XLSX;
		at += ZIP_ENTRY_SIZE + more;
	}
	return found;
}

/* An OpenDocument file begins with an entry "mimetype" that is not packed. */
static bool is_open_document(struct blob b, const char *kind)
{
	static const char name[] = "mimetype";
	static const char before[] = "application/vnd.oasis.opendocument.";
	size_t at = 30, n = strlen(kind), all = strlen(before) + n;

	return begins(b, "PK\3\4", 4) && b.n > at + strlen(name) + all &&
	       little_16(b.p + 26) == strlen(name) && little_16(b.p + 28) == 0 &&
	       little_32(b.p + 22) == all &&
	       memcmp(b.p + at, name, strlen(name)) == 0 &&
	       memcmp(b.p + at + strlen(name), before, strlen(before)) == 0 &&
	       memcmp(b.p + at + strlen(name) + strlen(before), kind, n) == 0;
}

/* Plain text in UTF-8, or in the older encodings of spreadsheets: no control
 * characters besides tabs, line and page ends. */
static bool is_text(struct blob b)
{
	for (size_t i = 0; i < b.n; i++) {
		uint8_t c = b.p[i];

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f)
			return false;
	}
	return b.n > 0;
}

enum evidence_type evidence_type_of(struct str name, struct blob bytes)
{
	enum evidence_type said = type_of_name(name);
	bool is_so = false;

	switch (said) {
	case EVIDENCE_PDF:
		is_so = begins(bytes, "%PDF-", 5);
		break;
	case EVIDENCE_ODT:
		is_so = is_open_document(bytes, "text");
		break;
	case EVIDENCE_ODS:
		is_so = is_open_document(bytes, "spreadsheet");
		break;
	case EVIDENCE_DOCX:
	case EVIDENCE_XLSX:
		is_so = begins(bytes, "PK\3\4", 4) && office_type(bytes) == said;
		break;
	case EVIDENCE_PNG:
		is_so = begins(bytes, "\x89PNG\r\n\x1a\n", 8);
		break;
	case EVIDENCE_JPEG:
		is_so = begins(bytes, "\xff\xd8\xff", 3);
		break;
	case EVIDENCE_CSV:
	case EVIDENCE_TXT:
		is_so = is_text(bytes);
		break;
	case EVIDENCE_UNKNOWN:
	case EVIDENCE_TYPES:
		break;
	}
	return is_so ? said : EVIDENCE_UNKNOWN;
}
