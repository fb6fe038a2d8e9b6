/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How much a bench measures; and next to nothing in the tests, which only see that
 * each still runs.
 */
#ifndef PEIL_BENCH_SIZE_H
#define PEIL_BENCH_SIZE_H

#ifdef BENCH_IS_TRIED
#define SIZE(full, tried) (tried)
#else
#define SIZE(full, tried) (full)
#endif

#endif
