/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold between the parts of a model. */
#ifndef PEIL_MODEL_MODEL_CHECK_H
#define PEIL_MODEL_MODEL_CHECK_H

struct model;
struct json_reader;

/* Ids that stand twice, and prerequisites that go round in a circle. */
void model_check(struct json_reader *r, const struct model *m);

#endif
