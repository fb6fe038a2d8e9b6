/* SPDX-License-Identifier: EUPL-1.2 */
/* What is in a zipped document.  Pure, fuzzed. */
#ifndef PEIL_FINDING_EVIDENCE_ZIP_H
#define PEIL_FINDING_EVIDENCE_ZIP_H

#include "finding/evidence.h"

/* ret->type: by the names of its parts, EVIDENCE_UNKNOWN when it is no document of
 * ours; ret->why: what is in it that we do not take, whatever it is called. */
struct evidence_is zip_is(struct blob b);
bool is_old_office(struct blob b);	/* begins as a container of OLE does */

#endif
