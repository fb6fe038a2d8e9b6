/* SPDX-License-Identifier: EUPL-1.2 */
/* How free text lies in a note slot; closing reads them all. */
#ifndef PEIL_SCAN_NOTES_H
#define PEIL_SCAN_NOTES_H

#include "scan/sheet.h"

/* ERR_STORE when the bytes are not a note slot.  Texts are copied to `a`. */
bool notes_unpack(struct arena *a, struct blob b, struct notes *ret, bool *is_submitted,
		  struct err *e);

#endif
