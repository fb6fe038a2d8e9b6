/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A zipped document is known by its directory.  Macros and other programs are known
 * by the name of their part, by what the list of contents says of it, and by their
 * first bytes, because a name can be another one.
 */
#include "finding/evidence_zip.h"

#include <string.h>
#include <strings.h>

#include "base/inflate.h"

enum {
	END_SIZE = 22,			/* end of the directory, without its comment */
	COMMENT_MAX = 65535,
	ENTRY_SIZE = 46,		/* a directory entry without its name */
	LOCAL_SIZE = 30,		/* what stands before a part, without its name */
	ENTRIES_MAX = 5000,		/* a workbook of a thousand sheets */
	STORED = 0, DEFLATED = 8, IS_ENCRYPTED = 1,
	CONTENTS_MAX = 512 * 1024,	/* of the list of contents, unpacked */
};

static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
enum { OLE_SIZE = sizeof(ole) - 1 };

bool is_old_office(struct blob b)
{
	return b.n >= OLE_SIZE && memcmp(b.p, ole, OLE_SIZE) == 0;
}

static size_t little_16(const uint8_t *p)
{
	return (size_t)p[0] | (size_t)p[1] << 8;
}

static size_t little_32(const uint8_t *p)
{
	return little_16(p) | little_16(p + 2) << 16;
}

struct zip {
	size_t at, entries;		/* the directory */
};

struct part {
	struct str name;
	size_t flags, method, packed, local;
};

/* The directory's end stands last, behind it at most a comment. */
static bool zip_find(struct blob b, struct zip *ret)
{
	size_t lowest;

	if (b.n < END_SIZE)
		return false;
	lowest = b.n > END_SIZE + COMMENT_MAX ? b.n - END_SIZE - COMMENT_MAX : 0;
	for (size_t at = b.n - END_SIZE + 1; at-- > lowest;)
		if (memcmp(b.p + at, "PK\5\6", 4) == 0 &&
		    at + END_SIZE + little_16(b.p + at + 20) == b.n) {
			ret->entries = little_16(b.p + at + 10);
			ret->at = little_32(b.p + at + 16);
			return ret->at < b.n && ret->entries > 0 && ret->entries <= ENTRIES_MAX;
		}
	return false;
}

static bool part_next(struct blob b, size_t *at, struct part *ret)
{
	const uint8_t *p = b.p + *at;
	size_t more;

	if (b.n - *at < ENTRY_SIZE || memcmp(p, "PK\1\2", 4) != 0)
		return false;
	*ret = (struct part){
		.name = { (const char *)p + ENTRY_SIZE, little_16(p + 28) },
		.flags = little_16(p + 8), .method = little_16(p + 10),
		.packed = little_32(p + 20), .local = little_32(p + 42),
	};
	more = ret->name.n + little_16(p + 30) + little_16(p + 32);
	if (b.n - *at - ENTRY_SIZE < more)
		return false;
	*at += ENTRY_SIZE + more;
	return true;
}

/* The first bytes of a part as they are unpacked.  *ret_whole: those are all. */
static bool part_read(struct blob b, const struct part *part, uint8_t *ret, size_t size, size_t *ret_n,
		      bool *ret_whole)
{
	struct blob packed;
	size_t at = part->local;

	if (part->flags & IS_ENCRYPTED || at > b.n || b.n - at < LOCAL_SIZE ||
	    memcmp(b.p + at, "PK\3\4", 4) != 0)
		return false;
	at += LOCAL_SIZE + little_16(b.p + at + 26) + little_16(b.p + at + 28);
	if (at > b.n || part->packed > b.n - at)
		return false;
	packed = (struct blob){ b.p + at, part->packed };
	if (part->method == DEFLATED) {
		*ret_n = inflate_some(packed, ret, size, ret_whole);
		return true;
	}
	*ret_n = packed.n < size ? packed.n : size;
	*ret_whole = packed.n < size;
	if (*ret_n)
		memcpy(ret, packed.p, *ret_n);
	return part->method == STORED;
}

/* --- what is not taken --------------------------------------------------------------- */

