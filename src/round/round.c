/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds: what they ask, of whom, until when. */
#include "round/round.h"

#include "base/rng.h"
#include "base/utf8.h"
#include "round/sql.h"

enum {
	LANGUAGES_ALL = 1 << LANG_NL | 1 << LANG_EN,
};

/* --- reading ------------------------------------------------------------------ */

static struct round round_row(struct rows *rows, struct arena *a)
{
	return (struct round){
		.id = rows_i64(rows, ROUND_ID),
		.organisation = rows_i64(rows, ROUND_ORGANISATION),
		.key = round_key_row(rows, ROUND_ORGANISATION, ROUND_ID),
		.model = rows_i64(rows, ROUND_MODEL),
		.organisation_name = rows_str(rows, ROUND_ORGANISATION_NAME, a),
		.name = rows_str(rows, ROUND_NAME, a),
		.purpose = rows_str(rows, ROUND_PURPOSE, a),
		.words = rows_str(rows, ROUND_WORDS, a),
		.k = (int)rows_in(rows, ROUND_K, K_MIN, K_MAX),
		.languages = (unsigned)rows_in(rows, ROUND_LANGUAGES, 0, LANGUAGES_ALL),
		.closes = rows_i64(rows, ROUND_CLOSES),
		.created = rows_i64(rows, ROUND_CREATED),
		.opened = rows_i64(rows, ROUND_OPENED),
		.closed = rows_i64(rows, ROUND_CLOSED),
		.stage = (enum round_stage)rows_in(rows, ROUND_STAGE, 0, STAGE_CLOSED),
	};
}

bool round_list(struct db *db, struct arena *a, int64_t organisation, struct round_list *ret,
		struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ROUND_LIST, e, organisation);

	*ret = (struct round_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = round_row(rows, a);
	return !rows_failed(rows);
}

static bool tasks_get(struct db *db, struct arena *a, struct round *r, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_TASK_LIST, e, r->id);

	r->task_count = 0;
	while (r->task_count < TASKS_MAX && rows_next(rows, e)) {
		struct task *t = &r->tasks[r->task_count++];

		t->title = rows_str(rows, TASK_LIST_TITLE, a);
		t->people = rows_str(rows, TASK_LIST_PEOPLE, a);
	}
	return !rows_failed(rows);
}

bool round_get(struct db *db, struct arena *a, int64_t organisation, int64_t id,
	       struct round *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_ROUND_BY_ID, e, organisation, id);
	struct round found;

	if (!rows_one(rows, "round", e))
		return false;
	found = round_row(rows, a);
	if (!rows_good(rows, e) || !tasks_get(db, a, &found, e))
		return false;
	*ret = found;
	return true;
}

bool round_stage_get(struct db *db, int64_t organisation, int64_t id, enum round_stage *ret,
		     struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ROUND_STAGE, e, organisation, id);

	if (!rows_one(rows, "round", e))
		return false;
	*ret = (enum round_stage)rows_in(rows, ROUND_STAGE_STAGE, 0, STAGE_CLOSED);
	return rows_good(rows, e);
}

bool round_is_in(struct db *db, struct round_key round, enum round_stage stage, struct err *e)
{
	enum round_stage is;

	return round_stage_get(db, round.organisation, round.id, &is, e) &&
	       (is == stage || err_set(e, ERR_CONFLICT, "the round is in another stage"));
}

/* --- writing ------------------------------------------------------------------ */

static bool text_ok(struct str s, size_t max)
{
	return utf8_text_ok(s) && utf8_count(s) <= max;
}

