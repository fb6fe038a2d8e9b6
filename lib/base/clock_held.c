/* SPDX-License-Identifier: EUPL-1.2 */
/* The time held against a wrong clock. */
#include "base/clock_held.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

/* The time held is what the machine is up, and this.  Every thread reads it. */
static _Atomic int64_t offset;
static atomic_bool is_holding;

/* Of the thread that watches: since when (up) the clock goes on evenly from here. */
static int64_t even_offset, even_since;

static int64_t fixed_now;		/* 0: the real clock; set once, before threads start */
static struct clock_seam *seam;		/* the same */

void clock_fix(int64_t ms)
{
	fixed_now = ms;
}

void clock_seam(struct clock_seam *of)
{
	seam = of;
}

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_machine(void)
{
	return read_clock(CLOCK_REALTIME) + (seam ? atomic_load(&seam->shift) : 0);
}

/* Asleep too. */
static int64_t up(void)
{
	return read_clock(CLOCK_BOOTTIME) + (seam ? atomic_load(&seam->up_shift) : 0);
}

bool clock_is_synchronised(void)
{
	int64_t told = seam ? atomic_load(&seam->synchronised) : 0;
	struct timex t = { .modes = 0 };
	int state;

	if (told)
		return told == 2;
	state = adjtimex(&t);		/* only asks */
	return state >= 0 && state != TIME_ERROR && !(t.status & STA_UNSYNC);
}

static enum clock_doubt doubt_of(int64_t machine, int64_t held)
{
	if (machine - held > CLOCK_AHEAD_MS)
		return CLOCK_AHEAD;
	return held - machine > CLOCK_BEHIND_MS ? CLOCK_BEHIND : CLOCK_BELIEVED;
}

int64_t clock_now(void)
{
	int64_t machine, held;

	if (fixed_now)
		return fixed_now;
	machine = clock_machine();
	if (!atomic_load(&is_holding))
		return machine;
	held = up() + atomic_load(&offset);
	return doubt_of(machine, held) == CLOCK_BELIEVED ? machine : held;
}

enum clock_doubt clock_doubt(void)
{
	if (fixed_now || !atomic_load(&is_holding))
		return CLOCK_BELIEVED;
	return doubt_of(clock_machine(), up() + atomic_load(&offset));
}

void clock_confirm(void)
{
	atomic_store(&offset, clock_machine() - up());
}

void clock_hold(int64_t seen)
{
	atomic_store(&offset, (seen ? seen : clock_machine()) - up());
	even_since = 0;
	atomic_store(&is_holding, true);
	clock_watch();
}

static bool is_even(int64_t offset_now)
{
	int64_t off = offset_now - even_offset;

	return even_since && off < CLOCK_MINUTE_MS && off > -CLOCK_MINUTE_MS;
}

/* While the clock is believed, the time held follows it: small steps and drift add up
 * to more than a day in the end. */
void clock_watch(void)
{
	int64_t machine = clock_machine(), is_up = up();

	if (!atomic_load(&is_holding))
		return;
	if (doubt_of(machine, is_up + atomic_load(&offset)) == CLOCK_BELIEVED) {
		atomic_store(&offset, machine - is_up);
		even_since = 0;
	} else if (!is_even(machine - is_up)) {
		even_offset = machine - is_up;
		even_since = is_up;
	} else if (is_up - even_since >= CLOCK_EVEN_MS && clock_is_synchronised()) {
		atomic_store(&offset, machine - is_up);
	}
}

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

bool clock_seam_file(const char *path, struct err *e)
{
	SCOPED(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *at = MAP_FAILED;

	if (fd >= 0)
		at = mmap(NULL, sizeof(struct clock_seam), PROT_READ, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED)
		return err_set(e, ERR_USAGE, "%s: no file of a clock", path);
	clock_seam(at);
	return true;
}
