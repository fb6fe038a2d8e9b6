/* SPDX-License-Identifier: EUPL-1.2 */
/* The fact check of a meeting. */
#include "finding/factcheck.h"

#include "base/clock.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "finding/agreement_strand.h"
#include "finding/sql.h"
#include "meeting/sql.h"
#include "scan/sheet.h"

bool fact_check_start(struct db *db, int64_t meeting, struct str code, int64_t now,
		      struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_EXISTS, e, meeting);

	return rows_one(rows, "meeting", e) &&
	       db_exec(db, SQL_FACT_CHECK_PUT, e, meeting, code,
		       now + FACT_CHECK_DAYS * CLOCK_DAY_MS);
}

bool fact_check_stop(struct db *db, int64_t meeting, struct err *e)
{
	return db_exec(db, SQL_FACT_CHECK_REMOVE, e, meeting);
}

bool fact_check_list(struct db *db, struct arena *a, struct round_key round,
		     struct fact_check_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FACT_CHECK_LIST, e, round.organisation, round.id);

	*ret = (struct fact_check_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct fact_check){
			.meeting = rows_i64(rows, FACT_CHECK_LIST_MEETING),
			.round = round,
			.code = rows_str(rows, FACT_CHECK_LIST_CODE, a),
			.expires = rows_i64(rows, FACT_CHECK_LIST_EXPIRES),
		};
	return !rows_failed(rows);
}

bool fact_check_get(struct db *db, struct arena *a, struct str typed, int64_t now,
		    struct fact_check *ret, struct err *e)
{
	struct ticket_code code = { { 0 } };
	struct str text;

	if (!ticket_parse(typed, &code))
		return err_set(e, ERR_ABSENT, "no fact check has such a code");
	text = str_dup(a, (struct str){ code.text, FACT_CODE_CHARS });
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_CHECK_BY_CODE, e, text);

	if (!rows_one(rows, "fact check", e))
		return false;
	*ret = (struct fact_check){
		.code = text,
		.meeting = rows_i64(rows, FACT_CHECK_BY_CODE_MEETING),
		.expires = rows_i64(rows, FACT_CHECK_BY_CODE_EXPIRES),
		.round = round_key_row(rows, FACT_CHECK_BY_CODE_ORGANISATION,
				       FACT_CHECK_BY_CODE_ROUND),
		.title = rows_str(rows, FACT_CHECK_BY_CODE_TITLE, a),
		.starts = rows_i64(rows, FACT_CHECK_BY_CODE_STARTS),
		.organisation_name = rows_str(rows, FACT_CHECK_BY_CODE_ORGANISATION_NAME, a),
		.round_name = rows_str(rows, FACT_CHECK_BY_CODE_ROUND_NAME, a),
		.languages = (unsigned)rows_i64(rows, FACT_CHECK_BY_CODE_LANGUAGES),
	};
	if (ret->expires <= now)
		return err_set(e, ERR_GONE, "the fact check is over");
	return true;
}

/* --- what is checked ------------------------------------------------------------ */

static bool add_findings(struct db *db, struct arena *a, int64_t meeting,
			 struct fact_item_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_FINDINGS, e, meeting);

	while (ret->count < FACT_ITEMS_MAX && rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct fact_item){
			.id = rows_i64(rows, FACT_FINDINGS_ID),
			.version = rows_i64(rows, FACT_FINDINGS_VERSION),
			.subject = rows_str(rows, FACT_FINDINGS_SUBJECT, a),
			.layer = (int)rows_in(rows, FACT_FINDINGS_LAYER, 0, LAYERS - 1),
			.words = rows_str(rows, FACT_FINDINGS_BODY, a),
		};
	return !rows_failed(rows);
}

static bool round_of(struct db *db, int64_t meeting, struct round_key *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_AGREEMENT_ROUND_OF, e, meeting);

	if (!rows_one(rows, "meeting", e))
		return false;
	*ret = round_key_row(rows, AGREEMENT_ROUND_OF_ORGANISATION, AGREEMENT_ROUND_OF_ROUND);
	return true;
}

/* The newest words of every strand of the subject that were spoken in the meeting. */
static void add_strands(struct arena *a, const struct agreement_strands *all, int64_t meeting,
			struct fact_item_list *ret)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct agreement *g = all->at[i].version[0];

		if (ret->count >= FACT_ITEMS_MAX || !agreement_is_of(&all->at[i], meeting))
			continue;
		*LIST_ADD(a, ret) = (struct fact_item){
			.is_agreement = true, .id = g->id, .version = 1, .subject = g->subject,
			.level = g->level, .words = g->words, .difference = g->difference,
			.for_whom = g->for_whom,
		};
	}
}

/* Nothing older is about its subject. */
static bool begins_subject(const struct agreement_list *list, size_t at)
{
	for (size_t i = at + 1; i < list->count; i++)
		if (str_eq(list->at[i].subject, list->at[at].subject))
			return false;
	return true;
}

static bool add_agreements(struct db *db, struct arena *a, int64_t meeting,
			   struct fact_item_list *ret, struct err *e)
{
	struct agreement_list list;
	struct round_key round;

