/* SPDX-License-Identifier: EUPL-1.2 */
/* The database itself, and when it was copied last. */
#include "upkeep/doctor.h"

#include "store/backup.h"
#include "store/text.h"

enum { DAYS_MAX = 2 };

/* Text for the log and the command line; it says the cure. */
static void say_err(struct doctor *d, const struct err *e)
{
	doctor_say(d, TO_DO, N_("Database: %1"), str_dup(d->s.a, str_from(e->text)));
}

static bool check_schema(struct doctor *d)
{
	struct err e = { 0 };
	int64_t schema;

	if (!db_check_ours(d->open, &schema, &e)) {
		say_err(d, &e);
		return false;
	}
	if (schema < schema_step_count)
		doctor_say(d, TO_KNOW, N_("Het schema is %1. De server brengt het bij zijn start naar %2; maak eerst een "
					  "kopie."), say_number(&d->s, schema), say_number(&d->s, schema_step_count));
	else
		doctor_say(d, IS_FINE, N_("Het schema is %1, zoals deze versie het kent."), say_number(&d->s, schema));
	return schema == schema_step_count;
}

static void check_content(struct doctor *d, bool is_current)
{
	struct err e = { 0 };

	if (!db_check_whole(d->open, &e))
		doctor_say(d, TO_DO, N_("De database is beschadigd (%1). Stop de server en zet een kopie terug met: "
					"peil restore"), str_dup(d->s.a, str_from(e.text)));
	else
		doctor_say0(d, IS_FINE, N_("Elke bladzijde van de database is heel, en elke verwijzing klopt."));
	if (!is_current)
		return;
	if (!db_prepare_all(d->open, &e))
		doctor_say(d, TO_DO, N_("Dit programma past niet bij de tabellen (%1). Installeer de versie die deze database "
					"maakte."), str_dup(d->s.a, str_from(e.text)));
	else
		doctor_say0(d, IS_FINE, N_("Elke vraag van het programma past bij de tabellen."));
}

static void check_backup(struct doctor *d)
{
	int64_t at = backup_noted(d->db);
	int64_t now = clock_now();

	if (at == 0)
		doctor_say0(d, TO_DO, N_("Er is nog geen kopie gemaakt. Doe: systemctl enable --now peil-backup.timer"));
	else if (now - at > DAYS_MAX * CLOCK_DAY_MS)
		doctor_say(d, TO_DO, N_("De laatste kopie is van %1. Kijk waarom: systemctl status peil-backup"),
			   say_date(&d->s, at));
	else
		doctor_say(d, IS_FINE, N_("De laatste kopie is van %1."), say_date(&d->s, at));
}

void doctor_database(struct doctor *d)
{
	struct err e = { 0 };

	if (!db_open(d->db, DB_LOOK, &d->open, &e)) {
		say_err(d, &e);
		return;
	}
	check_content(d, check_schema(d));
	check_backup(d);
}
