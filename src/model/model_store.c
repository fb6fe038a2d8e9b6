/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_store.h"

#include <sodium.h>

#include "base/must.h"
#include "base/rng.h"
#include "json/reader.h"
#include "model/sql.h"

enum { FAULTS_BYTES_MAX = 64 * 1024 };

static bool model_find(struct db *db, struct blob hash, int64_t *ret_id, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MODEL_BY_HASH, e, hash);

	if (!rows)
		return false;
	*ret_id = rows_next(rows, e) ? rows_i64(rows, MODEL_BY_HASH_ID) : 0;
	return !rows_failed(rows);
}

/* The document has been through model_read; id and version are there. */
static bool model_insert(struct db *db, struct str document, struct blob hash, int64_t id,
			 struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(FAULTS_BYTES_MAX);
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct at root;
	struct str name, version;

	(void)json_reader_begin(&r, a, document, MODEL_BYTES_MAX);
	root = at_root(&r);
	name = at_id(at_field(&root, "id"));
	version = at_string(at_field(&root, "version"));
	return json_reader_result(&r, e) &&
	       db_exec(db, SQL_MODEL_ADD, e, id, name, version, hash, document);
}

bool model_store(struct db *db, struct str document, int64_t *ret_id, struct err *e)
{
	uint8_t bytes[32];
	struct blob hash = { bytes, sizeof(bytes) };
	int64_t id;

	if (document.n == 0 || document.n > MODEL_BYTES_MAX)
		return err_set(e, ERR_INPUT, "a model has at most %d bytes", MODEL_BYTES_MAX);
	must(crypto_generichash(bytes, sizeof(bytes), (const uint8_t *)document.p, document.n,
				NULL, 0) == 0);
	if (!model_find(db, hash, &id, e))
		return false;
	if (id == 0) {
		id = rng_id();
		if (!model_insert(db, document, hash, id, e))
			return false;
	}
	*ret_id = id;
	return true;
}
