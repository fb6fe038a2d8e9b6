/* SPDX-License-Identifier: EUPL-1.2 */
/* Words that people write above columns and for kinds of groups. */
#include "round/paste_row.h"

#include <string.h>

#include "base/alike.h"
#include "base/utf8.h"

struct heading_word {
	const char *text;
	enum paste_column column;
};

/* --- headings ----------------------------------------------------------------- */

/* What counts when a heading has several: sizes first ("aantal teamleden"), then
 * what is above ("naam afdeling"), then kinds, then names. */
static const struct heading_word headings[] = {
	{ "aantal", COLUMN_SIZE }, { "aantallen", COLUMN_SIZE }, { "grootte", COLUMN_SIZE },
	{ "omvang", COLUMN_SIZE }, { "size", COLUMN_SIZE }, { "number", COLUMN_SIZE },
	{ "count", COLUMN_SIZE }, { "headcount", COLUMN_SIZE }, { "mensen", COLUMN_SIZE },
	{ "medewerkers", COLUMN_SIZE }, { "personen", COLUMN_SIZE }, { "people", COLUMN_SIZE },
	{ "employees", COLUMN_SIZE }, { "staff", COLUMN_SIZE }, { "members", COLUMN_SIZE },
	{ "leden", COLUMN_SIZE }, { "teamleden", COLUMN_SIZE }, { "bezetting", COLUMN_SIZE },
	{ "pad", COLUMN_PATH }, { "path", COLUMN_PATH }, { "afdeling", COLUMN_PATH },
	{ "afdelingen", COLUMN_PATH }, { "afdelingsnaam", COLUMN_PATH },
	{ "hoofdafdeling", COLUMN_PATH }, { "onderafdeling", COLUMN_PATH },
	{ "department", COLUMN_PATH }, { "subdepartment", COLUMN_PATH },
	{ "cluster", COLUMN_PATH }, { "domein", COLUMN_PATH }, { "domain", COLUMN_PATH },
	{ "sector", COLUMN_PATH }, { "dienst", COLUMN_PATH }, { "directie", COLUMN_PATH },
	{ "directorate", COLUMN_PATH }, { "divisie", COLUMN_PATH }, { "division", COLUMN_PATH },
	{ "eenheid", COLUMN_PATH }, { "unit", COLUMN_PATH }, { "bureau", COLUMN_PATH },
	{ "organisatieonderdeel", COLUMN_PATH }, { "onderdeel", COLUMN_PATH },
	{ "soort", COLUMN_KIND }, { "kind", COLUMN_KIND }, { "type", COLUMN_KIND },
	{ "naam", COLUMN_NAME }, { "name", COLUMN_NAME }, { "team", COLUMN_NAME },
	{ "teams", COLUMN_NAME }, { "teamnaam", COLUMN_NAME }, { "groep", COLUMN_NAME },
	{ "groepen", COLUMN_NAME }, { "groepsnaam", COLUMN_NAME }, { "group", COLUMN_NAME },
};

/* Around them: "naam van het team", "aantal (totaal)", "# mensen". */
static const char *const fillers[] = {
	"van", "de", "het", "een", "per", "of", "en", "in", "of", "the", "a", "and", "or", "#",
	"totaal", "total", "vast", "dienstverband",
};

static int rank(enum paste_column c)
{
	static const int ranks[] = {
		[COLUMN_SIZE] = 4, [COLUMN_PATH] = 3, [COLUMN_KIND] = 2, [COLUMN_NAME] = 1,
		[COLUMN_UNKNOWN] = 0,
	};

	return ranks[c];
}

static enum paste_column word_find(struct str word, bool *is_filler)
{
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		if (str_is(word, headings[i].text))
			return headings[i].column;
	for (size_t i = 0; i < ARRAY_LEN(fillers); i++)
		*is_filler |= str_is(word, fillers[i]);
	return COLUMN_UNKNOWN;
}

/* The next word of a key, between blanks and signs. */
static struct str word_next(struct str *s)
{
	static const char between[] = " ()[]/\\-_.,:*?";
	size_t from = 0, to;
	struct str word;

	while (from < s->n && strchr(between, s->p[from]))
		from++;
	for (to = from; to < s->n && !strchr(between, s->p[to]); to++)
		continue;
	word = str_cut(*s, from, to);
	*s = str_cut(*s, to, s->n);
	return word;
}

/* "1", "2", … behind a heading: levels. */
static bool is_number(struct str s)
{
	int64_t n;

	return str_i64(s, 0, INT64_MAX, &n);
}

enum paste_column paste_heading(struct arena *a, struct str cell)
{
	struct str rest = name_key(a, cell);
	enum paste_column ret = COLUMN_UNKNOWN;

