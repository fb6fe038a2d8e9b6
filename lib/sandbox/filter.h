/* SPDX-License-Identifier: EUPL-1.2 */
/* The lists as a program of the kernel's packet filter, which it runs at each call. */
#ifndef PEIL_SANDBOX_FILTER_H
#define PEIL_SANDBOX_FILTER_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "sandbox/sandbox.h"

enum { FILTER_MAX = 1200 };

struct filter {
	struct sock_filter steps[FILTER_MAX];
	size_t count;
};

/* False: this processor has no list. */
bool filter_is_known(void);
/* Pure, but for this process's number. */
void filter_make(enum sandbox_stage stage, bool is_widened, struct filter *ret);

#endif
