/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Looking at an installation without changing anything.  Each check says one line in words:
 * what is fine, what to know, or what to do and how.
 */
#ifndef PEIL_UPKEEP_DOCTOR_H
#define PEIL_UPKEEP_DOCTOR_H

#include "store/db.h"
#include "upkeep/say.h"

enum finding_of { IS_FINE, TO_KNOW, TO_DO };

struct doctor {
	struct say s;
	const char *db, *base_url, *tls_cert;	/* the last two may be NULL */
	struct db *open;			/* NULL: it cannot be opened */
	long server;				/* its process; 0: none is seen */
	int64_t to_do;
};

void doctor_list(struct doctor *d, enum finding_of what, const char *text, const struct str *args,
		 size_t count);
/* As say() and say0(). */
#define doctor_say(d, what, text, ...) doctor_list((d), (what), (text), \
	(const struct str[]){ __VA_ARGS__ }, \
	sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
#define doctor_say0(d, what, text) doctor_list((d), (what), (text), NULL, 0)

/* What stands first of a small file, without the end of its line; p NULL: nothing. */
struct str doctor_file(struct doctor *d, const char *path);

void doctor_files(struct doctor *d);		/* owner, rights, room on the disk */
void doctor_machine(struct doctor *d);		/* memory, sandbox, clock */
void doctor_database(struct doctor *d);		/* opens it: schema, whole, statements, backup */
void doctor_address(struct doctor *d);		/* base URL, what the proxy says, certificate */

#endif
