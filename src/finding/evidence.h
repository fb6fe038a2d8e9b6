/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files that prove a finding.  They are kept in the database, so that a backup
 * holds findings and evidence of the same moment, and are handed out as a
 * download only (docs/decisions/0013-evidence-in-the-database.md).
 *
 * What a file is, is read from its bytes, and its name must say the same.
 * That keeps programs and pages out; it does not make a document safe to open:
 * a PDF can still hold something harmful.
 */
#ifndef PEIL_FINDING_EVIDENCE_H
#define PEIL_FINDING_EVIDENCE_H

#include "round/round_key.h"

enum {
	EVIDENCE_BYTES_MAX = 10 * 1024 * 1024,		/* a report with pictures */
	EVIDENCE_ROUND_BYTES_MAX = 200 * 1024 * 1024,	/* what a backup can carry */
	EVIDENCE_NAME_CHARS_MAX = 120,
};

enum evidence_type {
	EVIDENCE_UNKNOWN,
	EVIDENCE_PDF, EVIDENCE_ODT, EVIDENCE_ODS, EVIDENCE_DOCX, EVIDENCE_XLSX,
	EVIDENCE_PNG, EVIDENCE_JPEG, EVIDENCE_CSV, EVIDENCE_TXT,
	EVIDENCE_TYPES,
};

struct evidence {
	struct str name;
	struct blob bytes;
};

/* Why a file is not taken. */
enum evidence_why {
	EVIDENCE_IS_FINE,
	EVIDENCE_IS_OTHER,		/* a type that we do not know, or not what its name says */
	EVIDENCE_IS_OLD,		/* Office of before 2007, a message, or behind a password */
	EVIDENCE_HAS_MACROS,
	EVIDENCE_HAS_FILES,		/* another file in it, that cannot be looked into */
};

struct evidence_is {
	enum evidence_type type;	/* EVIDENCE_UNKNOWN: it is not taken */
	enum evidence_why why;
};

/* The type that name and bytes agree on (evidence_type.c).  Pure, fuzzed. */
struct evidence_is evidence_look(struct str name, struct blob bytes);
enum evidence_type evidence_type_of(struct str name, struct blob bytes);
const char *evidence_type_name(enum evidence_type t);	/* "pdf" */

/* ERR_INPUT: a type we do not take; ERR_TOO_LARGE: the file or all of the
 * round together. */
bool evidence_add(struct db *db, struct round_key round, int64_t id, const struct evidence *f,
		  struct err *e);
bool evidence_remove(struct db *db, struct round_key round, int64_t id, struct err *e);
/* ERR_ABSENT when the round has no such file. */
bool evidence_get(struct db *db, struct arena *a, struct round_key round, int64_t id,
		  struct evidence *ret, struct err *e);

#endif
