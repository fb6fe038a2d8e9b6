/* SPDX-License-Identifier: EUPL-1.2 */
/* How free text lies in a note slot; closing reads them all. */
#ifndef PEIL_SCAN_SLOT_H
#define PEIL_SCAN_SLOT_H

#include "scan/sheet.h"

/* ERR_STORE when the bytes are not a note slot.  Texts are copied to `a`. */
bool slot_unpack(struct arena *a, struct blob b, struct slot *ret, bool *is_submitted,
		  struct err *e);

#endif
