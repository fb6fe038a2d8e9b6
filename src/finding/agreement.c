/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture of a subject in words. */
#include "finding/agreement.h"

#include "base/clock.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "finding/sql.h"

static struct agreement agreement_row(struct rows *rows, struct arena *a,
				      struct round_key round)
{
	return (struct agreement){
		.id = rows_i64(rows, AGREEMENT_ID),
		.round = round,
		.meeting = rows_i64(rows, AGREEMENT_MEETING),
		.subject = rows_str(rows, AGREEMENT_SUBJECT, a),
		.level = (int)rows_i64(rows, AGREEMENT_LEVEL),
		.words = rows_str(rows, AGREEMENT_WORDS, a),
		.reason = rows_str(rows, AGREEMENT_REASON, a),
		.difference = rows_str(rows, AGREEMENT_DIFFERENCE, a),
		.for_whom = rows_str(rows, AGREEMENT_FOR_WHOM, a),
		.agreed = rows_i64(rows, AGREEMENT_AGREED),
	};
}

bool agreement_latest(struct db *db, struct arena *a, struct round_key round, struct str subject,
		      struct agreement *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LATEST, e, round.organisation, round.id, subject);

	if (!rows_one(rows, "agreement", e))
		return false;
	*ret = agreement_row(rows, a, round);
	return true;
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

static bool text_ok(struct str s)
{
	return utf8_text_ok(s) && utf8_count(s) <= AGREEMENT_CHARS_MAX;
}

static bool agreement_check(const struct agreement *g, struct err *e)
{
	if (g->subject.n == 0 || g->subject.n > AGREEMENT_SUBJECT_BYTES_MAX ||
	    !utf8_text_ok(g->subject))
		return err_set(e, ERR_INPUT, "an agreement is about one subject");
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

/* A version that is added later is the newer one, whatever the clock did. */
static bool agreed_at(struct db *db, const struct agreement *g, int64_t *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_AGREEMENT_LATEST, e, g->round.organisation, g->round.id,
			 g->subject);
	int64_t at = g->agreed ? g->agreed : clock_now();

	if (rows_next(rows, e) && rows_i64(rows, AGREEMENT_AGREED) >= at)
		at = rows_i64(rows, AGREEMENT_AGREED) + 1;
	if (rows_failed(rows))
		return false;
	*ret = at;
	return true;
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

bool agreement_add(struct db *db, const struct agreement *g, struct err *e)
{
	int64_t at;

	return agreement_check(g, e) && agreed_at(db, g, &at, e) &&
	       db_exec(db, SQL_AGREEMENT_ADD, e, g->id ? g->id : rng_id(), g->round.organisation,
		       g->round.id, g->meeting, g->subject, (int64_t)g->level, g->words,
		       present(g->reason),
		       present(g->difference), present(g->for_whom), at);
}
