/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/health.h"

#include "base/tr.h"

struct health_words {
	const char *word, *sentence;	/* for the administrator */
	const char *notice;		/* for who leads a round */
};

static const struct health_words words[HEALTH_COUNT] = {
	[HEALTH_OK] = { "ok", NULL, NULL },
	[HEALTH_FILE_REPLACED] = { "file-replaced",
		"The database file was moved, removed or replaced while the server runs; nothing "
		"is saved. Stop the server, put the right file in its place, and start it.",
		N_("Bewaren kan nu niet: het bestand met alle gegevens is verplaatst. Waarschuw je beheerder.") },
	[HEALTH_WRITE_FAILED] = { "write-failed",
		"The last write failed; the log says why.",
		N_("Bewaren lukt nu niet. Wat al bewaard was, is er nog. Waarschuw je beheerder.") },
	[HEALTH_WRITE_LATE] = { "write-late",
		"Nothing could be written in the last minute: something holds the file, or a "
		"rewrite takes long.",
		N_("Bewaren duurt nu lang. Blijft dat zo? Waarschuw je beheerder.") },
	[HEALTH_DISK_SHORT] = { "disk-short",
		"The disk of the database is nearly full; make room before saving fails.",
		N_("De schijf van de server is bijna vol. Waarschuw je beheerder, voordat bewaren niet meer lukt.") },
};

static const char owed_sentence[] =
	"rewrite-owed: what was destroyed still has bytes on the disk, because somebody reads the "
	"file or it cannot be written. It is tried again every minute.";
static const char owed_notice[] =
	N_("Wat vernietigd is, is nog niet helemaal van de schijf. We proberen het elke minuut opnieuw. "
	   "Blijft dit bericht staan? Waarschuw je beheerder.");
static const char *const doubts[] = {
	[CLOCK_BELIEVED] = NULL,
	[CLOCK_AHEAD] = "clock-ahead: the machine's clock is more than a day ahead of the last time "
			"seen. Nothing is closed or removed by itself until it is confirmed.",
	[CLOCK_BEHIND] = "clock-behind: the machine's clock is behind the last time seen. Nothing "
			 "is closed or removed by itself until it is confirmed.",
};

enum health health_of(const struct health_facts *f)
{
	if (f->is_elsewhere)
		return HEALTH_FILE_REPLACED;
	if (f->is_failing)
		return HEALTH_WRITE_FAILED;
	if (f->waits_s > HEALTH_LATE_S || f->saved_s > HEALTH_PULSE_S + HEALTH_LATE_S)
		return HEALTH_WRITE_LATE;
	return f->free_bytes >= 0 && f->free_bytes < HEALTH_DISK_BYTES ? HEALTH_DISK_SHORT : HEALTH_OK;
}

const char *health_word(enum health h)
{
	return words[h].word;
}

static void say_line(struct out *o, const char *line)
{
	if (!line)
		return;
	out_c(o, line);
	out_char(o, '\n');
}

void health_say(const struct health_facts *f, struct out *o)
{
	const struct health_words *w = &words[health_of(f)];

	say_line(o, w->word);
	say_line(o, w->sentence);
	say_line(o, f->owes == OWES_NOTHING ? NULL : owed_sentence);
	say_line(o, doubts[f->doubt]);
}

const char *health_notice(const struct health_facts *f)
{
	const char *notice = words[health_of(f)].notice;

	return notice || f->owes == OWES_NOTHING ? notice : owed_notice;
}
