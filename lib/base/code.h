/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes that people read from paper or from a screen and type: Crockford's
 * base 32.  I, L and O are left out because they are mistaken for 1 and 0, U
 * so that chance makes fewer words that nobody wants on a card.
 */
#ifndef PEIL_BASE_CODE_H
#define PEIL_BASE_CODE_H

#include "base/str.h"

#define CODE_ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

enum { CODE_LETTERS = sizeof(CODE_ALPHABET) - 1 };	/* five bits each */

/* Fills n characters with the operating system's randomness; no NUL behind. */
void code_make(char *ret, size_t n);

/* What somebody typed for a code of n characters: case, blanks and hyphens are
 * ignored, O is read as 0, I and L as 1.  False when it cannot be one; then
 * the content of ret is undefined. */
bool code_parse(struct str typed, char *ret, size_t n);

#endif
