/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file is, by its first bytes and, for zipped documents, its contents. */
#include <string.h>
#include <strings.h>

#include "finding/evidence.h"
#include "finding/evidence_zip.h"

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

/* A document of this type that is a zip file. */
static struct evidence_is zipped(struct blob bytes, enum evidence_type said)
{
	struct evidence_is is = zip_is(bytes);
	bool is_so = is.type == said;

	if (is.why != EVIDENCE_IS_FINE)
		return is;
	if (said == EVIDENCE_ODT)
		is_so = is_open_document(bytes, "text");
	else if (said == EVIDENCE_ODS)
		is_so = is_open_document(bytes, "spreadsheet");
	return is_so ? (struct evidence_is){ said, EVIDENCE_IS_FINE }
		     : (struct evidence_is){ EVIDENCE_UNKNOWN, EVIDENCE_IS_OTHER };
}

struct evidence_is evidence_look(struct str name, struct blob bytes)
{
	enum evidence_type said = type_of_name(name);
	bool is_so = false;

	if (is_old_office(bytes))
		return (struct evidence_is){ EVIDENCE_UNKNOWN, EVIDENCE_IS_OLD };
	switch (said) {
	case EVIDENCE_PDF:
		is_so = begins(bytes, "%PDF-", 5);
		break;
	case EVIDENCE_ODT:
	case EVIDENCE_ODS:
	case EVIDENCE_DOCX:
	case EVIDENCE_XLSX:
		if (begins(bytes, "PK\3\4", 4))
			return zipped(bytes, said);
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
	return is_so ? (struct evidence_is){ said, EVIDENCE_IS_FINE }
		     : (struct evidence_is){ EVIDENCE_UNKNOWN, EVIDENCE_IS_OTHER };
}

enum evidence_type evidence_type_of(struct str name, struct blob bytes)
{
	return evidence_look(name, bytes).type;
}
