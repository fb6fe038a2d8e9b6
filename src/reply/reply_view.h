/* SPDX-License-Identifier: EUPL-1.2 */
/* "Jullie zeiden, wij doen": what the lead writes and what people read. */
#ifndef PEIL_REPLY_REPLY_VIEW_H
#define PEIL_REPLY_REPLY_VIEW_H

#include "html/form.h"
#include "picture/picture_view.h"
#include "remark/remarks_view.h"
#include "reply/unit_reply.h"
#include "round/journey.h"

struct reply_row {
	const struct unit *unit;
	int64_t sheets;
	const struct unit_reply *reply;		/* NULL: nothing written */
	struct str above;			/* of a group that is not shown: whose page it gets */
};

struct reply_list_view {
	const struct form *form;		/* of the link */
	const struct round *round;
	const struct reply_row *rows;
	size_t row_count;
	struct str link;			/* whole address; empty: none yet */
	struct url open;			/* the same, as a path */
	int64_t remarks_to_read, published;
	const struct stage_exit *follow;
};

enum reply_field { REPLY_FIELD_BODY, REPLY_FIELD_BUTTON, REPLY_FIELD_OPEN };

struct reply_form_view {
	const struct round *round;
	const struct unit *unit;
	struct form *form;
	struct str link;			/* empty when not published */
	struct url open;
	bool is_published;
};

/* One group's page. */
struct reply_page_view {
	const struct picture_view *picture;
	const struct markup *strips;		/* one per subject, in model order */
	const struct shown_row *remarks;
	size_t remark_count;
	struct str body;
	struct str asked;			/* the group that has no page of its own; empty */
	const struct stage_exit *follow;	/* NULL: not decided yet */
	struct url groups;
	bool is_preview;
};

struct reply_groups_view {
	const struct round *round;
	struct str key;
	const struct reply_row *rows;		/* every group whose page can be read */
	size_t row_count;
	const struct stage_exit *follow;
};

/* What a card of a closed round leads to. */
struct reply_card_view {
	struct str closed;			/* "27 november 2026, 17.00 uur" */
	bool is_open;				/* not closed yet */
	bool is_counted;			/* else within a minute */
	struct str code;
	const struct reply_groups_view *groups;	/* NULL: nothing counted */
};

/* A closed round with all that replies need. */
struct reply_round {
	struct closed_round closed;
	struct unit_reply_list replies;
	const struct stage_exit *follow;
};

/* `closed` is filled by the caller. */
bool reply_round_get(struct call *c, struct reply_round *rr, struct err *e);
/* The page of a visible unit, for somebody of `asked` (the same or below). */
bool reply_page_make(struct call *c, const struct reply_round *rr, size_t unit, size_t asked,
		     struct reply_page_view *ret, struct err *e);
/* NULL: nothing can be read for this unit; NODE_NONE gives NULL. */
const struct unit_reply *reply_published(const struct reply_round *rr, size_t unit);
/* Every group whose page can be read, with the link's key. */
void reply_groups_make(struct call *c, const struct reply_round *rr, struct str key,
		       struct reply_groups_view *ret);
/* "Ruimte / Vergunningen"; the index of a unit by id, NODE_NONE when absent. */
size_t reply_unit_at(const struct unit_tree *tree, int64_t id);
struct str reply_address(struct call *c, struct str key, int64_t unit);

#endif
