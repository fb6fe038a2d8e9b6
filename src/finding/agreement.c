/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture of a subject in words. */
#include "finding/agreement.h"

#include "base/clock.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "finding/sql.h"
#include "meeting/meeting.h"

static struct agreement agreement_row(struct rows *rows, struct arena *a,
				      struct round_key round)
{
	return (struct agreement){
		.id = rows_i64(rows, AGREEMENT_ID),
		.round = round,
		.meeting = rows_i64(rows, AGREEMENT_MEETING),
		.strand = rows_i64(rows, AGREEMENT_STRAND),
		.how = (enum agreement_how)rows_in(rows, AGREEMENT_HOW, 0, AGREEMENT_REPLACED),
		.account = rows_i64(rows, AGREEMENT_ACCOUNT),
		.author = rows_str(rows, AGREEMENT_AUTHOR, a),
		.subject = rows_str(rows, AGREEMENT_SUBJECT, a),
		.level = (int)rows_in(rows, AGREEMENT_LEVEL, 0, LEVELS_MAX),
		.words = rows_str(rows, AGREEMENT_WORDS, a),
		.reason = rows_str(rows, AGREEMENT_REASON, a),
		.difference = rows_str(rows, AGREEMENT_DIFFERENCE, a),
		.for_whom = rows_str(rows, AGREEMENT_FOR_WHOM, a),
		.agreed = rows_i64(rows, AGREEMENT_AGREED),
	};
}

bool agreement_list(struct db *db, struct arena *a, struct round_key round,
		    struct agreement_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LIST, e, round.organisation, round.id);

	*ret = (struct agreement_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = agreement_row(rows, a, round);
	return !rows_failed(rows);
}

/* --- writing --------------------------------------------------------------------- */

static bool text_ok(struct str s)
{
	return utf8_text_ok(s) && utf8_count(s) <= AGREEMENT_CHARS_MAX;
}

static bool subject_check(struct str subject, struct err *e)
{
	if (subject.n == 0 || subject.n > AGREEMENT_SUBJECT_BYTES_MAX || !utf8_text_ok(subject))
		return err_set(e, ERR_INPUT, "an agreement is about one subject");
	return true;
}

static bool agreement_check(const struct agreement *g, struct err *e)
{
	if (!subject_check(g->subject, e))
		return false;
	if (g->level < 0 || g->level > LEVELS_MAX)
		return err_set(e, ERR_INPUT, "no such level");
	if (str_trim(g->words).n == 0)
		return err_set(e, ERR_INPUT, "an agreement has words");
	if (!text_ok(g->words) || !text_ok(g->reason) || !text_ok(g->difference) ||
	    !text_ok(g->for_whom))
		return err_set(e, ERR_INPUT, "a text of an agreement has at most %d characters",
			       AGREEMENT_CHARS_MAX);
	return true;
}

/* The newest of all strands; *ret_id 0 when there is none. */
static bool newest_of(struct db *db, const struct agreement *g, int64_t *ret_id,
		      int64_t *ret_agreed, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LATEST, e, g->round.organisation, g->round.id,
			 g->subject);

	*ret_id = *ret_agreed = 0;
	if (rows_next(rows, e)) {
		*ret_id = rows_i64(rows, AGREEMENT_LATEST_ID);
		*ret_agreed = rows_i64(rows, AGREEMENT_LATEST_AGREED);
	}
	return !rows_failed(rows);
}

/* The strand that a version goes on with. */
static bool strand_of(struct db *db, const struct agreement *g, int64_t after, int64_t *ret,
		      struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_NEWEST_BESIDE, e, g->round.organisation, g->round.id,
			 g->subject, after);

	if (!rows_one(rows, "agreement", e))
		return false;
	if (rows_i64(rows, AGREEMENT_NEWEST_BESIDE_ID) != after)
		return err_set(e, ERR_GONE, "there is a newer version");
	*ret = rows_i64(rows, AGREEMENT_NEWEST_BESIDE_STRAND);
	return true;
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

static bool is_spoken_there(struct db *db, const struct agreement *g, struct err *e)
{
	if (!g->meeting || meeting_is_there(db, g->round, g->meeting, e))
		return true;
	return e->kind == ERR_GONE && err_set(e, ERR_ABSENT, "no such meeting");
}

bool agreement_add(struct db *db, const struct agreement *g, struct agreement_base base,
		   struct err *e)
{
	const int64_t id = g->id ? g->id : rng_id();
	int64_t newest, last, strand = id, at = g->agreed ? g->agreed : clock_now();

	if (!agreement_check(g, e) || !is_spoken_there(db, g, e) || !newest_of(db, g, &newest, &last, e))
		return false;
	if (base.is_asked && base.newest != newest)
		return err_set(e, ERR_GONE, "somebody has written about this subject");
	if (base.after && !strand_of(db, g, base.after, &strand, e))
		return false;
	/* A version that is added later is the newer one, whatever the clock did. */
	if (newest && last >= at)
		at = last + 1;
	return db_exec(db, SQL_AGREEMENT_ADD, e, id, g->round.organisation, g->round.id,
		       g->meeting, g->subject, (int64_t)g->level, g->words, present(g->reason),
		       present(g->difference), present(g->for_whom), at, strand,
		       (int64_t)(base.after ? g->how : AGREEMENT_BESIDE), g->account);
}

/* --- one line for the whole -------------------------------------------------------- */

bool agreement_line_add(struct db *db, struct round_key round, const struct agreement_line *line,
			int64_t newest, struct err *e)
{
	int64_t at = line->written ? line->written : clock_now(), last = 0;

	if (!subject_check(line->subject, e))
		return false;
	if (!utf8_text_ok(line->words) || utf8_count(line->words) > AGREEMENT_LINE_CHARS_MAX)
		return err_set(e, ERR_INPUT, "a line has at most %d characters",
			       AGREEMENT_LINE_CHARS_MAX);
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LINE_LATEST, e, round.organisation, round.id,
			 line->subject);

	if (rows_next(rows, e)) {
		last = rows_i64(rows, AGREEMENT_LINE_LATEST_ID);
		if (rows_i64(rows, AGREEMENT_LINE_LATEST_WRITTEN) >= at)
			at = rows_i64(rows, AGREEMENT_LINE_LATEST_WRITTEN) + 1;
	}
	if (rows_failed(rows))
		return false;
	if (last != newest)
		return err_set(e, ERR_GONE, "somebody has written this line since");
	return db_exec(db, SQL_AGREEMENT_LINE_ADD, e, line->id ? line->id : rng_id(),
		       round.organisation, round.id, line->subject, present(line->words),
		       line->account, at);
}

bool agreement_line_list(struct db *db, struct arena *a, struct round_key round,
			 struct agreement_line_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LINE_LIST, e, round.organisation, round.id);

	*ret = (struct agreement_line_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct agreement_line){
			.id = rows_i64(rows, AGREEMENT_LINE_ID),
			.subject = rows_str(rows, AGREEMENT_LINE_SUBJECT, a),
			.words = rows_str(rows, AGREEMENT_LINE_WORDS, a),
			.written = rows_i64(rows, AGREEMENT_LINE_WRITTEN),
			.author = rows_str(rows, AGREEMENT_LINE_AUTHOR, a),
		};
	return !rows_failed(rows);
}
