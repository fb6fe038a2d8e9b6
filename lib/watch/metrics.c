/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/metrics.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/must.h"
#include "sandbox/sandbox.h"
#include "watch/metrics_text.h"
#include "store/state.h"

static const char *const class_labels[CLASS_COUNT] = {
	"class=\"file\"", "class=\"respondent\"", "class=\"lead\"", "class=\"slow\"", "class=\"other\"",
};

enum { STATUSES = 5, LABELS_MAX = 80 };	/* 1xx to 5xx */

static const double bounds[] = { 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 };

struct metrics {
	pthread_mutex_t lock;
	uint64_t requests[CLASS_COUNT][STATUSES];
	struct buckets time[CLASS_COUNT];
};

struct metrics *metrics_new(void)
{
	struct metrics *m = calloc(1, sizeof(*m));

	must(m);
	(void)pthread_mutex_init(&m->lock, NULL);
	for (int i = 0; i < CLASS_COUNT; i++)
		m->time[i] = (struct buckets){ .bounds = bounds, .n = ARRAY_LEN(bounds) };
	return m;
}

void metrics_free(struct metrics *m)
{
	if (!m)
		return;
	(void)pthread_mutex_destroy(&m->lock);
	free(m);
}

void metrics_count(struct metrics *m, enum request_class class, int status, int64_t ns)
{
	int hundreds = status / 100;

	if (hundreds < 1 || hundreds > STATUSES)
		hundreds = STATUSES;
	(void)pthread_mutex_lock(&m->lock);
	m->requests[class][hundreds - 1]++;
	buckets_add(&m->time[class], (double)ns / 1e9);
	(void)pthread_mutex_unlock(&m->lock);
}

/* --- the text ----------------------------------------------------------------------- */

static const struct metric build = { "peil_build", "info", NULL, "The version that runs." };
static const struct metric health = { "peil_health", "stateset", NULL, "What /healthz says." };
static const struct metric doubt = { "peil_clock_doubt", "gauge", NULL,
	"1 while the machine's clock is not believed." };
static const struct metric sandbox = { "peil_sandbox", "gauge", NULL,
	"1 where the program forbids itself what it does not need." };
static const struct metric refused = { "peil_sandbox_refused", "counter", NULL,
	"Calls of the kernel that Peil never makes, and that were refused: look who is in there." };
static const struct metric requests = { "peil_requests", "counter", NULL,
	"Requests that were answered, by who waits for them and by how they ended." };
static const struct metric request_seconds = { "peil_request_seconds", "histogram", "seconds",
	"From a whole request to its answer, waiting for a worker included." };
static const struct metric in_flight = { "peil_requests_in_flight", "gauge", NULL,
	"Requests that are being answered or wait for it." };
static const struct metric waiting = { "peil_requests_waiting", "gauge", NULL,
	"Requests that wait for a worker." };
static const struct metric streams = { "peil_streams", "gauge", NULL,
	"Screens and phones that follow a meeting." };
static const struct metric saves = { "peil_saves", "counter", NULL, "Writes that were kept." };
static const struct metric failures = { "peil_save_failures", "counter", NULL,
	"Batches of writes that the disk did not take." };
static const struct metric batch_saves = { "peil_batch_saves", "histogram", "saves",
	"Writes that shared one sync." };
static const struct metric sync_seconds = { "peil_sync_seconds", "histogram", "seconds",
	"From the end of a batch until it is on the disk." };
static const struct metric queue = { "peil_save_queue", "gauge", NULL,
	"Writes that wait for the batch before them." };
static const struct metric owed = { "peil_rewrite_owed", "gauge", NULL,
	"1 while what was destroyed still has bytes on the disk." };
static const struct metric file_bytes = { "peil_file_bytes", "gauge", "bytes",
	"Size of the database and of its log." };
static const struct metric free_bytes = { "peil_disk_free_bytes", "gauge", "bytes",
	"Room on the disk of the database." };
static const struct metric backup = { "peil_backup_age_seconds", "gauge", "seconds",
	"Since the last backup; absent when there was none." };

static void put_one(struct out *o, const struct metric *m, double value)
{
	metric_begin(o, m);
	metric_value(o, m, NULL, value);
}

