/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A line in the log for what cannot be undone: closing, destroying, removing.  With
 * its numbers, and never a name or what somebody typed.  After it is on the disk.
 *
 *	act_say("note removed", "note {note} of meeting {meeting}, with its versions",
 *		{ "note", note.id }, { "meeting", meeting.id });
 *
 * As text it is that sentence; as JSON each field stands under its name as well.
 * A name of a field is a number or one word of ours, and stands once in the sentence.
 */
#ifndef PEIL_WATCH_ACT_H
#define PEIL_WATCH_ACT_H

#include <stdint.h>

struct act_field {
	const char *name;
	int64_t number;
	const char *word;	/* instead of a number */
};

#define act_say(act, sentence, ...) \
	act_say_fields((act), (sentence), (const struct act_field[]){ __VA_ARGS__, { 0 } })
void act_say_fields(const char *act, const char *sentence, const struct act_field *fields);

#endif
