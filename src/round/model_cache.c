/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/model_cache.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/must.h"
#include "server/web.h"

const struct service model_cache_service;

enum { MODEL_ARENA = 16 * 1024 * 1024 };	/* four times the largest document */

struct entry {
	int64_t round;
	struct arena *a;
	struct model model;
};

struct model_cache {
	pthread_mutex_t lock;
	struct entry *entries[MODEL_CACHE_MAX];
	size_t count;
};

static bool model_cache_start(struct web *w, void **ret, struct err *e)
{
	struct model_cache *m = calloc(1, sizeof(*m));

	(void)w;
	(void)e;
	must_have(m);
	must(pthread_mutex_init(&m->lock, NULL) == 0);
	*ret = m;
	return true;
}

static void entry_free(struct entry *entry)
{
	if (!entry)
		return;
	arena_free(entry->a);
	free(entry);
}

static void model_cache_stop(void *self)
{
	struct model_cache *m = self;

	for (size_t i = 0; i < m->count; i++)
		entry_free(m->entries[i]);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

/* Under the lock. */
static struct entry *find(const struct model_cache *m, int64_t round)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->round == round)
			return m->entries[i];
	return NULL;
}

static struct entry *find_locked(struct model_cache *m, int64_t round, bool *ret_is_full)
{
	struct entry *found;

	must(pthread_mutex_lock(&m->lock) == 0);
	found = find(m, round);
	*ret_is_full = m->count == MODEL_CACHE_MAX;
	must(pthread_mutex_unlock(&m->lock) == 0);
	return found;
}

/* Two workers may have read the same model; the first one stays. */
static struct entry *keep(struct model_cache *m, struct entry *entry)
{
	struct entry *kept;

	must(pthread_mutex_lock(&m->lock) == 0);
	kept = find(m, entry->round);
	if (!kept && m->count < MODEL_CACHE_MAX) {
		kept = entry;
		m->entries[m->count++] = entry;
	}
	must(pthread_mutex_unlock(&m->lock) == 0);
	if (kept != entry)
		entry_free(entry);
	return kept;
}

static bool read_alone(struct db *db, struct arena *a, const struct round *r,
		       const struct model **ret, struct err *e)
{
	struct model *model = ARENA_NEW(a, struct model);

	*ret = model;
	return round_model(db, a, r, model, e);
}

bool model_cache_get(struct model_cache *m, struct db *db, struct arena *a,
		     const struct round *r, const struct model **ret, struct err *e)
{
	bool is_full;
	struct entry *entry = find_locked(m, r->id, &is_full);

	if (entry) {
		*ret = &entry->model;
		return true;
	}
	if (is_full || r->stage == STAGE_PREPARE)
		return read_alone(db, a, r, ret, e);
	entry = calloc(1, sizeof(*entry));
	must_have(entry);
	entry->round = r->id;
	entry->a = arena_new(MODEL_ARENA);
	if (!round_model(db, entry->a, r, &entry->model, e)) {
		entry_free(entry);
		return false;
	}
	entry = keep(m, entry);
	if (!entry)		/* filled up meanwhile */
		return read_alone(db, a, r, ret, e);
	*ret = &entry->model;
	return true;
}

struct model_cache *model_cache_of(const struct call *c)
{
	return web_service(c->web, &model_cache_service);
}

const struct service model_cache_service = {
	.name = "cache of models",
	.start = model_cache_start,
	.stop = model_cache_stop,
};
