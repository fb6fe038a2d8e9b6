/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The commands with which anyone can recompute a figure: text in, text out, no
 * database.  They call the same functions as the product.  Formats:
 * docs/developer/method-commands.md.
 *
 * Each function reads one text (a line, a document) and appends its answer to
 * `o`; false with ERR_INPUT names the place and the cure.  Nothing is guessed:
 * unknown fields, double fields and numbers out of range are refused.
 */
#ifndef PEIL_RECOMPUTE_RECOMPUTE_H
#define PEIL_RECOMPUTE_RECOMPUTE_H

#include "base/err.h"
#include "base/out.h"
#include "cli/command.h"

enum {
	INPUT_MAX = 256 * 1024 * 1024,	/* a million lines of figures; parsing takes as much again */
	COUNT_MAX = 100 * 1000 * 1000,	/* answers in a cell; ten levels of them fit (tally) */
	MEMBERS_MAX = 1000 * 1000 * 1000,
	ID_MAX = 200,			/* bytes of a name */
	K_MAX = 1000,
};

/* What the options say; each command uses its own. */
struct recompute_options {
	int levels;		/* figures: 0 is as many as there are counts */
	int64_t k;		/* talk */
	bool is_english;	/* talk */
	bool is_together;	/* talk: one answer about all items and groups */
};

bool figures_line(struct arena *a, struct str text, const struct recompute_options *options,
		  struct out *o, struct err *e);
bool gaps_line(struct arena *a, struct str text, const struct recompute_options *options,
	       struct out *o, struct err *e);
bool fdr_line(struct arena *a, struct str text, const struct recompute_options *options,
	      struct out *o, struct err *e);
bool talk_table(struct arena *a, struct str text, const struct recompute_options *options,
		struct out *o, struct err *e);
bool plan_document(struct arena *a, struct str text, const struct recompute_options *options,
		   struct out *o, struct err *e);
bool pieces_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e);
bool attack_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e);

/*
 * The whole of a command: the words left in argv are the file, or none or "-"
 * for stdin.  With is_lines the function sees line by line and the answers
 * before a refused line are printed; otherwise it sees everything at once.
 */
struct recompute {
	bool (*run)(struct arena *a, struct str text, const struct recompute_options *options,
		    struct out *o, struct err *e);
	bool is_lines;
};

int recompute_command(const struct command *c, const struct recompute *r,
		      const struct recompute_options *options, int argc, char **argv);

#endif
