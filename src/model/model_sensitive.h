/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sensitive questions (rule R7) have places of their own: at least
 * sensitive_k(k) answers, so that what is counted at a team for other questions
 * may be counted at its department for these; and they keep three classes, the
 * levels below the middle, the middle and those above it (1-2, 3, 4-5 of five).
 * A tally of them has `levels` SENSITIVE_CLASSES.  Importance is another
 * question, the same for all subjects, and counts as an ordinary one.
 */
#ifndef PEIL_MODEL_MODEL_SENSITIVE_H
#define PEIL_MODEL_MODEL_SENSITIVE_H

#include "model/model.h"

enum { SENSITIVE_K = 10, SENSITIVE_CLASSES = 3 };
int64_t sensitive_k(int64_t k);
bool model_has_sensitive(const struct model *m);
/* The levels low..high that class 0..2 of a sensitive question holds. */
void sensitive_class(int levels, int class, int *ret_low, int *ret_high);

#endif
