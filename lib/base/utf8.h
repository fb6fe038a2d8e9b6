/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of text that comes from outside. */
#ifndef PEIL_BASE_UTF8_H
#define PEIL_BASE_UTF8_H

#include "base/str.h"

/* Well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates). */
bool utf8_ok(struct str s);

/* Text that people type: well-formed, without control characters except tab and
 * line ends, and without U+FFFE and U+FFFF, which XML and so the documents of
 * offices cannot hold.  Everything else is text: what writes files escapes it. */
bool utf8_text_ok(struct str s);

/* Reads one code point at *at and moves *at past it; the text is well-formed. */
uint32_t utf8_next(struct str s, size_t *at);

/* Characters as people count them, for limits: marks that combine with the one
 * before, and what joins emoji to one picture, count with it; two letters make a
 * flag.  What one character may gather is bounded (UTF8_CHAR_POINTS_MAX code
 * points), so that a limit in characters is one in bytes as well. */
enum { UTF8_CHAR_POINTS_MAX = 10, UTF8_CHAR_BYTES_MAX = UTF8_CHAR_POINTS_MAX * 4 };
size_t utf8_count(struct str s);
struct str utf8_clip(struct str s, size_t bytes);	/* at most, whole code points */

#endif