	for (;;) {
		struct str word = word_next(&rest);
		bool is_filler = false;
		enum paste_column c;

		if (word.n == 0)
			return ret;
		c = word_find(word, &is_filler);
		if (rank(c) > rank(ret))
			ret = c;
		/* Of sizes the first word tells: "aantal fte's in 2026". */
		if (c == COLUMN_SIZE)
			return c;
		if (c == COLUMN_UNKNOWN && !is_filler && !(ret != COLUMN_UNKNOWN && is_number(word)))
			return COLUMN_UNKNOWN;
	}
}

/* --- kinds -------------------------------------------------------------------- */

static const char *const teams[] = {
	"team", "teams", "groep", "group", "gewoon", "gewoon team", "medewerkers", "medewerker",
	"uitvoering", "employees", "staff", "regulier", "-", "x",
};

static const char *const leaders[] = {
	"leiding", "leidinggevend", "leidinggevende", "leidinggevenden", "leidinggevende(n)",
	"leider", "leiders", "leader", "leaders", "leadership", "lead", "leads", "management",
	"manager", "managers", "management team", "managementteam", "mt", "directie", "directeur",
	"directeuren", "bestuur", "teamleider", "teamleiders", "teammanager", "teammanagers",
	"afdelingshoofd", "afdelingshoofden", "board",
};

static const char *const specialists[] = {
	"specialisten", "specialists", "specialist", "specialisme", "vakspecialisten",
	"vakspecialist", "experts", "expert", "deskundigen", "deskundige", "vak",
};

static bool is_one(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}

/* What is around the word for specialists: "privacy", of "specialist: privacy",
 * "specialisten (privacy)", "privacy-specialist". */
static bool specialist_tag(struct str key, struct str *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(specialists); i++) {
		struct str word = str_from(specialists[i]), rest;

		if (str_starts(key, word))
			rest = str_cut(key, word.n, key.n);
		else if (str_ends(key, word))
			rest = str_cut(key, 0, key.n - word.n);
		else
			continue;
		/* "vakantiehuizen" is no kind. */
		if (word.n <= 3 && rest.n && !strchr(" :-(", rest.p[0]))
			continue;
		while (rest.n && strchr(" :-(,;/", rest.p[0]))
			rest = str_cut(rest, 1, rest.n);
		while (rest.n && strchr(" :-),;/", rest.p[rest.n - 1]))
			rest = str_cut(rest, 0, rest.n - 1);
		*ret = rest;
		return true;
	}
	return false;
}

enum paste_problem paste_kind(struct arena *a, struct str cell, struct unit *leaf)
{
	struct str key = name_key(a, cell), tag;

	leaf->kind = UNIT_TEAM;
	if (key.n == 0 || is_one(key, teams, ARRAY_LEN(teams)))
		return PASTE_OK;
	if (is_one(key, leaders, ARRAY_LEN(leaders))) {
		leaf->kind = UNIT_LEADERS;
		return PASTE_OK;
	}
	if (!specialist_tag(key, &tag))
		return PASTE_BAD_KIND;
	leaf->kind = UNIT_SPECIALISTS;
	leaf->tag = tag;
	if (tag.n == 0)
		return PASTE_NO_TAG;
	return utf8_count(tag) > UNIT_NAME_MAX ? PASTE_TOO_LONG : PASTE_OK;
}

/* --- numbers ------------------------------------------------------------------ */

/* "12", also "12,0": a cell of numbers with decimals. */
bool paste_size(struct str cell, int64_t *ret)
{
	size_t n = 0;

	while (n < cell.n && cell.p[n] != ',' && cell.p[n] != '.')
		n++;
	if (n < cell.n && n + 3 >= cell.n && n + 1 < cell.n) {
		for (size_t i = n + 1; i < cell.n; i++)
			if (cell.p[i] != '0')
				return false;
		cell = str_cut(cell, 0, n);
	}
	return str_i64(cell, 1, UNIT_SIZE_MAX, ret);
}

bool paste_total(struct arena *a, struct str cell, bool *ret_is_sure)
{
	static const char *const words[] = { "eindtotaal", "subtotaal", "totaal", "grand total",
					     "subtotal", "total", "som", "sum" };
	struct str key = name_key(a, cell);

	*ret_is_sure = false;
	if (key.n && strchr(":", key.p[key.n - 1]))
		key = str_cut(key, 0, key.n - 1);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct str word = str_from(words[i]);

		if (str_eq(key, word)) {
			*ret_is_sure = true;
			return true;
		}
		if (key.n > word.n && ((str_starts(key, word) && key.p[word.n] == ' ') ||
				       (str_ends(key, word) && key.p[key.n - word.n - 1] == ' ')))
			return true;
	}
	return false;
}
