/* SPDX-License-Identifier: EUPL-1.2 */
/* What unit_paste.c and paste_rows.c have between them. */
#ifndef PEIL_ROUND_PASTE_TREE_H
#define PEIL_ROUND_PASTE_TREE_H

#include "base/out.h"
#include "round/paste_row.h"

enum { PASTE_SLOTS = 16384 /* a power of two, over twice UNITS_MAX */ };

struct reader {
	struct arena *a;
	int k;
	const struct paste_answers *answers;	/* NULL: nothing was asked */
	struct str text;
	struct paste_records records;
	struct paste_line *lines;
	size_t count, faults, warnings;
	struct paste_notes notes;
	struct paste_questions questions;
	struct unit_tree tree;
	/* Of each unit of the tree; and its index by parent and name, 0 is free. */
	struct str *keys, *looks;
	uint16_t *slots, *look_slots;
	/* The text with the answers in it: `copied` bytes of it are in `out`. */
	struct out out;
	size_t copied;
	bool is_changed;
};

/* Where a group comes: what is above it, and its name.  paste_put spells them as
 * those that are there already. */
struct paste_place {
	struct str parts[UNIT_DEPTH_MAX];
	size_t count;			/* may be more than fit */
	struct str name;
};

void paste_note_add(struct reader *r, enum paste_remark remark, int line, struct str text,
		    struct str other);
/* The answer; no, and noted down, while nobody gave one. */
bool paste_asks(struct reader *r, struct paste_question q, bool is_saved);
enum paste_problem paste_put(struct reader *r, struct paste_place *p, int line,
			     const struct unit *leaf);
void paste_rows_read(struct reader *r);

#endif
