/* SPDX-License-Identifier: EUPL-1.2 */
#include "server_process.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/must.h"

static _Noreturn void run(const char *db, unsigned sync_delay_ms, int out)
{
	const char *peil = getenv("PEIL");
	char delay[16];

	(void)snprintf(delay, sizeof(delay), "%u", sync_delay_ms);
	if (!peil || dup2(out, 1) < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		_exit(127);
	(void)execl(peil, peil, "serve", "--db", db, "--listen", "127.0.0.1:0", "--quiet",
		    "--sync-delay-ms", delay, (char *)NULL);
	_exit(127);
}

struct server_process server_process_start(const char *db, unsigned sync_delay_ms)
{
	struct server_process p = { 0 };
	char line[200] = "";
	const char *colon;
	FILE *says;
	int ends[2];

	must(pipe2(ends, O_CLOEXEC) == 0);
	p.pid = fork();
	must(p.pid >= 0);
	if (p.pid == 0)
		run(db, sync_delay_ms, ends[1]);
	(void)close(ends[1]);
	says = fdopen(ends[0], "r");
	must(says);
	if (!fgets(line, sizeof(line), says) || !(colon = strrchr(line, ':'))) {
		fputs("the server did not start; PEIL names the program\n", stderr);
		exit(1);
	}
	(void)fclose(says);
	p.port = (uint16_t)strtoul(colon + 1, NULL, 10);
	return p;
}

void server_process_stop(const struct server_process *p)
{
	(void)kill(p->pid, SIGTERM);
	(void)waitpid(p->pid, NULL, 0);
}

double server_process_cpu_ms(const struct server_process *p)
{
	unsigned long user, system;
	char path[64], text[1000];
	char *rest;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/stat", (int)p->pid);
	f = fopen(path, "r");
	must(f && fgets(text, sizeof(text), f));
	(void)fclose(f);
	rest = strrchr(text, ')');
	for (int i = 0; rest && i < 12; i++)	/* fields 14 and 15: utime, stime */
		rest = strchr(rest + 1, ' ');
	must(rest);
	user = strtoul(rest, &rest, 10);
	system = strtoul(rest, NULL, 10);
	return (double)(user + system) * 1000.0 / (double)sysconf(_SC_CLK_TCK);
}

double server_process_memory_mb(const struct server_process *p)
{
	char path[64], line[200];
	unsigned long kb = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)p->pid);
	f = fopen(path, "r");
	must(f);
	while (kb == 0 && fgets(line, sizeof(line), f))
		if (strncmp(line, "VmRSS:", 6) == 0)
			kb = strtoul(line + 6, NULL, 10);
	(void)fclose(f);
	return (double)kb / 1024;
}

int server_process_connect(const struct server_process *p)
{
	const struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(p->port),
					.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const int on = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0);
	must(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == 0);
	must(fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
	return fd;
}