	if (!round_of(db, meeting, &round, e) || !agreement_list(db, a, round, &list, e))
		return false;
	for (size_t i = list.count; i-- > 0;) {
		struct agreement_strands all;

		if (!begins_subject(&list, i))
			continue;
		all = agreement_strands_of(a, &list, list.at[i].subject);
		add_strands(a, &all, meeting, ret);
	}
	return true;
}

bool fact_items(struct db *db, struct arena *a, int64_t meeting, struct fact_item_list *ret,
		struct err *e)
{
	*ret = (struct fact_item_list){ 0 };
	return add_findings(db, a, meeting, ret, e) && add_agreements(db, a, meeting, ret, e);
}

/* --- reactions ----------------------------------------------------------------- */

static bool is_about(const struct fact_reaction *p, const struct fact_item_list *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct fact_item *item = &items->at[i];

		if (item->is_agreement ? p->agreement == item->id && p->finding == 0
				       : p->finding == item->id && p->agreement == 0)
			return p->version >= 1 && p->version <= item->version;
	}
	return false;
}

/* How much there is: reactions and the bytes of their texts. */
struct load {
	int64_t rows, bytes;
};

static bool load_of(struct rows *rows, int rows_at, int bytes_at, struct load *ret, struct err *e)
{
	if (!rows_one(rows, "load", e))
		return false;
	*ret = (struct load){ rows_i64(rows, rows_at), rows_i64(rows, bytes_at) };
	return true;
}

static bool load_all(struct db *db, int64_t meeting, struct load *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REACTION_LOAD, e, meeting);

	return load_of(rows, REACTION_LOAD_COUNT, REACTION_LOAD_BYTES, ret, e);
}

static bool load_each(struct db *db, int64_t meeting, const struct fact_reaction *p,
		      struct load *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_REACTION_LOAD_OF, e, meeting, p->finding, p->agreement);

	return load_of(rows, REACTION_LOAD_OF_COUNT, REACTION_LOAD_OF_BYTES, ret, e);
}

static bool has_room(struct db *db, int64_t meeting, const struct fact_reaction *p,
		     const struct fact_reaction **ret_full, struct err *e)
{
	struct load all, each;

	*ret_full = NULL;
	if (!load_all(db, meeting, &all, e) || !load_each(db, meeting, p, &each, e))
		return false;
	if (all.rows >= FACT_REACTIONS_MAX || all.bytes + (int64_t)p->body.n > FACT_BYTES_MAX)
		return err_set(e, ERR_LIMIT, "no more reactions fit in this fact check");
	if (each.rows < FACT_REACTIONS_EACH_MAX && each.bytes + (int64_t)p->body.n <= FACT_BYTES_EACH_MAX)
		return true;
	*ret_full = p;
	return err_set(e, ERR_LIMIT, "no more reactions to one item fit in this fact check");
}

bool fact_check_is_full(struct db *db, int64_t meeting, bool *ret, struct err *e)
{
	struct load all = { 0 };
	bool is_ok = load_all(db, meeting, &all, e);

	*ret = all.rows >= FACT_REACTIONS_MAX || all.bytes >= FACT_BYTES_MAX;
	return is_ok;
}

bool fact_reaction_add(struct db *db, struct str code, const struct fact_reaction *replies,
		    size_t count, int64_t now, const struct fact_reaction **ret_full, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct fact_item_list items;
	struct fact_check check;

	*ret_full = NULL;
	if (!fact_check_get(db, a, code, now, &check, e) ||
	    !fact_items(db, a, check.meeting, &items, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct fact_reaction *p = &replies[i];

		if (!is_about(p, &items))
			return err_set(e, ERR_INPUT, "a reply to something else");
		if (!utf8_text_ok(p->body) || utf8_count(p->body) > FACT_REACTION_CHARS_MAX)
			return err_set(e, ERR_INPUT, "a reply has at most %d characters",
				       FACT_REACTION_CHARS_MAX);
		if (!has_room(db, check.meeting, p, ret_full, e) ||
		    !db_exec(db, SQL_REACTION_ADD, e, rng_id(), check.meeting, p->finding,
			     p->agreement, p->version, (int64_t)p->is_right,
			     p->body.p ? p->body : STR("")))
			return false;
	}
	return true;
}

bool fact_reaction_count_of(struct db *db, int64_t finding, int64_t *ret, struct err *e)
{
	return db_number(db, SQL_REACTION_COUNT_OF, ret, e, finding);
}

bool fact_reaction_list(struct db *db, struct arena *a, struct round_key round,
		     struct fact_reaction_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_REACTION_LIST, e, round.organisation, round.id);

	*ret = (struct fact_reaction_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct fact_reaction){
			.finding = rows_i64(rows, REACTION_LIST_FINDING),
			.agreement = rows_i64(rows, REACTION_LIST_AGREEMENT),
			.version = rows_i64(rows, REACTION_LIST_VERSION),
			.is_right = rows_i64(rows, REACTION_LIST_IS_RIGHT) != 0,
			.body = rows_str(rows, REACTION_LIST_BODY, a),
		};
	return !rows_failed(rows);
}
