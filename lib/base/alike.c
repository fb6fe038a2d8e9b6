/* SPDX-License-Identifier: EUPL-1.2 */
/* Names as a reader takes them, by ICU. */
#include "base/alike.h"

#include <pthread.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "base/must.h"

/* The longest that one UTF-16 unit becomes as look-alikes, and in UTF-8. */
enum { GROWS = 18, UTF8_PER_UNIT = 3, JOINER = 0x200d, NON_JOINER = 0x200c };

struct wide {
	UChar *p;
	int32_t n;
};

static struct wide wide_from(struct arena *a, struct str s)
{
	UErrorCode status = U_ZERO_ERROR;
	struct wide w = { ARENA_ARRAY(a, UChar, s.n + 1), 0 };

	u_strFromUTF8WithSub(w.p, (int32_t)s.n + 1, &w.n, s.p ? s.p : "", (int32_t)s.n, 0xfffd,
			     NULL, &status);
	must(U_SUCCESS(status));
	return w;
}

static struct str narrow(struct arena *a, struct wide w)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0, cap = w.n * UTF8_PER_UNIT + 1;
	char *p = arena_alloc(a, (size_t)cap);

	u_strToUTF8WithSub(p, cap, &n, w.p, w.n, 0xfffd, NULL, &status);
	must(U_SUCCESS(status));
	return (struct str){ p, (size_t)n };
}

static struct wide normal(struct arena *a, const UNormalizer2 *form, struct wide w)
{
	struct wide ret = { NULL, w.n * 2 + 16 };

	for (int tries = 0; tries < 2; tries++) {
		UErrorCode status = U_ZERO_ERROR;
		int32_t cap = ret.n + 1;

		ret.p = ARENA_ARRAY(a, UChar, (size_t)cap);
		ret.n = unorm2_normalize(form, w.p, w.n, ret.p, cap, &status);
		if (U_SUCCESS(status))
			return ret;
		must(status == U_BUFFER_OVERFLOW_ERROR);
	}
	must(false);
	return ret;
}

static bool is_unseen(UChar32 c)
{
	return u_charType(c) == U_FORMAT_CHAR && c != JOINER && c != NON_JOINER &&
	       c < 0xe0000;	/* above: the tags of flags */
}

/* In place: a name never grows by it. */
static void squeeze(struct wide *w)
{
	int32_t to = 0;
	bool is_blank = false;

	for (int32_t from = 0; from < w->n;) {
		UChar32 c;

		U16_NEXT(w->p, from, w->n, c);
		if (u_isUWhiteSpace(c)) {
			is_blank = true;
		} else if (!is_unseen(c)) {
			if (is_blank && to)
				w->p[to++] = ' ';
			is_blank = false;
			U16_APPEND_UNSAFE(w->p, to, c);
		}
	}
	w->n = to;
}

/* Fillers and blanks that have a width and no ink. */
static bool is_inkless(UChar32 c)
{
	enum { BRAILLE_BLANK = 0x2800 };

	return c == BRAILLE_BLANK || u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_CONTROL_CHAR ||
	       u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static const UNormalizer2 *form_composed(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&status);

	must(U_SUCCESS(status));
	return form;
}

static const UNormalizer2 *form_folded(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);

	must(U_SUCCESS(status));
	return form;
}

struct str name_tidy(struct arena *a, struct str typed)
{
	struct wide w = wide_from(a, typed);

	squeeze(&w);
	w = normal(a, form_composed(), w);
	return narrow(a, w);
}

struct str name_of_file(struct arena *a, struct str typed)
{
	struct wide w = wide_from(a, typed);
	int32_t to = 0;

	squeeze(&w);
	for (int32_t from = 0; from < w.n;) {
		UChar32 c;

		U16_NEXT(w.p, from, w.n, c);
		if (!is_inkless(c))
			U16_APPEND_UNSAFE(w.p, to, c);
	}
	w.n = to;
	squeeze(&w);
	w = normal(a, form_composed(), w);
	return narrow(a, w);
}

static struct wide folded(struct arena *a, struct wide w)
{
	w = normal(a, form_folded(), w);
	squeeze(&w);
	return w;
}

/* Most names are plain: no letter of them is longer than a byte. */
static bool key_plain(struct arena *a, struct str name, struct str *ret)
{
	char *p = arena_alloc(a, name.n + 1);
	size_t n = 0;
	bool is_blank = false;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if ((unsigned char)c >= 0x7f)
			return false;
		if ((unsigned char)c <= ' ') {
			is_blank = true;
			continue;
		}
		if (is_blank && n)
			p[n++] = ' ';
		is_blank = false;
		p[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	*ret = (struct str){ p, n };
	return true;
}

struct str name_key(struct arena *a, struct str name)
{
	struct str plain;

	return key_plain(a, name, &plain) ? plain : narrow(a, folded(a, wide_from(a, name)));
}

bool name_is(struct arena *a, struct str name, struct str other)
{
	return str_eq(name_key(a, name), name_key(a, other));
}

/* --- letters that look alike ---------------------------------------------------- */

static USpoofChecker *checker;
static pthread_once_t checker_once = PTHREAD_ONCE_INIT;

static void checker_open(void)
{
	UErrorCode status = U_ZERO_ERROR;

	checker = uspoof_open(&status);
	must(U_SUCCESS(status));
}

struct str name_look(struct arena *a, struct str name)
{
	UErrorCode status = U_ZERO_ERROR;
	struct wide w, skeleton;
	int32_t cap;

	must(pthread_once(&checker_once, checker_open) == 0);
	/* As it is typed: Cyrillic В looks like B, its small letter like no b. */
	w = wide_from(a, name);
	squeeze(&w);
	cap = w.n * GROWS + 1;
	skeleton = (struct wide){ ARENA_ARRAY(a, UChar, (size_t)cap), 0 };
	skeleton.n = uspoof_getSkeleton(checker, 0, w.p, w.n, skeleton.p, cap, &status);
	must(U_SUCCESS(status));
	return narrow(a, folded(a, skeleton));
}
