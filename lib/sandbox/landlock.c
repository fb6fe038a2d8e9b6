/* SPDX-License-Identifier: EUPL-1.2 */
#include "sandbox/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"

enum { ASK_VERSION = 1, PATH_BENEATH = 1 };

/* struct landlock_path_beneath_attr */
struct path_beneath {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

/* --- rights ---------------------------------------------------------------------------- */

static uint64_t known(int version)
{
	static const struct {
		int version, count;
	} steps[] = { { 5, FS_COUNT }, { 3, FS_IOCTL_DEV }, { 2, FS_TRUNCATE }, { 1, FS_REFER } };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (version >= steps[i].version)
			return FS(steps[i].count) - 1;
	return 0;
}

size_t landlock_handles(int version, bool has_abstract_sockets, struct landlock_handles *ret)
{
	*ret = (struct landlock_handles){ .fs = known(version) };
	if (version >= 4)
		ret->net = NET_CONNECT_TCP;
	if (version >= 6)
		ret->scoped = SCOPE_SIGNAL | (has_abstract_sockets ? 0 : SCOPE_ABSTRACT_UNIX);
	if (version >= 6)
		return sizeof(*ret);
	return version >= 4 ? offsetof(struct landlock_handles, scoped) : offsetof(struct landlock_handles, net);
}

uint64_t landlock_rights(int version, enum sandbox_use use, bool is_folder)
{
	static const uint64_t rights[] = {
		[PLACE_READ] = FS(FS_READ_FILE) | FS(FS_READ_DIR),
		[PLACE_KEEP] = FS(FS_READ_FILE) | FS(FS_READ_DIR) | FS(FS_WRITE_FILE) | FS(FS_TRUNCATE) |
			     FS(FS_MAKE_REG) | FS(FS_REMOVE_FILE),
		[PLACE_LISTEN] = FS(FS_READ_DIR) | FS(FS_MAKE_SOCK) | FS(FS_REMOVE_FILE),
	};
	const uint64_t of_files = FS(FS_READ_FILE) | FS(FS_WRITE_FILE) | FS(FS_TRUNCATE);

	return rights[use] & known(version) & (is_folder ? ~UINT64_C(0) : of_files);
}

/* --- the kernel ---------------------------------------------------------------------------- */

int landlock_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
}

int landlock_begin(int version, bool has_abstract_sockets)
{
	struct landlock_handles handles;
	size_t size = landlock_handles(version, has_abstract_sockets, &handles);

	return (int)syscall(SYS_landlock_create_ruleset, &handles, size, 0);
}

bool landlock_allow(int rules, int version, const struct sandbox_place *place)
{
	SCOPED(fd_closep) int fd = open(place->path, O_PATH | O_CLOEXEC);
	struct path_beneath rule = { .fd = fd };
	struct stat s;

	if (fd < 0 || fstat(fd, &s) != 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	rule.allowed = landlock_rights(version, place->use, S_ISDIR(s.st_mode));
	return rule.allowed == 0 || syscall(SYS_landlock_add_rule, rules, PATH_BENEATH, &rule, 0) == 0;
}

bool landlock_enter(int rules)
{
	return syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}
