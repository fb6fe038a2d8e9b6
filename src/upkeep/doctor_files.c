/* SPDX-License-Identifier: EUPL-1.2 */
/* Whose files they are, who else can read them, and how much room there is. */
#include "upkeep/doctor.h"

#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "store/path.h"

enum { MB = 1000000, ROOM_MB = 200 };

static struct str name_of(const struct doctor *d, uid_t id)
{
	const struct passwd *p = getpwuid(id);

	return p ? str_dup(d->s.a, str_from(p->pw_name)) : say_number(&d->s, id);
}

/* Who serves, when somebody does; or else who owns the folder. */
static uid_t right_owner(const struct doctor *d, const struct stat *folder)
{
	struct stat s;
	char path[40];

	(void)snprintf(path, sizeof(path), "/proc/%ld", d->server);
	return d->server && stat(path, &s) == 0 ? s.st_uid : folder->st_uid;
}

static void check_one(struct doctor *d, const char *path, uid_t owner, bool *is_fine)
{
	struct str name = str_from(path);
	struct stat s;

	if (stat(path, &s) != 0)
		return;
	if (s.st_uid != owner) {
		*is_fine = false;
		doctor_say(d, TO_DO, N_("%1 is van %2, niet van %3. Doe: chown %3: %1"), name,
			   name_of(d, s.st_uid), name_of(d, owner));
	}
	if (s.st_mode & 077) {
		*is_fine = false;
		doctor_say(d, TO_DO, N_("Anderen op deze machine kunnen bij %1. Doe: chmod 600 %1"), name);
	}
}

static void check_rights(struct doctor *d, const char *folder, const struct stat *s)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-lock", "-backup" };
	uid_t owner = right_owner(d, s);
	bool is_fine = true;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		SCOPED(path_freep) char *path = path_with(d->db, ends[i]);

		check_one(d, path, owner, &is_fine);
	}
	if (s->st_uid != owner || s->st_mode & 022) {
		is_fine = false;
		doctor_say(d, TO_DO, N_("In de map %1 kunnen anderen schrijven dan %2. Doe: chown %2: %1 en chmod 700 %1"),
			   str_from(folder), name_of(d, owner));
	}
	if (is_fine)
		doctor_say(d, IS_FINE, N_("Bestanden en map zijn van %1, en van niemand anders."), name_of(d, owner));
}

/* A rewriting and a copy beside it each take the size of the database. */
static void check_room(struct doctor *d, const char *folder)
{
	struct stat s = { 0 };
	struct statvfs disk;
	int64_t free_bytes, need;

	if (statvfs(folder, &disk) != 0)
		return;
	(void)stat(d->db, &s);
	free_bytes = (int64_t)(disk.f_bavail * disk.f_frsize);
	need = 2 * (int64_t)s.st_size + (int64_t)ROOM_MB * MB;
	if (disk.f_flag & ST_RDONLY)
		doctor_say(d, TO_DO, N_("De schijf van %1 is alleen te lezen. Kijk in het logboek van het systeem waarom."),
			   str_from(folder));
	else if (free_bytes < need)
		doctor_say(d, TO_DO, N_("Op de schijf is %1 vrij. Nodig is %2: een ronde sluiten en een kopie maken "
					"vragen elk de ruimte van de database. Maak ruimte."),
			   say_size(&d->s, free_bytes), say_size(&d->s, need));
	else
		doctor_say(d, IS_FINE, N_("Op de schijf is %1 vrij; de database is %2."),
			   say_size(&d->s, free_bytes), say_size(&d->s, s.st_size));
}

void doctor_files(struct doctor *d)
{
	SCOPED(path_freep) char *folder = path_folder(d->db);
	struct stat s;

	if (stat(folder, &s) != 0)
		return;
	check_rights(d, folder, &s);
	check_room(d, folder);
}
