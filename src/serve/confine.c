/* SPDX-License-Identifier: EUPL-1.2 */
#include "serve/confine.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "sandbox/sandbox.h"
#include "store/path.h"
#include "watch/log.h"
#include "watch/notify.h"

enum { PLACES_MAX = 10 };

struct places {
	struct sandbox_place list[PLACES_MAX];
	size_t count;
	char *paths[PLACES_MAX];	/* that were made for it */
};

static void places_freep(struct places *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->paths[i]);
}

static void add(struct places *p, char *path, enum sandbox_use use)
{
	must(p->count < PLACES_MAX);
	p->paths[p->count] = path;
	p->list[p->count++] = (struct sandbox_place){ path, use };
}

/* Its folder: what is renewed comes in the place of the old under another inode.  Of what
 * stands at the very top only the file itself. */
static void add_folder_of(struct places *p, const char *path, enum sandbox_use use)
{
	char *folder = path_folder(path);

	if (strcmp(folder, "/") != 0) {
		add(p, folder, use);
		return;
	}
	free(folder);
	folder = strdup(path);
	must(folder);
	add(p, folder, use);
}

/* Also the folder that a link leads to: certificates mostly stand behind one. */
static void add_file(struct places *p, const char *path, enum sandbox_use use)
{
	SCOPED(path_freep) char *real = NULL;

	if (!path)
		return;
	add_folder_of(p, path, use);
	real = realpath(path, NULL);
	if (real)
		add_folder_of(p, real, use);
}

static void say(const struct sandbox_state *s)
{
	struct log_line l = log_event(s->why[0] ? LEVEL_WARNING : LEVEL_NOTICE, "sandbox");

	log_text(&l, "files", s->landlock ? STR("confined") : STR("free"));
	log_text(&l, "calls", s->has_filter ? STR("confined") : STR("free"));
	if (s->is_widened)
		log_text(&l, "build", STR("for tests, lets more through"));
	if (s->why[0])
		log_text(&l, "because", str_from(s->why));
	log_end(&l);
}

void confine_start(const struct web_config *config)
{
	SCOPED(places_freep) struct places p = { 0 };
	const size_t unix_n = sizeof(HTTP_UNIX) - 1;
	struct sandbox_state s;

	add_file(&p, config->db, PLACE_KEEP);
	add_file(&p, config->tls_cert, PLACE_READ);
	add_file(&p, config->tls_key, PLACE_READ);
	if (strncmp(config->listen, HTTP_UNIX, unix_n) == 0)
		add_folder_of(&p, config->listen + unix_n, PLACE_LISTEN);
	p.list[p.count++] = (struct sandbox_place){ "/dev/urandom", PLACE_READ };
	p.list[p.count++] = (struct sandbox_place){ "/etc/passwd", PLACE_READ };	/* whose a file is */
	s = sandbox_enter(SANDBOX_STARTING, p.list, p.count, notify_is_abstract());
	say(&s);
}

void confine_serving(void)
{
	if (!sandbox_narrow(SANDBOX_SERVING))
		log_say(LEVEL_WARNING, "sandbox: sockets can still be made: %m");
}

void confine_not(void)
{
	const struct sandbox_state s = { .why = "--no-sandbox" };

	say(&s);
}
