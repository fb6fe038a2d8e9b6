/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is stored is read back, whatever it has become.  The first line of an input says
 * where it goes, "sheet.answers blob all": a column, as blob, text or number, in all rows
 * of its table or in one; the rest is the value.  Then all that reads it runs: pages of
 * who answers and of who leads, closing, what is exported, a vote, a sign-in.  Each answer
 * is whole, also one that says that something went wrong; nothing reads outside of what is
 * stored.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/rng.h"
#include "page_ask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room) __attribute__((weak));

#define LEAD(path)	"GET " path "\nCookie: {lead}\n\n---\n"
#define CARD(path)	"GET " path "\nCookie: {card}\n\n---\n"
#define PHONE(path)	"GET " path "\nCookie: {phone}\n\n---\n"
#define ALL(path)	"GET " path "\n\n---\n"
#define PUT(path, form)	"POST " path "\nCookie: {lead}\n\n" form "\n---\n"

#define PICTURE(round, unit) LEAD("/rondes/" round) LEAD("/rondes/" round "/beeld") \
	LEAD("/rondes/" round "/beeld/" unit) LEAD("/rondes/" round "/beeld.csv") \
	LEAD("/rondes/" round "/beeld/statistiek.json") LEAD("/rondes/" round "/agenda") \
	LEAD("/rondes/" round "/verandering")

/* While it is open, then closed, and what it then shows. */
#define OPENED	CARD("/s/{P}/1") CARD("/s/{P}/overzicht") CARD("/s/{P}/slot") ALL("/s/{U}") \
	"POST /s/{P}/2\nCookie: {card}\n\n{form}&nu=3&opmerking=Iets&naar=volgende\n---\n" \
	LEAD("/rondes/2007") LEAD("/rondes/2007/kaarten") LEAD("/rondes/2007/sluiten") \
	PUT("/rondes/2007/sluiten", "{form}") LEAD("/rondes/2007/opmerkingen") PICTURE("2007", "{A2}") ALL("/s/{P}")
#define PREPARED LEAD("/rondes/1007/bewerken") LEAD("/rondes/1007/groepen") LEAD("/rondes/1007/kaarten") \
	PUT("/rondes/1007/kaarten", "{form}&groep%5B%5D={A1}&vorm=csv") PUT("/rondes/1007/openen", "{form}")
#define CLOSED_	PICTURE("7", "{A0}") LEAD("/rondes/7/opmerkingen") LEAD("/rondes/7/beeld/opmerkingen") \
	LEAD("/rondes/7/fasen/11")
#define TALK	LEAD("/rondes/7/sessies") LEAD("/sessies/21") LEAD("/sessies/21/live") LEAD("/sessies/21/afsluiten") \
	LEAD("/sessies/22/bewerken") LEAD("/sessies/21/sessie.ics") PHONE("/mee/ABCD2F") \
	"POST /mee/ABCD2F/stem\nCookie: {phone}\n\nonderwerp=211&beurt=1&keuze=2\n---\n" \
	PUT("/sessies/21/live", "csrf={T}&actie=stap&onderwerp=211&scherm=211&van=1&stap=2&zeker=1") \
	LEAD("/sessies/21/live") PUT("/sessies/21/afsluiten", "{form}&zeker=1") LEAD("/rondes/7/gedeeld-beeld")
#define FOUND	LEAD("/rondes/7/bevindingen") LEAD("/rondes/7/bevindingen/51") LEAD("/rondes/7/bewijs/41") \
	LEAD("/rondes/7/gedeeld-beeld") LEAD("/rondes/7/gedeeld-beeld/1") LEAD("/rondes/7/feitcheck") \
	ALL("/feitcheck/ABCDEFGHJKM2") LEAD("/sessies/21/notities") LEAD("/sessies/21/notities/31") \
	LEAD("/sessies/21/notities/31/versies")
