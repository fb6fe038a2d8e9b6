/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A page: one file page_NAME.c of a room with one exported descriptor
 *
 *	const struct page NAME_page = { … };
 *
 * A build tool collects the descriptors; from them come routing, 405 answers,
 * the body limit, the guard's checks and the list that the accessibility tests
 * walk.
 *
 * Before run() the server has held the request against the descriptor: a form
 * of another site, the page's rate limit, who asks and what they may, the token
 * of a form that a right is needed for, the path's arguments, and every input
 * field.  run() sees checked values only.  It fills the reply by one of the
 * call_… functions, or returns false with *e set: then the page for that kind
 * of error is the answer.
 */
#ifndef PEIL_SERVER_PAGE_H
#define PEIL_SERVER_PAGE_H

#include "base/clock.h"
#include "base/err.h"
#include "html/form.h"
#include "html/view.h"
#include "http/http.h"
#include "server/rate.h"
#include "store/writer.h"

/* Who asks.  The product finds them by the cookie of their session; strings
 * live as long as the request. */
struct visitor {
	int64_t id, organisation;	/* id 0: nobody is signed in */
	unsigned may;			/* a bit for each right, as the product numbers them */
	struct str name, organisation_name;
	struct str csrf;		/* the token that every form of this session carries */
	bool is_due;			/* it is long ago that this session was said to be used */
};

enum page_kind {
	PAGE_FOR_ALL,		/* who is signed in is known, and a choice of language kept */
	PAGE_ANONYMOUS,		/* no session is looked up, the guard and the frame around the
				 * page send no cookie; it has the small style sheet */
};

struct page;
struct web;

/* One request being answered. */
struct call {
	struct web *web;
	struct db *db;			/* this worker's reading connection */
	struct arena *a;
	const struct http_request *q;
	struct http_reply *r;
	const struct page *page;
	struct str allow;		/* methods of the path, when this is none of them */
	struct str arg[4];		/* {…} parts of the path, decoded, in order */
	int64_t id[4];			/* the same as numbers; 0 when not one */
	const struct value *in;		/* by index of page->fields */
	enum lang lang;
	struct visitor who;
	struct view view;
	struct str was;			/* what the form says it rests on; empty: nothing */
	/* The form is of a session that ended, or comes back after signing in: it is
	 * shown, filled, and nothing is written. */
	bool is_again;
	bool has_lost_file;		/* and a file of it has to be chosen anew */
	bool has_turn;			/* call_take_turn */
	bool is_guarded;		/* the form is ours and of who asks */
	/* Looked at again inside the transaction of each write; NULL: nothing.  call_rest. */
	bool (*still)(struct db *db, struct call *c, struct err *e);
	int64_t still_of;
	struct str error_detail;	/* what stands for %1 in the words of an error */
};

/* Pages that stand together in the menu. */
struct menu_area {
	int order;			/* among the areas, from 1 */
	const char *text;		/* translated later */
};

/* The place of a page in the menu of what it is about. */
struct menu_place {
	const struct menu_area *area;	/* NULL: on its own, before all areas */
	int order;			/* in its area */
	const char *text;		/* translated later; NULL: it has no place */
};

enum {
	PAGE_BODY_DEFAULT = 16 * 1024,	/* bytes: a question page with its remark */
	PAGE_COUNTS = 4,
};

