/* SPDX-License-Identifier: EUPL-1.2 */
/* The machine under the server: memory, what its kernel can forbid, and clock. */
#include "upkeep/doctor.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/timex.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

enum { FILE_BYTES = 4096, MIB = 1 << 20, NEED_MIB = 512 };	/* MemoryMax= of peil.service */

struct str doctor_file(struct doctor *d, const char *path)
{
	char *bytes = arena_alloc(d->s.a, FILE_BYTES);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, FILE_BYTES - 1);

	if (fd >= 0)
		(void)close(fd);
	if (n < 0)
		return (struct str){ 0 };
	return str_trim(str_split((struct str){ bytes, (size_t)n }, '\n', &(struct str){ 0 }));
}

/* The least of a group and those above it; -1: no limit, or none that can be seen. */
static int64_t limit_of(struct doctor *d, long process)
{
	char path[FILE_BYTES + 40], group[FILE_BYTES];
	int64_t least = -1, limit;
	struct str line;

	(void)snprintf(path, sizeof(path), "/proc/%ld/cgroup", process);
	line = doctor_file(d, path);
	if (!str_starts(line, STR("0::/")))
		return -1;
	(void)snprintf(group, sizeof(group), STR_FMT, STR_ARG(str_cut(line, 3, line.n)));
	while (group[0]) {
		(void)snprintf(path, sizeof(path), "/sys/fs/cgroup%s/memory.max", group);
		if (str_i64(doctor_file(d, path), 0, INT64_MAX, &limit) && (least < 0 || limit < least))
			least = limit;
		*strrchr(group, '/') = '\0';	/* the one above */
	}
	return least;
}

static void check_memory(struct doctor *d)
{
	struct str need = say_number(&d->s, NEED_MIB);
	int64_t limit;

	if (!d->server) {
		doctor_say(d, TO_KNOW, N_("De server draait niet. Hoeveel geheugen hij mag gebruiken, is dus niet te zien; "
					  "geef hem %1 MB."), need);
		return;
	}
	limit = limit_of(d, d->server);
	if (limit >= 0 && limit < (int64_t)NEED_MIB * MIB)
		doctor_say(d, TO_DO, N_("De server mag %1 MB geheugen gebruiken. Dat is te weinig voor grote rondes. Zet "
					"MemoryMax=%2M in zijn unit."), say_number(&d->s, limit / MIB), need);
	else if (limit >= 0)
		doctor_say(d, IS_FINE, N_("De server mag %1 MB geheugen gebruiken."), say_number(&d->s, limit / MIB));
	else
		doctor_say0(d, IS_FINE, N_("Het geheugen van de server heeft geen grens."));
}

/* Words of a command line end with a zero each. */
static bool was_told(struct doctor *d, const char *option)
{
	char path[40], *bytes = arena_alloc(d->s.a, FILE_BYTES);
	int fd;
	ssize_t n;

	(void)snprintf(path, sizeof(path), "/proc/%ld/cmdline", d->server);
	fd = d->server ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	n = fd < 0 ? -1 : read(fd, bytes, FILE_BYTES - 1);
	if (fd >= 0)
		(void)close(fd);
	for (ssize_t at = 0; at < n; at += (ssize_t)strlen(bytes + at) + 1)
		if (strcmp(bytes + at, option) == 0)
			return true;
	return false;
}

static void check_sandbox(struct doctor *d)
{
	int landlock = sandbox_landlock_here();
	bool has_filter = sandbox_filter_here();

	if (was_told(d, "--no-sandbox"))
		doctor_say0(d, TO_DO, N_("De server draait met --no-sandbox. Haal dat weg zodra je weet wat er mis was."));
	if (!landlock)
		doctor_say0(d, TO_KNOW, N_("Deze kernel heeft geen landlock, of het staat uit. Peil kan hier dus niet beperken "
					   "welke bestanden het opent; de unit doet dat wel. Linux 5.13 of nieuwer heeft het."));
	if (!has_filter)
		doctor_say0(d, TO_KNOW, N_("Op deze kernel of processor kan Peil zijn aanroepen niet beperken (seccomp); de unit "
					   "doet dat wel."));
	if (landlock && has_filter)
		doctor_say(d, IS_FINE, N_("Op deze kernel kan Peil zichzelf beperken: welke bestanden het opent (landlock %1) en "
					  "wat het de kernel vraagt (seccomp)."), say_number(&d->s, landlock));
}

static void check_clock(struct doctor *d)
{
	struct timex t = { 0 };
	int state = adjtimex(&t);
	struct str now = say_date(&d->s, clock_now());

	if (state < 0)
		doctor_say(d, TO_KNOW, N_("De klok staat op %1. Of hij gelijkgezet wordt, is hier niet te zien."), now);
	else if (state == TIME_ERROR || (t.status & STA_UNSYNC))
		doctor_say(d, TO_DO, N_("De klok staat op %1 en wordt niet gelijkgezet. Rondes sluiten op de klok. Doe: "
					"timedatectl set-ntp true"), now);
	else
		doctor_say(d, IS_FINE, N_("De klok wordt gelijkgezet en staat op %1."), now);
}

void doctor_machine(struct doctor *d)
{
	check_memory(d);
	check_sandbox(d);
	check_clock(d);
}
