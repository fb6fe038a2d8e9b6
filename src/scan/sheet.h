/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A sheet: one person's answers while the round is open, a fixed number of
 * bytes that the model decides.  A ticket opens it; only hashes of tickets are
 * stored.  Layout, one byte a field unless said otherwise:
 *
 *	[0] version (1)   [1] flags (bit 0: handed in; bit 1: taken back)
 *	[2..9] picked subjects, a 64-bit mask, little endian
 *	[10..25] hash of the key of the browser that answers; zeroes: nobody's yet
 *	then per subject: now, wish, one byte per statement
 *
 * 0 is not answered; 1..levels is a level (1..5 for statements);
 * ANSWER_DONT_KNOW and ANSWER_NOT_APPLICABLE stand outside the scale.
 */
#ifndef PEIL_SCAN_SHEET_H
#define PEIL_SCAN_SHEET_H

#include "round/round.h"
#include "round/unit.h"

enum {
	ANSWER_NONE = 0,
	ANSWER_DONT_KNOW = 14,
	ANSWER_NOT_APPLICABLE = 15,
	SHEET_HEADER = 26,
	TICKET_CHARS = 12,		/* Crockford base 32: 60 bits */
	SCAN_TEXT_CHARS_MAX = 500,		/* one text, in characters as people count them */
	SLOT_TEXT_MAX = 4 * SCAN_TEXT_CHARS_MAX,	/* the same in bytes: all of it emoji */
	SLOT_FIELDS = SUBJECTS_MAX + 16,
};

struct sheet_layout {
	size_t size;				/* bytes of a sheet */
	size_t subject_at[SUBJECTS_MAX];	/* offset of `now`; wish is next */
};

struct sheet_layout sheet_layout(const struct model *m);

struct sheet {
	uint8_t *bytes;			/* layout.size of them, in an arena */
	size_t n;
};

/* Of the bytes of any sheet, also one in the database, read where it lies. */
bool sheet_is_submitted(const uint8_t *bytes);
uint64_t sheet_picks(const uint8_t *bytes);

/*
 * The key.  Whoever makes the cards may keep a list of their codes, so a code
 * alone shows nothing that was answered: the first save ties the sheet to a
 * random key that only that browser has (scan_key.c).  It says nothing of the
 * person; without the key its hash leads to nothing else.  docs/decisions/0014.
 */
struct ticket_code;

/* Was anything put on it?  Then reading and changing takes the key. */
bool sheet_is_used(const struct sheet *s);
bool sheet_has_key(const struct sheet *s, const struct ticket_code *key);
void sheet_set_key(struct sheet *s, const struct ticket_code *key);
void sheet_clear(struct sheet *s);	/* as it was laid */

void sheet_submit(struct sheet *s);	/* hands it in; only then it counts */
/* It was handed in, and then emptied (sheet_put): it is handed in no more. */
bool sheet_is_taken_back(const uint8_t *bytes);
/* Handed in, with at least one answer or pick. */
bool sheet_counts(struct blob bytes);
void sheet_set_picks(struct sheet *s, uint64_t mask);

/* --- tickets (ticket.c) --------------------------------------------------- */

struct ticket_code {
	char text[TICKET_CHARS + 1];	/* upper case, no hyphens */
};

struct ticket_code ticket_make(void);
/* Accepts lower case, blanks and hyphens, o for 0, i and l for 1. */
bool ticket_parse(struct str typed, struct ticket_code *ret);
void ticket_out(struct out *o, struct ticket_code code);		/* ABCD-EFGH-JKMN */
struct str ticket_show(struct arena *a, struct ticket_code code);
/* Different purposes give unrelated hashes (keyed BLAKE2b). */
enum ticket_purpose {
	TICKET_SHEET, TICKET_SLOT,
	TICKET_OFFER,		/* to think along: volunteer.h */
	TICKET_KEY,		/* of a key, not of a code: beside the sheet */
	TICKET_COOKIE,		/* in the name of the cookie with the key */
};
void ticket_hash(struct ticket_code code, enum ticket_purpose purpose, uint8_t ret[16]);

