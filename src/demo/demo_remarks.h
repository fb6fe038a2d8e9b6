/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything that people of the example organisation wrote beside answers. */
#ifndef PEIL_DEMO_DEMO_REMARKS_H
#define PEIL_DEMO_DEMO_REMARKS_H

#include "closing/remark_keep.h"
#include "demo/demo_common.h"

struct demo_remark {
	const char *unit;		/* of whoever wrote it */
	const char *about;		/* a subject, or a closing question */
	const char *text;		/* no two are the same */
	enum remark_state decision;
	const char *rewritten;		/* NULL: as it was written */
};

/* Of each round, ended by one without a unit. */
extern const struct demo_remark *const demo_remarks[DEMO_ROUNDS];

#endif