#define REPLIED	LEAD("/rondes/7/wij-doen") LEAD("/rondes/7/wij-doen/0") ALL("/r/ABCDEFGHJKMNABCDEFGHJKM2") \
	ALL("/r/ABCDEFGHJKMNABCDEFGHJKM2/0")
#define SIGNED	"POST /aanmelden\n\n{form}&login=lotte&wachtwoord=een%20lang%20wachtwoord\n---\n" \
	LEAD("/account") PUT("/account/wachtwoord", "{form}&oud=een%20lang%20wachtwoord&nieuw=een%20ander%20woord" \
	"&nogeens=een%20ander%20woord") PUT("/rondes/7/fasen/11", "{form}&keuze=verder&antwoord=Iets")

static const struct place {
	const char *table, *columns[12], *asks;
} places[] = {
	{ "sheet", { "answers", "ticket", "unit", "round" }, OPENED },
	{ "note_slot", { "texts", "ticket", "unit" }, OPENED },
	{ "offer_slot", { "contact", "ticket" }, OPENED },
	{ "ticket", { "hash", "purpose", "unit", "is_reserve" }, PREPARED OPENED },
	{ "task", { "title", "people", "position" }, PREPARED CLOSED_ },
	{ "unit", { "name", "shown", "tag", "kind", "size", "cards", "parent", "position", "answered", "cards_form" },
		PREPARED OPENED CLOSED_ },
	{ "round", { "words", "name", "purpose", "k", "languages", "closes", "stage", "model", "opened", "closed" },
		PREPARED OPENED CLOSED_ },
	{ "model", { "document", "name", "version", "hash" }, OPENED CLOSED_ TALK },
	{ "piece", { "histogram", "sheets", "unit" }, CLOSED_ TALK },
	{ "remark", { "body", "rewritten", "subject", "state", "unit" }, CLOSED_ },
	{ "closed_ticket", { "hash" }, ALL("/s/{P}") },
	{ "meeting", { "code", "title", "goal", "place", "starts", "minutes", "stage", "topic", "kind", "timer_ends",
		"code_expires", "ended" }, TALK },
	{ "meeting_topic", { "subject", "step", "minutes", "position" }, TALK },
	{ "meeting_unit", { "unit" }, TALK },
	{ "vote_count", { "counts", "source", "turn" }, TALK },
	{ "vote_turn_key", { "secret", "turn" }, TALK },
	{ "vote_phone", { "hash" }, TALK },
	{ "note", { "body", "subject", "door", "code", "account", "task", "changed" }, FOUND },
	{ "note_version", { "body", "version", "changed" }, FOUND },
	{ "finding", { "body", "source", "link", "subject", "layer", "stance", "version", "file", "meeting", "note" }, FOUND },
	{ "evidence_file", { "bytes", "name", "type" }, FOUND },
	{ "agreement", { "words", "reason", "difference", "for_whom", "level", "strand", "how", "subject", "agreed" },
		FOUND LEAD("/sessies/21/live") },
	{ "agreement_line", { "words", "subject", "account" }, FOUND },
	{ "fact_check", { "code", "expires" }, FOUND },
	{ "finding_reply", { "body", "version", "is_right", "finding" }, FOUND },
	{ "stage_exit", { "answer", "choice", "stage" }, SIGNED LEAD("/rondes/7/fasen/11") LEAD("/rondes/7") },
	{ "unit_reply", { "body", "is_published", "changed" }, REPLIED },
	{ "reply_link", { "code" }, REPLIED },
	{ "account", { "password", "name", "login", "role", "is_disabled", "unlocks" }, SIGNED },
	{ "session", { "csrf", "hash", "expires", "used", "started" }, SIGNED },
	{ "edit", { "place", "account", "at" }, SIGNED },
	{ "seal_key", { "secret" }, SIGNED },
	{ "organisation", { "name" }, CLOSED_ REPLIED ALL("/s/{U}") },
};

