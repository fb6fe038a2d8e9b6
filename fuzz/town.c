/* SPDX-License-Identifier: EUPL-1.2 */
#include "town.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/account.h"
#include "base/must.h"
#include "serve/serve.h"
#include "folder.h"
#include "server/guesses.h"

static struct town the;
static char folder[FOLDER_SIZE], run[100], start[100], listens[120];
static int64_t version;			/* of the rows as they were laid */

/* Before threads are stopped in whatever order: the writer has nothing to do then. */
static void stop(void)
{
	rows_close(the.eye);
	web_stop(the.web);
	folder_remove(folder);
}

static void add_word(const char *name, const char *value)
{
	must(the.word_count < ARRAY_LEN(the.words));
	the.words[the.word_count++] = (struct town_word){ name, str_from(strdup(value)) };
}

static void add_number(const char *name, const char *value, int64_t shift)
{
	char text[24];
	int64_t n;

	must(str_i64(str_from(value), 1, INT64_MAX - shift, &n));
	(void)snprintf(text, sizeof(text), "%lld", (long long)(n + shift));
	add_word(name, text);
}

/* Of each round its own groups: the rows of a world keep their numbers but for its shift. */
static void add_groups(const struct laid laid[WORLDS])
{
	static const char *const names[][3] = { { "{A1}", "{B1}", "{C1}" }, { "{A2}", "{B2}", "{C2}" } };
	static const int64_t shifts[] = { TOWN_PREPARING, TOWN_OPEN };
	const enum world worlds[] = { PREPARING, OPEN };

	for (size_t i = 0; i < 2; i++) {
		const char *values[] = { laid[worlds[i]].team, laid[worlds[i]].other_team, laid[worlds[i]].leaders };

		for (size_t k = 0; k < 3; k++)
			add_number(names[i][k], values[k], shifts[i]);
	}
	add_number("{A0}", laid[CLOSED].team, TOWN_CLOSED);
	add_number("{A3}", laid[CLOSED].team, TOWN_OTHER);
	add_number("{B0}", laid[CLOSED].other_team, TOWN_CLOSED);
	add_number("{C0}", laid[CLOSED].leaders, TOWN_CLOSED);
}

static void add_codes(const struct laid *open)
{
	the.owner[1] = (struct town_owner){ "Aaqgeheim", "Aaqdeel", {
		str_from(strdup(open->used)), str_from(strdup(open->fresh)),
		STR("ABCD2F"), STR("ABCDEFGHJKM2"), STR("ABCDEFGHJKMNABCDEFGHJKM2") } };
	the.owner[2] = (struct town_owner){ "Bbqgeheim", "Bbqdeel", {
		STR("BBCD2F"), STR("BBCDEFGHJKM2"), STR("BBCDEFGHJKMNBBCDEFGHJKM2") } };
	add_word("{P}", open->used);
	add_word("{U}", open->fresh);
	add_word("{K}", open->key);
	add_word("{card}", open->cookie[2]);
	add_word("{phone}", "peil_stem=AAAAAAAAAAAAAAAAAAAAAA");
}

static void add_lead(struct db *db, const char *name, int64_t id, struct str password)
{
	struct account who = { .id = id, .organisation = id == 13 ? 2 : 1, .role = ROLE_LEAD,
			       .password = password };
	struct session_new s;
	struct err e = { 0 };
	char cookie[80];

	session_make(&s, &who);
	must(session_add(db, &s, &e));
	(void)snprintf(cookie, sizeof(cookie), "peil=%s", s.cookie);
	add_word(name, cookie);
}

static void add_leads(void)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);
	SCOPED(db_closep) struct db *db = NULL;
	struct account found;
	struct err e = { 0 };

	must(db_open(start, DB_WRITE, &db, &e));
	must(account_check(db, a, STR("bea"), STR("een lang wachtwoord"), &found, &e));
	add_lead(db, "{lead}", 11, found.password);
	add_lead(db, "{lead2}", 12, found.password);
	add_lead(db, "{other}", 13, found.password);
}

static void copy_file(const char *from, const char *to)
{
	static char bytes[8 << 20];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n = read(in, bytes, sizeof(bytes));

	must(n > 0 && n < (ssize_t)sizeof(bytes) && write(out, bytes, (size_t)n) == n);
	(void)close(in);
	(void)close(out);
}

static void serve(void)
{
	struct web_config config = { .product = &serve_product, .db = run, .listen = listens[0] ? listens : NULL,
				     .base_url = "http://localhost" };
	struct err e = { 0 };

	copy_file(start, run);
	if (!web_start(&config, &the.web, &e)) {
		fprintf(stderr, "%s\n", e.text);
		must(!"a server for fuzzing");
	}
	the.eye = rows_open(run, start);
	(void)sqlite3_busy_timeout(the.eye, 60000);	/* services write too */
	version = town_version(&the);
}

const char *town_socket(void)
{
	return listens + sizeof(HTTP_UNIX) - 1;
}

struct town *town_get(void)
{
	return town_open(NULL);
}

struct town *town_open(const char *socket)
{
	static struct laid laid[WORLDS];

	if (the.web)
		return &the;
	chance_again(1);
	folder_make(folder);
	(void)snprintf(run, sizeof(run), "%s/run.db", folder);
	(void)snprintf(start, sizeof(start), "%s/start.db", folder);
	if (socket)
		(void)snprintf(listens, sizeof(listens), HTTP_UNIX "%s/%s", folder, socket);
	for (enum world w = 0; w < WORLDS; w++)
		laid_make(&laid[w], w, folder);
	town_merge(start, laid);
	add_leads();
	add_groups(laid);
	add_codes(&laid[OPEN]);
	serve();
	must(!town_check(&the));
	must(atexit(stop) == 0);
	return &the;
}

int64_t town_version(const struct town *w)
{
	return number_of(w->eye, "PRAGMA data_version");
}

bool town_has_changed(const struct town *w)
{
	return town_version(w) != version;
}

void town_forget(struct town *w)
{
	struct err e = { 0 };

	services_stop(w->web->services);
	w->web->services = services_new(w->web->product->services);
	must(services_start(w->web->services, w->web, &e));
}

void town_again(struct town *w)
{
	chance_again(2);
	rate_free(w->web->rate);
	w->web->rate = rate_new();
	guesses_free(w->web->guesses);
	w->web->guesses = guesses_new();
	if (!town_has_changed(w))
		return;
	rows_lay(w->eye);
	version = town_version(w);
	if (!w->web->http)		/* else others may be asking them */
		town_forget(w);
}

struct str town_fill(const struct town *w, struct arena *a, struct str text, struct str token)
{
	struct out o = out_new(a, 4 << 20);

	for (size_t i = 0; i < text.n;) {
		const struct str rest = str_cut(text, i, text.n);
		size_t k = 0;

		if (str_starts(rest, STR("{T}"))) {
			out_str(&o, token);
			i += 3;
			continue;
		}
		while (k < w->word_count && (rest.p[0] != '{' || !str_starts(rest, str_from(w->words[k].name))))
			k++;
		if (k < w->word_count)
			out_str(&o, w->words[k].value);
		else
			out_char(&o, rest.p[0]);
		i += k < w->word_count ? strlen(w->words[k].name) : 1;
	}
	return out_done(&o);
}

const char *town_check(const struct town *w)
{
	return number_of(w->eye, "SELECT count(*) FROM pragma_quick_check WHERE quick_check <> 'ok'") ? "the file is not whole"
		: check_rows(w->eye);
}
