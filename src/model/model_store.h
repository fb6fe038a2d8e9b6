/* SPDX-License-Identifier: EUPL-1.2 */
/* Models in the database. */
#ifndef PEIL_MODEL_MODEL_STORE_H
#define PEIL_MODEL_MODEL_STORE_H

#include "model/model.h"
#include "store/db.h"

/* Keeps one document once, whatever uses it.  The document has been through
 * model_read. */
bool model_store(struct db *db, struct str document, int64_t *ret_id, struct err *e);

#endif
