/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], said[1 << 16];

int play_begin(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/peil-play-XXXXXX");
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

int play_end(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

const char *play_program(const char *path)
{
	static char whole[PATH_MAX];

	return realpath(path, whole);
}

void play_file(const char *path, const char *content)
{
	char part[256];
	FILE *f;

	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(p - path), path);
		mkdir(part, 0700);
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(content, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

int play_run(const char *command)
{
	char both[1024];
	size_t n;
	FILE *f;
	int status;

	snprintf(both, sizeof(both), "%s 2>&1", command);
	f = popen(both, "r");
	assert_non_null(f);
	n = fread(said, 1, sizeof(said) - 1, f);
	said[n] = '\0';
	status = pclose(f);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

void play_said(const char *part)
{
	if (!strstr(said, part))
		fail_msg("did not say \"%s\" but: %s", part, said);
}

void play_silent_on(const char *part)
{
	if (strstr(said, part))
		fail_msg("should not say \"%s\" but did: %s", part, said);
}

void play_wrote(const char *path, const char *part)
{
	static char content[1 << 16];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(content, 1, sizeof(content) - 1, f);
	content[n] = '\0';
	fclose(f);
	if (!strstr(content, part))
		fail_msg("%s has no \"%s\" but: %s", path, part, content);
}