static bool has(struct str s, const char *what)
{
	const size_t n = strlen(what);

	for (size_t i = 0; i + n <= s.n; i++)
		if (strncasecmp(s.p + i, what, n) == 0)
			return true;
	return false;
}

static bool begins(struct str s, const char *what)
{
	return s.n >= strlen(what) && strncasecmp(s.p, what, strlen(what)) == 0;
}

static bool ends(struct str s, const char *what)
{
	const size_t n = strlen(what);

	return s.n >= n && strncasecmp(s.p + s.n - n, what, n) == 0;
}

static enum evidence_why why_name(struct str name)
{
	static const char *const programs[] = { "vbaproject", "vbadata", "macrosheets/", "dialogsheets/",
						"activex", "attachedtoolbars" };
	static const char *const endings[] = { ".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm" };
	static const char *const others[] = { ".msg", ".doc", ".xls", ".ppt", ".exe", ".dll", ".js", ".vbs" };

	for (size_t i = 0; i < ARRAY_LEN(programs); i++)
		if (has(name, programs[i]))
			return EVIDENCE_HAS_MACROS;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (ends(name, endings[i]))
			return EVIDENCE_HAS_MACROS;
	if (begins(name, "Basic/") || begins(name, "Scripts/"))	/* OpenDocument */
		return EVIDENCE_HAS_MACROS;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (ends(name, others[i]))
			return EVIDENCE_HAS_FILES;
	return has(name, "oleObject") ? EVIDENCE_HAS_FILES : EVIDENCE_IS_FINE;
}

/* What the list of contents calls the parts.  One that cannot be read is not whole. */
static enum evidence_why why_contents(struct blob b, const struct part *part, uint8_t *room)
{
	struct str list = { (const char *)room, 0 };
	bool is_whole = false;

	if (!part_read(b, part, room, CONTENTS_MAX, &list.n, &is_whole) || !is_whole)
		return EVIDENCE_IS_OTHER;
	if (has(list, "macroEnabled") || has(list, "vbaProject") || has(list, "macrosheet") ||
	    has(list, "dialogsheet") || has(list, "activeX"))
		return EVIDENCE_HAS_MACROS;
	return has(list, "oleObject") ? EVIDENCE_HAS_FILES : EVIDENCE_IS_FINE;
}

static enum evidence_why why_part(struct blob b, const struct part *part, uint8_t *room)
{
	uint8_t first[OLE_SIZE];
	enum evidence_why why = why_name(part->name);
	bool is_whole;
	size_t n = 0;

	if (why != EVIDENCE_IS_FINE)
		return why;
	if (part->name.n == strlen("[Content_Types].xml") && begins(part->name, "[Content_Types].xml"))
		return why_contents(b, part, room);
	if (!part_read(b, part, first, sizeof(first), &n, &is_whole))
		return EVIDENCE_IS_OTHER;
	return is_old_office((struct blob){ first, n }) ? EVIDENCE_HAS_FILES : EVIDENCE_IS_FINE;
}

struct evidence_is zip_is(struct blob b)
{
	struct evidence_is found = { EVIDENCE_UNKNOWN, EVIDENCE_IS_OTHER };
	SCOPED(arena_freep) struct arena *a = arena_new(2 * CONTENTS_MAX);
	uint8_t *room = arena_alloc(a, CONTENTS_MAX);
	struct zip zip;
	size_t at;

	if (!zip_find(b, &zip))
		return found;
	at = zip.at;
	for (size_t i = 0; i < zip.entries; i++) {
		struct part part;
		enum evidence_why why;

		if (!part_next(b, &at, &part))
			return (struct evidence_is){ EVIDENCE_UNKNOWN, EVIDENCE_IS_OTHER };
		why = why_part(b, &part, room);
		if (why != EVIDENCE_IS_FINE)
			return (struct evidence_is){ EVIDENCE_UNKNOWN, why };
		if (str_is(part.name, "word/document.xml"))
			found.type = EVIDENCE_DOCX;
		else if (str_is(part.name, "xl/workbook.xml"))
			found.type = EVIDENCE_XLSX;
	}
	found.why = EVIDENCE_IS_FINE;
	return found;
}
