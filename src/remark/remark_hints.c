/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules of thumb for words that may say who somebody is. */
#include <string.h>
#include <strings.h>

#include "remark/remark.h"

enum { PHONE_DIGITS_MIN = 8, PHONE_DIGITS_MAX = 15 };

/* Offices of which an organisation has one, or of which a team has one. */
static const char *const functions[] = {
	"afdelingshoofd", "afdelingsmanager", "bestuurder", "burgemeester", "ciso", "concerncontroller",
	"controller", "directeur", "dijkgraaf", "director", "gedeputeerde", "gemeentesecretaris",
	"griffier", "hoofd", "leidinggevende", "manager", "mayor", "minister", "projectleider",
	"provinciesecretaris", "secretaris", "staatssecretaris", "teamleider", "teammanager",
	"wethouder", "supervisor", "alderman", "fg", "chef", "baas", "boss",
};

/* First names that begin a sentence look like any first word. */
static const char *const first_names[] = {
	"Aad", "Ahmed", "Ali", "Anja", "Anna", "Anne", "Annemarie", "Anita", "Arjan", "Astrid",
	"Bart", "Carla", "Cees", "Chantal", "Daan", "David", "Dennis", "Ellen", "Els", "Emma",
	"Erik", "Esra", "Esther", "Eva", "Fatima", "Ferry", "Frank", "Frans", "Gerard", "Gert",
	"Hanneke", "Hans", "Hassan", "Henk", "Ibrahim", "Ilse", "Ingrid", "Iris", "Jaap", "Jan",
	"Janneke", "Jasper", "Jeroen", "Jolanda", "Joost", "Joris", "Karin", "Kees", "Kim", "Koen",
	"Laura", "Linda", "Lisa", "Lotte", "Maaike", "Maarten", "Marcel", "Maria", "Marieke",
	"Marijke", "Marjan", "Martijn", "Meral", "Michel", "Mirjam", "Mohamed", "Mohammed", "Monique",
	"Mustafa", "Nico", "Noor", "Paul", "Peter", "Petra", "Piet", "Pieter", "Rob", "Robert",
	"Roel", "Ronald", "Ruud", "Sander", "Sandra", "Sanne", "Saskia", "Sophie", "Stefan", "Suzanne",
	"Thijs", "Thomas", "Tim", "Tom", "Tjerk", "Wendy", "Willem", "Wilma", "Wim", "Wouter", "Yvonne",
};

/* Written with a capital in the middle of a sentence, and nobody's name. */
static const char *const no_names[] = {
	"Access", "Azure", "Dutch", "Engels", "Engelse", "English", "Europa", "Europese", "European",
	"Excel", "Google", "I", "Internet", "Microsoft", "Nederland", "Nederlands", "Nederlandse",
	"Office", "Outlook", "Power", "Python", "SharePoint", "Sharepoint", "Tableau", "Teams",
	"Windows", "Word",
};

struct token {
	struct str s;
	bool begins;			/* a sentence */
};

static bool is_in(const char *const *list, size_t count, struct str s)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == s.n && strncasecmp(list[i], s.p, s.n) == 0)
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes above ASCII belong to words: é, ë, ï, but also quotes, which is why
 * words are cut from ASCII marks only and a name may keep a curly quote. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next word between blanks, without the marks around it. */
static bool next_token(struct str text, size_t *at, bool *ends, struct token *ret)
{
	size_t from, to;

	while (*at < text.n && is_blank(text.p[*at])) {
		if (text.p[*at] == '\n')
			*ends = true;
		++*at;
	}
	if (*at == text.n)
		return false;
	from = *at;
	while (*at < text.n && !is_blank(text.p[*at]))
		++*at;
	to = *at;
	ret->begins = *ends;
	*ends = strchr(".!?:", text.p[to - 1]) != NULL;
	while (from < to && !is_letter(text.p[from]) && !is_digit(text.p[from]) &&
	       text.p[from] != '+')
		from++;
	while (to > from && !is_letter(text.p[to - 1]) && !is_digit(text.p[to - 1]))
		to--;
	ret->s = (struct str){ text.p + from, to - from };
	return true;
}

/* Capital, then a small letter: not an abbreviation. */
static bool is_capitalised(struct str s)
{
	return s.n >= 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' &&
	       ((s.p[1] >= 'a' && s.p[1] <= 'z') || s.p[1] == '\'' || (unsigned char)s.p[1] >= 0x80);
}

static bool is_name(const struct token *t)
{
	if (!is_capitalised(t->s) || is_in(no_names, ARRAY_LEN(no_names), t->s))
		return false;
	return !t->begins || is_in(first_names, ARRAY_LEN(first_names), t->s);
}

static bool is_mail(struct str s)
{
	const char *at = s.n ? memchr(s.p, '@', s.n) : NULL;
	size_t after = at ? (size_t)(s.p + s.n - at) : 0;

	return at && at > s.p && after > 3 && memchr(at, '.', after) != NULL;
}

static bool is_phone_mark(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

/* A number that begins with 0 or +, however it is written; 0 when none. */
static size_t phone_at(struct str text, size_t at)
{
	size_t end = at, digits = 0;

	if (text.p[at] != '+' && text.p[at] != '0')
		return 0;
	if (at && (is_digit(text.p[at - 1]) || is_letter(text.p[at - 1])))
		return 0;
	for (size_t i = at; i < text.n; i++) {
		if (is_digit(text.p[i])) {
			digits++;
			end = i + 1;
		} else if (!is_phone_mark(text.p[i]) && !(i == at && text.p[i] == '+')) {
			break;
		}
	}
	return digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX ? end - at : 0;
}

static size_t add(struct hint *list, size_t count, enum hint_kind kind, struct str words)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].kind == kind && str_eq(list[i].words, words))
			return count;
	if (count < HINTS_MAX)
		list[count++] = (struct hint){ kind, words };
	return count;
}

static void sort_by_place(struct hint *list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j && list[j].words.p < list[j - 1].words.p; j--) {
			struct hint swapped = list[j];

			list[j] = list[j - 1];
			list[j - 1] = swapped;
		}
}

size_t remark_hints(struct str text, struct hint ret[HINTS_MAX])
{
	size_t count = 0, at = 0, phone;
	bool ends = true;
	struct token t;

	for (size_t i = 0; i < text.n; i++) {
		phone = phone_at(text, i);
		if (!phone)
			continue;
		count = add(ret, count, HINT_PHONE, (struct str){ text.p + i, phone });
		i += phone - 1;
	}
	while (next_token(text, &at, &ends, &t)) {
		if (is_mail(t.s))
			count = add(ret, count, HINT_MAIL, t.s);
		else if (is_in(functions, ARRAY_LEN(functions), t.s))
			count = add(ret, count, HINT_FUNCTION, t.s);
		else if (is_name(&t))
			count = add(ret, count, HINT_NAME, t.s);
	}
	sort_by_place(ret, count);
	return count;
}
