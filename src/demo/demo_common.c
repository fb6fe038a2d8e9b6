/* SPDX-License-Identifier: EUPL-1.2 */
/* Days, rounds and units of the example. */
#include "base/must.h"
#include "demo/demo_common.h"

enum { SUNDAY = 0, SATURDAY = 6, NOON = 12 };

int64_t demo_round_id(enum demo_which which)
{
	static const int64_t ids[DEMO_ROUNDS] = {
		[DEMO_BEFORE] = 2025001, [DEMO_TALK] = 2026001, [DEMO_OPEN] = 2026002,
	};

	return ids[which];
}

int64_t demo_day(const struct demo *d, int days, int hour, int minute)
{
	int64_t noon = clock_from_local(clock_local(d->now).date, NOON, 0) + days * CLOCK_DAY_MS;
	int weekday = clock_local(noon).weekday;

	if (weekday == SATURDAY)
		noon -= CLOCK_DAY_MS;
	if (weekday == SUNDAY)
		noon += CLOCK_DAY_MS;
	return clock_from_local(clock_local(noon).date, hour, minute);
}

size_t demo_unit(const struct demo *d, const char *name)
{
	size_t i = 0;

	while (i < d->picture.tree.count && !str_is(d->picture.tree.units[i].name, name))
		i++;
	must(i < d->picture.tree.count);
	return i;
}
