/* SPDX-License-Identifier: EUPL-1.2 */
/* The model that comes with the program: models/ddw-basis.json, embedded. */
#ifndef PEIL_MODEL_MODEL_BASE_H
#define PEIL_MODEL_MODEL_BASE_H

#include "base/str.h"

struct str model_base_document(void);

#endif
