/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every pair of pages that write, in every order of what they read and write.
 *
 * A page reads, makes its answer, and writes in one transaction or more; call_write
 * stands between.  So each of two requests runs on a thread of its own, stops there,
 * and goes on when its turn comes: one at a time, in an order that this test chooses,
 * so that what went wrong goes wrong again.  Both forms are of before.
 *
 * PEIL_TEST_PAIR=N,M with the numbers that a failure names runs one pair.
 */
#include "pairs.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serve/serve.h"
#include "typed.h"

enum { FORM_ARENA = 64 << 20, STEPS_MAX = 24 };

struct side {
	int number;
	const struct attempt *of;
	const struct page *page;
	struct http_request q;
	struct http_reply r;
	struct arena *a;
	pthread_t thread;
	sem_t go, stopped;
	bool is_done, has_read;
};

/* What all pairs share.  The server of a world stays; its rows are laid anew. */
static struct {
	char folder[64], run[120];
	sqlite3 *eye;			/* a connection of ours beside it */
	struct db *db;			/* and one for what comes after a pair */
	struct laid laid[WORLDS];
	struct arena *a;
	struct str body[WORLDS][128][SIDES];		/* of each attempt, when it is made */
	struct touch touch[WORLDS][128][SIDES];
} all;

static _Thread_local struct side *me;

/* --- one request, which stops before it writes ------------------------------------ */

static void stop_here(const struct call *c)
{
	(void)c;
	if (!me)
		return;
	sem_post(&me->stopped);
	while (sem_wait(&me->go) != 0)
		continue;
}

static struct web *start(const char *path)
{
	struct web_config config = { .product = &serve_product, .db = path };
	struct err e = { 0 };
	struct web *w = NULL;

	if (!web_start(&config, &w, &e))
		fail_msg("%s", e.text);
	w->before_write = stop_here;
	return w;
}

static void ask(struct side *s, const char *method, struct str path, struct str cookie, struct str body)
{
	struct http_header *h = ARENA_ARRAY(s->a, struct http_header, 3);
	struct str query = { 0 };

	h[0] = (struct http_header){ STR("Host"), STR("localhost") };
	h[1] = (struct http_header){ STR("Cookie"), cookie };
	h[2] = (struct http_header){ STR("Content-Type"), STR("application/x-www-form-urlencoded") };
	s->r = (struct http_reply){ 0 };
	s->q = (struct http_request){
		.a = s->a, .method = str_from(method), .path = path, .query = query, .body = body,
		.address = STR("192.0.2.1"), .headers = h, .header_count = 3, .worker = (unsigned)s->number,
	};
}

static struct web *web;		/* of the world */

static void *answer(void *ctx)
{
	struct side *s = ctx;

	me = s;
	while (sem_wait(&s->go) != 0)
		continue;
	web_answer(web, &s->q, &s->r);
	s->is_done = true;
	sem_post(&s->stopped);
	return NULL;
}

/* --- its form ------------------------------------------------------------------------ */

static const struct page *page_of(const struct attempt *t)
{
	for (size_t i = 0; serve_product.pages[i]; i++)
		if (strcmp(serve_product.pages[i]->method, "POST") == 0 &&
		    strcmp(serve_product.pages[i]->path, t->page) == 0)
			return serve_product.pages[i];
	fail_msg("no page POST %s", t->page);
	return NULL;
}

static const char *path_of(const struct attempt *t)
{
	return t->path ? t->path : t->page;
}

/* Any form of a lead has the token. */
static struct str token_of(struct side *s, const struct laid *l)
{
	struct typed form;
	struct str cookie = laid_cookie(s->a, l, s->of->who, s->number);

	ask(s, "GET", STR("/rondes/nieuw"), cookie, (struct str){ 0 });
	web_answer(web, &s->q, &s->r);
	assert_true(typed_find(s->a, s->r.body, STR("/rondes/nieuw"), &form));
	for (size_t i = 0; i < form.count; i++)
		if (str_is(form.at[i].name, "csrf"))
			return form.at[i].value;
	fail_msg("no token");
	return (struct str){ 0 };
}

