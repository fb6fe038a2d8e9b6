/* SPDX-License-Identifier: EUPL-1.2 */
#include "sandbox/filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <unistd.h>

#include "base/must.h"
#include "sandbox/calls.h"

/* Numbers of calls are those of one kind of processor; a program can also make those of
 * another (32 bits on 64), which are refused. */
#if defined(__x86_64__)
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define PROCESSOR AUDIT_ARCH_AARCH64
#else
#define PROCESSOR 0
#endif

enum {
	NUMBER = offsetof(struct seccomp_data, nr),
	ARCH = offsetof(struct seccomp_data, arch),
	ARGUMENTS = offsetof(struct seccomp_data, args),	/* 64 bits each; the low half first */
	ARGUMENT_BYTES = sizeof(uint64_t),
	CHECK_STEPS = 5,	/* of what load_and_check adds */
};

bool filter_is_known(void)
{
	return PROCESSOR != 0;
}

static void add(struct filter *f, struct sock_filter step)
{
	must(f->count < FILTER_MAX);
	f->steps[f->count++] = step;
}

static void load(struct filter *f, size_t from)
{
	add(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)from));
}

/* Goes on with the next step when it is equal, or else beyond `steps` of them. */
static void unless_equal_skip(struct filter *f, uint32_t value, size_t steps)
{
	add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, (uint8_t)steps));
}

static void answer(struct filter *f, uint32_t action)
{
	add(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* The call's number is what was loaded last, before and after it. */
static void add_call(struct filter *f, const struct call *c)
{
	uint32_t value = c->is_own ? (uint32_t)getpid() : c->value;

	if (!c->mask) {
		unless_equal_skip(f, (uint32_t)c->number, 1);
		answer(f, SECCOMP_RET_ALLOW);
		return;
	}
	unless_equal_skip(f, (uint32_t)c->number, CHECK_STEPS);
	load(f, ARGUMENTS + (size_t)c->argument * ARGUMENT_BYTES);
	add(f, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, c->mask));
	unless_equal_skip(f, value, 1);
	answer(f, SECCOMP_RET_ALLOW);
	load(f, NUMBER);
}

static uint32_t refusal(const struct call_refused *c)
{
	return c->is_told ? SECCOMP_RET_TRAP : SECCOMP_RET_ERRNO | EPERM;
}

void filter_make(enum sandbox_stage stage, bool is_widened, struct filter *ret)
{
	struct call_group groups[CALL_GROUPS];
	size_t count = calls_of(stage, is_widened, groups);

	ret->count = 0;
	load(ret, ARCH);
	add(ret, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 1, 0));
	answer(ret, SECCOMP_RET_ERRNO | ENOSYS);
	load(ret, NUMBER);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < groups[i].count; k++)
			add_call(ret, &groups[i].calls[k]);
	for (size_t i = 0; i < calls_refused_count; i++) {
		unless_equal_skip(ret, (uint32_t)calls_refused[i].number, 1);
		answer(ret, refusal(&calls_refused[i]));
	}
	answer(ret, SECCOMP_RET_ERRNO | ENOSYS);
}
