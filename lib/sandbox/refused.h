/* SPDX-License-Identifier: EUPL-1.2 */
/* Counting the calls that are told; nothing for other rooms. */
#ifndef PEIL_SANDBOX_REFUSED_H
#define PEIL_SANDBOX_REFUSED_H

/* Before the filter is there. */
void refused_begin(void);

#endif