/* The place and its column; NULL: the input names none. */
static const struct place *find(struct str name, const char **ret_column)
{
	struct str column, table = str_split(name, '.', &column);

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		for (size_t k = 0; str_is(table, places[i].table) && k < ARRAY_LEN(places[i].columns); k++)
			if (places[i].columns[k] && str_is(column, places[i].columns[k])) {
				*ret_column = places[i].columns[k];
				return &places[i];
			}
	return NULL;
}

/* False when the schema does not take it. */
static bool put(sqlite3 *db, const char *sql, struct str kind, struct str value)
{
	sqlite3_stmt *st = NULL;
	int64_t number = 0;
	bool is_done;

	must(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK);
	if (str_is(kind, "number") && str_i64(str_trim(value), INT64_MIN, INT64_MAX, &number))
		must(sqlite3_bind_int64(st, 1, number) == SQLITE_OK);
	else if (str_is(kind, "text"))
		must(sqlite3_bind_text64(st, 1, value.n ? value.p : "", value.n, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
	else
		must(sqlite3_bind_blob64(st, 1, value.n ? value.p : "", value.n, SQLITE_STATIC) == SQLITE_OK);
	is_done = sqlite3_step(st) == SQLITE_DONE;
	(void)sqlite3_finalize(st);
	return is_done;
}

static bool store(struct town *w, struct str input, const struct place **ret)
{
	struct str value, line = str_split(input, '\n', &value), kind, how;
	struct str name = str_split(line, ' ', &kind);
	const char *column;
	char sql[300];

	kind = str_split(kind, ' ', &how);
	*ret = find(name, &column);
	if (!*ret)
		return false;
	if (str_is(how, "all"))
		(void)snprintf(sql, sizeof(sql), "UPDATE main.%s SET %s = ?1", (*ret)->table, column);
	else
		(void)snprintf(sql, sizeof(sql), "UPDATE main.%s SET %s = ?1 WHERE rowid = (SELECT min(rowid) FROM main.%s)",
			       (*ret)->table, column, (*ret)->table);
	return put(w->eye, sql, kind, value);
}

static void read_all(struct town *w, struct str input, const struct place *place)
{
	struct str rest = str_from(place->asks);

	while (rest.n) {
		SCOPED(arena_freep) struct arena *a = arena_new(REQUEST_ARENA);
		struct http_reply r = { 0 };
		struct http_request q;

		must(page_ask(w, a, &rest, &q));
		web_answer(w->web, &q, &r);
		page_judge(w, ROWS_BROKEN, input, &q, &r);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct town *w = town_get();
	const struct place *place;
	uint8_t key[SEAL_KEY_BYTES];
	struct err e = { 0 };

	town_again(w);
	if (!store(w, (struct str){ (const char *)data, size }, &place))
		return 0;
	town_forget(w);
	(void)w->web->product->seal_key(w->web->readers[0], key, &e);
	read_all(w, (struct str){ (const char *)data, size }, place);
	return 0;
}

/* Mostly the value; one time in eight another place for it. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
	static const char *const kinds[] = { "blob", "text", "number" }, *const hows[] = { "all", "one" };
	struct str value, line = str_split((struct str){ (const char *)data, size }, '\n', &value);
	struct rng r = { seed };
	const struct place *place = &places[rng_next_below(&r, ARRAY_LEN(places))];
	char to[100];
	size_t columns = 0, n, head = line.n + 1;

	if (seed % 8 && value.p && head < room)
		return head + LLVMFuzzerMutate(data + head, size - head, room - head);
	while (columns < ARRAY_LEN(place->columns) && place->columns[columns])
		columns++;
	n = (size_t)snprintf(to, sizeof(to), "%s.%s %s %s\n", place->table, place->columns[rng_next_below(&r, columns)],
			     kinds[rng_next_below(&r, 3)], hows[rng_next_below(&r, 2)]);
	if (n + value.n > room)
		return size;
	if (value.n)
		memmove(data + n, value.p, value.n);
	memcpy(data, to, n);
	return n + value.n;
}
