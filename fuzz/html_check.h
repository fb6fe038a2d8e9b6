/* SPDX-License-Identifier: EUPL-1.2 */
/* Is a page whole, as our templates write them: every tag closed, every value between
 * double quotes, every & the start of a name, nothing that is no text. */
#ifndef PEIL_FUZZ_HTML_CHECK_H
#define PEIL_FUZZ_HTML_CHECK_H

#include "base/str.h"

const char *html_fault(struct str page);	/* NULL: it is whole */

#endif