static void write_requests(struct metrics *m, struct out *o)
{
	struct metrics *now = malloc(sizeof(*now));

	must(now);
	(void)pthread_mutex_lock(&m->lock);
	*now = *m;
	(void)pthread_mutex_unlock(&m->lock);
	metric_begin(o, &requests);
	for (int i = 0; i < CLASS_COUNT; i++)
		for (int k = 0; k < STATUSES; k++) {
			char text[LABELS_MAX];
			struct out labels = out_over(text, sizeof(text));

			if (!now->requests[i][k])
				continue;
			out_c(&labels, class_labels[i]);
			out_c(&labels, ",status=\"");
			out_i64(&labels, k + 1);
			out_c(&labels, "xx\"");
			out_char(&labels, '\0');
			metric_value(o, &requests, text, (double)now->requests[i][k]);
		}
	metric_begin(o, &request_seconds);
	for (int i = 0; i < CLASS_COUNT; i++)
		metric_buckets(o, &request_seconds, class_labels[i], &now->time[i]);
	free(now);
}

static void write_health(const struct health_facts *f, struct out *o)
{
	metric_begin(o, &health);
	for (enum health h = HEALTH_OK; h < HEALTH_COUNT; h++) {
		char text[LABELS_MAX];
		struct out labels = out_over(text, sizeof(text));

		out_c(&labels, "peil_health=\"");
		out_c(&labels, health_word(h));
		out_char(&labels, '"');
		out_char(&labels, '\0');
		metric_value(o, &health, text, health_of(f) == h);
	}
	put_one(o, &doubt, f->doubt != CLOCK_BELIEVED);
	put_one(o, &owed, f->owes != OWES_NOTHING);
}

static void write_sandbox(struct out *o)
{
	struct sandbox_state s = sandbox_state();

	metric_begin(o, &sandbox);
	metric_value(o, &sandbox, "of=\"files\"", s.landlock > 0);
	metric_value(o, &sandbox, "of=\"calls\"", s.has_filter);
	put_one(o, &refused, (double)sandbox_refused());
}

static void write_http(const struct metrics_of *w, struct out *o)
{
	struct http_counts c = http_counts(w->http);

	write_requests(w->metrics, o);
	put_one(o, &in_flight, c.in_flight);
	put_one(o, &waiting, c.waiting);
	put_one(o, &streams, c.streams);
}

static void write_writer(const struct metrics_of *w, struct out *o)
{
	struct writer_counts c = writer_counts(w->writer);

	put_one(o, &saves, (double)c.jobs);
	put_one(o, &failures, (double)c.failed);
	metric_begin(o, &batch_saves);
	metric_buckets(o, &batch_saves, NULL, &c.batch);
	metric_begin(o, &sync_seconds);
	metric_buckets(o, &sync_seconds, NULL, &c.sync);
	put_one(o, &queue, (double)c.waiting);
}

static void write_disk(const struct metrics_of *w, const struct health_facts *f, struct out *o)
{
	int64_t database, log;

	watch_sizes(w->watch, &database, &log);
	metric_begin(o, &file_bytes);
	metric_value(o, &file_bytes, "file=\"database\"", (double)database);
	metric_value(o, &file_bytes, "file=\"log\"", (double)log);
	if (f->free_bytes >= 0)
		put_one(o, &free_bytes, (double)f->free_bytes);
}

/* What the database cannot say now is left out: the rest is needed then. */
static void write_stored(const struct metrics_of *w, struct db *db, struct out *o)
{
	struct err ignored = { 0 };
	int64_t at;
	size_t before;

	if (state_get(db, STATE_BACKUP, &at, &ignored) && at)
		put_one(o, &backup, (double)(clock_now() - at) / 1000);
	before = o->n;
	if (w->measure && !w->measure(db, o, &ignored))
		o->n = before;
}

bool metrics_write(const struct metrics_of *w, struct db *db, struct out *o, struct err *e)
{
	struct health_facts f = watch_facts(w->watch);

	metric_begin(o, &build);
	metric_value(o, &build, "version=\"" PEIL_VERSION "\"", 1);
	write_health(&f, o);
	write_sandbox(o);
	write_http(w, o);
	write_writer(w, o);
	write_disk(w, &f, o);
	write_stored(w, db, o);
	metric_end(o);
	return !o->is_failed || err_set(e, ERR_LIMIT, "metrics larger than allowed");
}
