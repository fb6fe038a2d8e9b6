/* SPDX-License-Identifier: EUPL-1.2 */
/* `peil serve` as a process of its own: the program named by the environment
 * variable PEIL, on a free port of 127.0.0.1.  What fails ends the bench. */
#ifndef PEIL_BENCH_SERVER_PROCESS_H
#define PEIL_BENCH_SERVER_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

struct server_process {
	pid_t pid;
	uint16_t port;
};

struct server_process server_process_start(const char *db, unsigned sync_delay_ms);
void server_process_stop(const struct server_process *p);
double server_process_cpu_ms(const struct server_process *p);		/* since it began */
double server_process_memory_mb(const struct server_process *p);	/* resident now */

/* Connected to it, not blocking. */
int server_process_connect(const struct server_process *p);

#endif