/* Makes `count` cards for one leaf while preparing, spare ones included; earlier
 * ones of this leaf become void.  ERR_CONFLICT: in another stage, or no such group. */
bool ticket_issue(struct db *db, struct round_key round, int64_t unit,
		  const struct ticket_code *codes, size_t count, struct err *e);

/* A number that is another when its cards were made anew; 0: there are none. */
bool ticket_made(struct db *db, struct round_key round, int64_t unit, int64_t *ret, struct err *e);

/* Opens the round: sheets and note slots for all tickets and for those in reserve
 * (spare.h), in random order; tickets emptied.  Tickets of a group that is gone, which
 * earlier versions could leave, get none.  ERR_CONFLICT when not preparing,
 * ERR_INPUT without cards. */
bool round_open(struct db *db, struct arena *a, struct round_key round,
		size_t sheet_size, struct err *e);

/*
 * After closing (closed_ticket.c).  A card still says which round it was of, and
 * leads to what happens with it: a print of its hash stays, with the round and
 * nothing else.  Before the sheets go.
 */
bool closed_tickets_keep(struct db *db, struct arena *a, struct round_key round, struct err *e);
/* Of which closed round a card is; `ticket` is its hash for the sheet.  ERR_ABSENT. */
bool closed_ticket_round(struct db *db, struct arena *a, struct blob ticket, struct round *ret,
			 struct err *e);

/* --- answering (sheet.c) --------------------------------------------------- */

/* How the cards of a group were last made. */
enum cards_form { CARDS_FORM_UNKNOWN, CARDS_ON_PAPER, CARDS_IN_A_LIST };
bool cards_form_put(struct db *db, struct round_key round, int64_t unit, enum cards_form form,
		    struct err *e);

struct respondent {
	struct round round;
	int64_t unit_id;
	struct unit unit;
	enum cards_form cards;
	struct sheet sheet;
	bool is_open;			/* round open and before its closing date */
};

/* Of a closed round there is only the round: the sheets are gone.
 * ERR_ABSENT: no such ticket.  ERR_CONFLICT: of a round that is not open yet. */
bool respondent_get(struct db *db, struct arena *a, struct ticket_code code,
		    struct respondent *ret, struct err *e);
/* One write: overwrites the sheet in place.  Handing in needs something to hand
 * in: a sheet without any answer, which would only make its group look larger,
 * is taken back, in s->bytes too.  ERR_GONE when closed meanwhile; ERR_CONFLICT
 * when as many of the unit are handed in as it has members. */
bool sheet_put(struct db *db, struct ticket_code code, const struct sheet *s, struct err *e);

/* How many must have handed in before texts of a group are read at it. */
enum { REMARK_PEOPLE_MIN = 10 };
int64_t remark_people(int64_t k);

/* Free text by field number: 0..subjects-1 are the subjects, above that the
 * model's closing questions in order. */
struct slot {
	struct str text[SLOT_FIELDS];
};
/* Bytes of a note slot: every text that the model asks for, at its longest. */
size_t slot_size(const struct model *m);
bool slot_get(struct db *db, struct arena *a, struct ticket_code code, struct slot *ret, struct err *e);
/* ERR_TOO_LARGE when one is too long, or when together they exceed the slot: in
 * rounds that were opened when slots were smaller. */
bool slot_put(struct db *db, struct arena *a, struct ticket_code code, const struct slot *n, struct err *e);

/* Handing in a sheet hands in its notes too, and taking it back takes them
 * back; sheet_put calls it. */
bool slot_mark_submitted(struct db *db, struct ticket_code code, bool is_submitted,
			  struct err *e);

/* Sheets handed in so far, filled into tree->units[].answered, inner units
 * summed. */
bool participation_count(struct db *db, struct arena *a, struct round_key round,
			 struct unit_tree *tree, struct err *e);

#endif