static struct str body_of(const struct attempt *t, enum world world, int number)
{
	const struct laid *l = &all.laid[world];
	struct side s = { .number = number, .of = t, .a = all.a };
	struct str path = laid_fill(all.a, l, path_of(t));
	struct typed form = { .a = all.a };

	if (page_of(t)->needs)
		typed_set(&form, STR("csrf"), token_of(&s, l));
	if (!t->has_no_form) {
		ask(&s, "GET", laid_fill(all.a, l, t->from ? t->from : path_of(t)),
		    laid_cookie(all.a, l, t->who, number), (struct str){ 0 });
		web_answer(web, &s.q, &s.r);
		if (!typed_find(all.a, s.r.body, path, &form))
			fail_msg("no form for %s: %d", t->page, s.r.status);
	}
	for (size_t i = 0; i < SETS && t->set[i]; i += 2)
		typed_set(&form, str_from(t->set[i]), laid_fill(all.a, l, t->set[i + 1]));
	return typed_body(&form);
}

static void make_forms(void)
{
	assert_true(attempt_count <= 128);
	for (enum world world = 0; world < WORLDS; world++) {
		web = start(all.laid[world].path);
		for (size_t i = 0; i < attempt_count; i++)
			for (int k = 0; k < SIDES && attempts[i].worlds >> world & 1; k++)
				all.body[world][i][k] = body_of(&attempts[i], world, k);
		web_stop(web);
	}
}

/* --- what happens in a pair ------------------------------------------------------------ */

struct pair {
	enum world world;
	size_t n[SIDES];
	struct side side[SIDES];
	int order[STEPS_MAX];
	size_t steps;
	const char *wrong;
};

static void copy_file(const char *from, const char *to)
{
	static char bytes[4 << 20];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n = read(in, bytes, sizeof(bytes));

	assert_true(n > 0 && n < (ssize_t)sizeof(bytes) && write(out, bytes, (size_t)n) == n);
	(void)close(in);
	(void)close(out);
}

static void world_begin(enum world world)
{
	struct err e = { 0 };

	copy_file(all.laid[world].path, all.run);
	web = start(all.run);
	all.eye = rows_open(all.run, all.laid[world].path);
	if (!db_open(all.run, DB_WRITE, &all.db, &e))
		fail_msg("%s", e.text);
}

static void world_end(void)
{
	db_close(all.db);
	rows_close(all.eye);
	web_stop(web);
}

/* With one side alone when `only` is one. */
static void begin(struct pair *p, int only)
{
	rows_lay(all.eye);
	for (int k = 0; k < SIDES; k++) {
		const struct attempt *t = &attempts[p->n[k]];
		struct side *s = &p->side[k];

		if (only >= 0 && k != only) {
			*s = (struct side){ .of = t, .page = page_of(t), .is_done = true, .r.status = 200 };
			continue;
		}
		*s = (struct side){ .number = k, .of = t, .page = page_of(t), .a = arena_new(FORM_ARENA) };
		ask(s, "POST", laid_fill(s->a, &all.laid[p->world], path_of(t)),
		    laid_cookie(s->a, &all.laid[p->world], t->who, k), all.body[p->world][p->n[k]][k]);
		assert_int_equal(sem_init(&s->go, 0, 0), 0);
		assert_int_equal(sem_init(&s->stopped, 0, 0), 0);
		assert_int_equal(pthread_create(&s->thread, NULL, answer, s), 0);
	}
}

static void end(struct pair *p)
{
	for (int k = 0; k < SIDES; k++) {
		if (!p->side[k].a)
			continue;
		assert_int_equal(pthread_join(p->side[k].thread, NULL), 0);
		(void)sem_destroy(&p->side[k].go);
		(void)sem_destroy(&p->side[k].stopped);
	}
}

static bool is_signed_in(const struct side *s)
{
	static const char *const asks[SIDES] = {
		"SELECT count(*) FROM session WHERE account = 11", "SELECT count(*) FROM session WHERE account = 12",
	};

	return !s->page->needs || number_of(all.eye, asks[s->of->who == BY_LEAD ? s->number : 0]) > 0;
}

