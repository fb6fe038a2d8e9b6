/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/act.h"

#include "base/must.h"
#include "base/out.h"
#include "watch/log.h"

enum { SENTENCE_BYTES = 300 };

static const struct act_field *find(const struct act_field *fields, struct str name)
{
	while (fields->name && !str_is(name, fields->name))
		fields++;
	must(fields->name);
	return fields;
}

static void fill(struct out *o, struct str sentence, const struct act_field *fields)
{
	while (sentence.n) {
		const struct act_field *f;
		struct str rest, name;

		out_str(o, str_split(sentence, '{', &rest));
		if (!rest.n)
			return;
		name = str_split(rest, '}', &sentence);
		f = find(fields, name);
		if (f->word)
			out_c(o, f->word);
		else
			out_i64(o, f->number);
	}
}

void act_say_fields(const char *act, const char *sentence, const struct act_field *fields)
{
	struct log_line l = log_event(LEVEL_NOTICE, "final");
	char bytes[SENTENCE_BYTES];
	struct out o = out_over(bytes, sizeof(bytes));
	struct str said;

	out_c(&o, act);
	out_c(&o, ": ");
	fill(&o, str_from(sentence), fields);
	said = out_done(&o);
	must(!o.is_failed);
	if (log_format_now() == LOG_TEXT) {
		log_say(LEVEL_NOTICE, "%.*s", (int)said.n, said.p);
		return;
	}
	log_text(&l, "act", str_from(act));
	for (; fields->name; fields++)
		if (fields->word)
			log_text(&l, fields->name, str_from(fields->word));
		else
			log_number(&l, fields->name, fields->number);
	log_text(&l, "message", said);
	log_end(&l);
}
