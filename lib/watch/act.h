/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A line in the log for what cannot be undone: closing, destroying, removing.  With
 * its numbers, and never a name or what somebody typed.  After it is on the disk.
 */
#ifndef PEIL_WATCH_ACT_H
#define PEIL_WATCH_ACT_H

/* act_say("round closed", "round %lld, %lld sheets counted", …) */
void act_say(const char *act, const char *numbers, ...) __attribute__((format(printf, 2, 3)));

#endif