struct page {
	const char *method;		/* GET (HEAD goes with it) or POST */
	const char *path;		/* "/rondes/{round}/groepen" */
	enum page_kind kind;
	unsigned needs;			/* rights: a visitor must have them all; 0: everybody */
	/* In which stages of what it is about the page does its work: a bit for each, as
	 * the product numbers them; 0: all, or it is about nothing with stages.  The menu
	 * goes by it; the product refuses the others, and tests/pages holds it to that. */
	unsigned stages;
	struct menu_place menu;
	/* The page of the menu that is current on this one.  NULL: itself, or the one
	 * whose path this path goes on from. */
	const struct page *under;
	/* What run() counts, by call_count or guess_may.  Never every request of an address:
	 * an office has one. */
	const struct rate_limit *counts[PAGE_COUNTS];
	const struct field *fields;	/* ends with a NULL name */
	size_t body_max;		/* bytes; 0: PAGE_BODY_DEFAULT for a POST */
	/* Who may send more than that to a page without sign-in: from whom the first
	 * {…} of the path is known; a code of guess_codes.  NULL: everybody.  On the thread
	 * that reads. */
	bool (*knows)(struct db *db, struct arena *a, struct str code);
	/* More than PAGE_BODY_DEFAULT only from a browser that signed in here before. */
	bool asks_known_browser;
	/* An old form of the same person does its work at once: nothing can be lost by it. */
	bool takes_old_forms;
	bool reads_out;			/* http.h: what is larger is dropped, then refused */
	/* Hashes, or makes a large file: has few workers of its own (http.h), so that
	 * answering never waits for it. */
	bool is_slow;
	/* Is answered on the thread that reads, before any queue: it asks the database
	 * nothing, and waits for nothing. */
	bool is_at_once;
	bool is_strict;			/* unknown or out-of-range fields: 400 */
	bool (*run)(struct call *c, struct err *e);
};

/* The view, ready to call view_NAME(v, …); afterwards call_page sends it. */
struct view *call_view(struct call *c);
bool call_page(struct call *c, int status, struct err *e);

/* Gives the view the menu of what this request is about: the pages with a place in
 * it that do their work in this stage and that the visitor may see.  `id` stands
 * for the {…} of their paths. */
void call_menu(struct call *c, unsigned stage, int64_t id);

/* Does the page name this limit in its counts?  ERR_SYSTEM. */
bool call_names(const struct call *c, const struct rate_limit *limit, struct err *e);

/* Takes a token of this limit, which the page names; ERR_RATE when there is none
 * left.  call_count_back gives it back: it was no guess. */
bool call_count(struct call *c, const struct rate_limit *limit, struct str key, struct err *e);
void call_count_back(struct call *c, const struct rate_limit *limit, struct str key);

/* Before much memory is taken: the page of 1,000 groups takes tens of MB.  Few at a time;
 * the others wait some seconds, up to a number, so that workers stay for whoever
 * answers.  ERR_BUSY. */
bool call_take_turn(struct call *c, struct err *e);

/* 303 See other.  The format takes %s-free pieces: use url_… builders.  ERR_LIMIT when it
 * is empty or longer than LOCATION_MAX: a cut address leads elsewhere. */
enum { LOCATION_MAX = 2000 };
bool call_redirect(struct call *c, struct url to, struct err *e);

/* Bytes of another type; name is the proposed file name, may be empty. */
bool call_bytes(struct call *c, struct str type, struct str file_name,
		struct str bytes, struct err *e);

/* Runs a change on the writer and waits until it is on the disk.  In the same
 * transaction it is looked at before whether who asks is still signed in (ERR_SIGN_IN),
 * and whether all is as call_rest says.  ERR_AGAIN when the form is only shown again. */
bool call_write(struct call *c, write_fn fn, void *ctx, struct err *e);
/* What was destroyed goes from the file too (writer_scrub).  When that fails it is said in
 * the log, and the sweep tries again. */
void call_scrub(struct call *c);

/* What this request goes out from and does not hold fast: it takes its time between
 * reading and writing.  c->still_of is `of`. */
void call_rest(struct call *c, bool (*still)(struct db *db, struct call *c, struct err *e), int64_t of);

/* The whole address of a path, for what leaves this page: cards, links, screens.  The
 * only way to make one. */
struct str call_address(struct call *c, struct url path);

/* url_make(a, "/rondes/%d/groepen/%d", …): %d takes int64_t, %s takes a
 * struct str that is percent-encoded. */
struct url url_make(struct arena *a, const char *format, ...);

#endif