/* Until it stops again.  What it began by reading writes nothing; and what it writes, it
 * writes in a stage of the round that its page works in, for who is still signed in. */
static void step(struct pair *p, int k)
{
	struct side *s = &p->side[k];
	const unsigned stage = 1u << number_of(all.eye, "SELECT stage FROM round WHERE id = 7");
	const bool may = s->has_read && (!s->page->stages || s->page->stages & stage) && is_signed_in(s);
	const int64_t before = number_of(all.eye, "PRAGMA data_version");

	sem_post(&s->go);
	while (sem_wait(&s->stopped) != 0)
		continue;
	if (!may && number_of(all.eye, "PRAGMA data_version") != before)
		p->wrong = s->has_read ? "it wrote in a stage that its page does not work in, or after signing out"
				       : "it wrote before it asked for it";
	s->has_read = true;
}

static struct str header(const struct http_reply *r, const char *name)
{
	for (size_t i = 0; i < r->header_count; i++)
		if (str_is(r->headers[i].name, name))
			return r->headers[i].value;
	return (struct str){ 0 };
}

/* Was it said to be done? */
static bool is_told(const struct side *s)
{
	return s->r.status == 303 && !str_starts(header(&s->r, "Location"), STR("/aanmelden?"));
}

static void look(struct pair *p)
{
	for (int k = 0; k < SIDES && !p->wrong; k++) {
		const struct side *s = &p->side[k];

		if (s->r.status >= 500 || s->r.status < 200)
			p->wrong = "something went wrong with us";
		else if (is_told(s) && s->of->told && !number_of(all.eye, s->of->told))
			p->wrong = k ? "the second was told that it is saved" : "the first was told that it is saved";
	}
	if (!p->wrong)
		p->wrong = check_rows(all.eye);
}

static struct str printed(const struct side *s)
{
	return s->r.status == 200 && header(&s->r, "Content-Disposition").n ? s->r.body : (struct str){ 0 };
}

static void run(struct pair *p, int only)
{
	const struct laid *l = &all.laid[p->world];

	begin(p, only);
	if (only >= 0)
		touch_watch(&all.touch[p->world][p->n[only]][only]);
	for (size_t i = 0; i < p->steps; i++)
		if (!p->side[p->order[i]].is_done)
			step(p, p->order[i]);
	while (!p->side[0].is_done || !p->side[1].is_done) {
		int k = p->side[0].is_done || (!p->side[1].is_done && p->side[1].has_read && !p->side[0].has_read);

		assert_true(p->steps < STEPS_MAX);
		p->order[p->steps++] = k;
		step(p, k);
	}
	touch_watch(NULL);
	look(p);
	end(p);
	for (int k = 0; k < SIDES && !p->wrong && p->side[k].a && p->world != CLOSED; k++)
		p->wrong = check_round(all.db, l, p->side[k].a, printed(&p->side[k]));
}

/* --- all orders ------------------------------------------------------------------------- */

static size_t runs, faults;

static void tell(const struct pair *p)
{
	printf("[%zu,%zu] POST %s (%d) and POST %s (%d), order", p->n[0], p->n[1], p->side[0].page->path,
	       p->side[0].r.status, p->side[1].page->path, p->side[1].r.status);
	for (size_t i = 0; i < p->steps; i++)
		printf(" %c", "AB"[p->order[i]]);
	printf(": %s\n", p->wrong);
	faults++;
}

/* The orders that begin with this one.  With which steps a request goes on is known when it
 * ran: a run goes on with A wherever that was open, and B is tried after.  Reading changes
 * nothing: of two that only read, A is first. */
static void run_from(enum world world, size_t a, size_t b, const int *order, size_t fixed)
{
	struct pair p = { .world = world, .n = { a, b }, .steps = fixed };

	memcpy(p.order, order, fixed * sizeof(*order));
	run(&p, -1);
	runs++;
	if (p.wrong)
		tell(&p);
	for (int k = 0; k < SIDES; k++)
		arena_free(p.side[k].a);
	for (size_t i = fixed; i < p.steps; i++) {
		int other[STEPS_MAX], left = 0;

		for (size_t k = i; k < p.steps; k++)
			left += p.order[k] == 1;
		if (p.order[i] == 1 || left == 0)
			continue;
		memcpy(other, p.order, sizeof(other));
		other[i] = 1;
		run_from(world, a, b, other, i + 1);
	}
}