static bool round_check(const struct round *r, struct err *e)
{
	if (str_trim(r->name).n == 0 || !text_ok(r->name, ROUND_NAME_CHARS_MAX))
		return err_set(e, ERR_INPUT, "a round needs a name of at most %d characters",
			       ROUND_NAME_CHARS_MAX);
	if (!text_ok(r->purpose, ROUND_PURPOSE_CHARS_MAX))
		return err_set(e, ERR_INPUT, "the purpose has at most %d characters",
			       ROUND_PURPOSE_CHARS_MAX);
	if (r->k < K_MIN || r->k > K_MAX)
		return err_set(e, ERR_INPUT, "k lies between %d and %d", K_MIN, K_MAX);
	if (r->languages == 0 || (r->languages & ~(unsigned)LANGUAGES_ALL))
		return err_set(e, ERR_INPUT, "a round has at least one language");
	if (r->closes <= 0)
		return err_set(e, ERR_INPUT, "a round has a closing date");
	if (r->task_count > TASKS_MAX)
		return err_set(e, ERR_INPUT, "a round has at most %d tasks", TASKS_MAX);
	for (size_t i = 0; i < r->task_count; i++)
		if (str_trim(r->tasks[i].title).n == 0 ||
		    !text_ok(r->tasks[i].title, TASK_CHARS_MAX) ||
		    !text_ok(r->tasks[i].people, TASK_CHARS_MAX))
			return err_set(e, ERR_INPUT, "a task needs a title of at most %d characters",
				       TASK_CHARS_MAX);
	return true;
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

static struct str words_of(const struct round *r)
{
	return r->words.n ? r->words : STR("{}");
}

static bool tasks_put(struct db *db, const struct round *r, struct err *e)
{
	if (!db_exec(db, SQL_TASK_REMOVE_ALL, e, r->id))
		return false;
	for (size_t i = 0; i < r->task_count; i++)
		if (!db_exec(db, SQL_TASK_ADD, e, rng_id(), r->id, (int64_t)i,
			     r->tasks[i].title, present(r->tasks[i].people)))
			return false;
	return true;
}

bool round_add(struct db *db, const struct round *r, struct err *e)
{
	int64_t created = r->created ? r->created : clock_now();

	return round_check(r, e) &&
	       db_exec(db, SQL_ROUND_ADD, e, r->id, r->organisation, r->model, r->name,
		       present(r->purpose), (int64_t)r->k, (int64_t)r->languages, r->closes,
		       words_of(r), created, STAGE_PREPARE) &&
	       tasks_put(db, r, e);
}

/* Why was no row changed: not there (for this organisation), or too late? */
static bool say_why(struct db *db, int64_t organisation, int64_t id, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_ROUND_BY_ID, e, organisation, id);

	if (!rows_one(rows, "round", e))
		return false;
	return err_set(e, ERR_CONFLICT, "the round is not being prepared any more");
}

bool round_change(struct db *db, const struct round *r, struct err *e)
{
	if (!round_check(r, e) ||
	    !db_exec(db, SQL_ROUND_CHANGE, e, r->model, r->name, present(r->purpose),
		     (int64_t)r->k, (int64_t)r->languages, r->closes, words_of(r),
		     r->organisation, r->id, STAGE_PREPARE))
		return false;
	if (db_changed(db) == 0)
		return say_why(db, r->organisation, r->id, e);
	return tasks_put(db, r, e);
}

/* People were told a date, so it never moves to an earlier one; and a round
 * whose date has passed is closed to them already. */
bool round_extend(struct db *db, struct round_key round, int64_t closes, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_ROUND_BY_ID, e, round.organisation, round.id);
	int64_t until;

	if (!rows_one(rows, "round", e))
		return false;
	until = rows_i64(rows, ROUND_CLOSES);
	if (rows_i64(rows, ROUND_STAGE) == STAGE_CLOSED || until <= clock_now())
		return err_set(e, ERR_CONFLICT, "the round has ended");
	if (closes <= until)
		return err_set(e, ERR_INPUT, "the closing date only moves to a later one");
	return db_exec(db, SQL_ROUND_EXTEND, e, closes, round.organisation, round.id);
}

/* --- earlier rounds ------------------------------------------------------------- */

bool round_is_before(const struct round *r, const struct round *later)
{
	return r->stage == STAGE_CLOSED && r->id != later->id &&
	       (r->closed < later->closed ||
		(r->closed == later->closed && r->created < later->created));
}

bool round_has_earlier(struct db *db, struct arena *a, const struct round *later, bool *ret,
		       struct err *e)
{
	struct round_list all;

	*ret = false;
	if (!round_list(db, a, later->organisation, &all, e))
		return false;
	for (size_t i = 0; i < all.count; i++)
		*ret |= round_is_before(&all.at[i], later);
	return true;
}
