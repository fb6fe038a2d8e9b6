/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Findings: what was found about a subject, in three layers.  The picture is
 * what the answers say, the story what people tell, the paper what can be
 * looked up.  A finding says how it stands towards the other layers; where it
 * contradicts them, both sides are shown.
 */
#ifndef PEIL_FINDING_FINDING_H
#define PEIL_FINDING_FINDING_H

#include "finding/evidence.h"

enum finding_layer { LAYER_PICTURE, LAYER_STORY, LAYER_PAPER, LAYERS };
enum finding_stance { STANCE_APART, STANCE_CONFIRMS, STANCE_CONTRADICTS, STANCES };

enum {
	FINDING_CHARS_MAX = 2000,
	FINDING_SOURCE_CHARS_MAX = 300,
	FINDING_LINK_BYTES_MAX = 2000,	/* what browsers and proxies take */
	FINDINGS_MAX = 2000,		/* of one round: fifty a subject */
};

struct finding {
	int64_t id;
	struct round_key round;
	int64_t meeting;		/* where it was heard; 0: nowhere */
	struct str subject;		/* id in the model */
	enum finding_layer layer;
	enum finding_stance stance;
	int64_t version;		/* of body, from 1; set by this module */
	struct str body;
	struct str source;		/* in words; may be empty */
	struct str link;		/* http(s) address; may be empty */
	int64_t note;			/* 0: none */
	int64_t file;			/* 0: none */
	struct str file_name;		/* read only */
	int64_t created;
};

struct finding_list { LIST_OF(struct finding); };

/* An address that a browser opens as a page: http or https, a host, no blanks,
 * no name or password before the host. */
bool finding_link_ok(struct str link);

/* `file` NULL: none.  f->id and f->file are made by the caller, so that
 * running it again does the same.  ERR_INPUT, ERR_TOO_LARGE (file), ERR_LIMIT. */
bool finding_add(struct db *db, const struct finding *f, const struct evidence *file,
		 struct err *e);
/* With a file, f->file is its new id; without, it is the id that the finding
 * has, or 0 to drop the file. */
bool finding_change(struct db *db, const struct finding *f, const struct evidence *file,
		    struct err *e);
/* With its file and what people said of it. */
bool finding_remove(struct db *db, struct round_key round, int64_t id, struct err *e);
bool finding_get(struct db *db, struct arena *a, struct round_key round, int64_t id,
		 struct finding *ret, struct err *e);
/* By layer, then in the order of writing. */
bool finding_list(struct db *db, struct arena *a, struct round_key round, struct finding_list *ret,
		  struct err *e);

/* A meeting as findings and agreements name it. */
struct finding_meeting {
	int64_t id, starts;
	struct str title;
	struct str units;		/* "Burgerzaken, Vergunningen"; may be empty */
};

struct finding_meeting_list { LIST_OF(struct finding_meeting); };

/* A note of a meeting that may go into the report. */
struct finding_note {
	int64_t id, meeting;
	struct str subject, body;	/* subject may be empty */
};

struct finding_note_list { LIST_OF(struct finding_note); };

/* The newest first; a quote only when its speaker agreed. */
bool finding_notes(struct db *db, struct arena *a, struct round_key round,
		   struct finding_note_list *ret, struct err *e);

/* The newest first. */
bool finding_meetings(struct db *db, struct arena *a, struct round_key round,
		      struct finding_meeting_list *ret, struct err *e);

#endif