/* Alone it does what it is for, and shows which tables it touches. */
static void each_alone(void)
{
	for (enum world world = 0; world < WORLDS; world++)
		for (size_t i = 0; i < attempt_count; i++)
			for (int k = 0; k < SIDES && attempts[i].worlds >> world & 1; k++) {
				struct pair p = { .world = world, .n = { i, i } };

				world_begin(world);	/* so that it prepares all that it asks */
				run(&p, k);
				world_end();
				touch_hang(&all.touch[world][i][k]);
				if (!p.wrong && !is_told(&p.side[k]) && !printed(&p.side[k]).n)
					p.wrong = "alone it does not do what it is for";
				if (p.wrong)
					tell(&p);
				arena_free(p.side[k].a);
			}
}

static void every_pair_in_every_order(void **state)
{
	struct str second = { 0 }, first = str_split(str_from(getenv("PEIL_TEST_PAIR")), ',', &second);
	int64_t only[SIDES] = { 0 };
	bool is_one = str_i64(first, 0, (int64_t)attempt_count, &only[0]) &&
		      str_i64(second, 0, (int64_t)attempt_count, &only[1]);

	(void)state;
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	make_forms();
	each_alone();
	assert_int_equal(faults, 0);
	for (enum world world = 0; world < WORLDS; world++) {
		world_begin(world);
		for (size_t a = 0; a < attempt_count; a++)
			for (size_t b = a; b < attempt_count; b++)
				if (attempts[a].worlds & attempts[b].worlds & 1u << world &&
				    (a == b || touch_meet(&all.touch[world][a][0], &all.touch[world][b][1])) &&
				    (!is_one || ((int64_t)a == only[0] && (int64_t)b == only[1])))
					run_from(world, a, b, (int[STEPS_MAX]){ 0 }, 0);
		world_end();
	}
	printf("%zu orders of %zu forms\n", runs, attempt_count);
	assert_int_equal(faults, 0);
}

static void every_page_that_writes_is_here(void **state)
{
	(void)state;
	for (size_t i = 0; serve_product.pages[i]; i++) {
		const struct page *page = serve_product.pages[i];
		size_t k = 0;

		while (k < attempt_count && strcmp(attempts[k].page, page->path) != 0)
			k++;
		if (strcmp(page->method, "POST") == 0 && k == attempt_count)
			fail_msg("POST %s: say in tests/pages/pairs_table.c what is sent to it", page->path);
	}
}

static int lay_all(void **state)
{
	sqlite3 *db = NULL;

	(void)state;
	(void)snprintf(all.folder, sizeof(all.folder), "%s/peil-pairs-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(all.folder))
		return -1;
	(void)snprintf(all.run, sizeof(all.run), "%s/run.db", all.folder);
	all.a = arena_new(256 << 20);
	touch_begin();
	for (enum world world = 0; world < WORLDS; world++)
		laid_make(&all.laid[world], world, all.folder);
	assert_int_equal(sqlite3_open(all.laid[0].path, &db), SQLITE_OK);
	touch_keys(db);
	return sqlite3_close(db);
}

static int remove_all(void **state)
{
	DIR *folder = opendir(all.folder);

	(void)state;
	for (const struct dirent *f = folder ? readdir(folder) : NULL; f; f = readdir(folder))
		if (f->d_name[0] != '.')
			(void)unlinkat(dirfd(folder), f->d_name, 0);
	if (folder)
		(void)closedir(folder);
	(void)rmdir(all.folder);
	arena_free(all.a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_that_writes_is_here),
		cmocka_unit_test(every_pair_in_every_order),
	};

	return cmocka_run_group_tests_name("pairs of pages", tests, lay_all, remove_all);
}
