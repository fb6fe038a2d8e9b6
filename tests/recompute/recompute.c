/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the recomputing commands read and write: the cases checked by hand as
 * they are given to the command line, and what must be refused, with place.
 */
#include "cases.h"

#include <string.h>

#include "base/tr.h"
#include "recompute/recompute.h"

const struct message tr_en[] = { { "", "", NULL } };
const size_t tr_en_count = 1;

typedef bool recompute_fn(struct arena *a, struct str text, const struct recompute_options *options,
			  struct out *o, struct err *e);

static const struct recompute_options options = { .k = 5 };

static const char talk_header[] =
	"item,dimension,group,cur1,cur2,cur3,cur4,cur5,dk,"
	"amb1,amb2,amb3,amb4,amb5,imp1,imp2,imp3,imp4,imp5\n";

struct example {
	recompute_fn *run;
	const char *text, *want;	/* part of the answer, or of what is said */
};

static void assert_each(const struct example *x, size_t count, bool is_accepted)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 26);

	for (size_t i = 0; i < count; i++) {
		struct out o = out_new(a, 1 << 20);
		struct err e = { 0 };
		const bool is_done = x[i].run(a, str_from(x[i].text), &options, &o, &e);
		const char *said = is_done ? str_cstr(a, out_done(&o)) : e.text;

		if (is_done != is_accepted || !strstr(said, x[i].want))
			fail_msg("%s\n  gives %s\n  not %s", x[i].text, said, x[i].want);
		arena_reset(a);
	}
}

static void lines_are_answered(void **state)
{
	static const struct example x[] = {
		{ figures_line, "{\"id\":\"x\",\"levels\":5,\"counts\":[1,3,4,2,0],\"dont_know\":2,"
		  "\"not_applicable\":0,\"members\":12}",
		  "{\"id\":\"x\",\"n\":10,\"median_low\":3,\"median_high\":3,\"quartile_1\":2,"
		  "\"quartile_3\":3,\"interpolated_median\":2.75,\"spread\":0.35,"
		  "\"average_distance\":0.7,\"pairs_apart\":0.26666666666666666,"
		  "\"two_groups\":null,\"dont_know_rate\":0.16666666666666666,\"mean\":2.7," },
		{ figures_line, "{\"counts\":[1,3,4,2,0],\"members\":12}",
		  "\"range\":{\"median_min\":2,\"median_max\":3," },
		{ figures_line, "{\"counts\":[1,3,4,2,0],\"members\":12}",
		  "{\"level\":3,\"observed\":6,\"possible\":[6,8],\"credible\":[6,8]}" },
		{ figures_line, "{\"id\":7,\"counts\":[5,0,0,0,5]}", "{\"id\":7,\"n\":10," },
		{ figures_line, "{\"counts\":[5,0,0,0,5]}", "\"two_groups\":2," },
		{ figures_line, "{\"counts\":[0,0,0]}", "\"n\":0,\"median_low\":null," },
		{ figures_line, "{\"counts\":[10000000,0,0,0,10000000]}", "\"spread\":1," },
		{ figures_line, "{\"id\":\"\\u001f\\\"\",\"counts\":[1,1]}", "{\"id\":\"\\u001f\\\"\"," },
		{ gaps_line, "{\"id\":\"6\",\"a\":[0,0,2,5,1],\"b\":[4,9,12,3,1]}",
		  "\"w1\":1.2887931034482758," },
		{ gaps_line, "{\"a\":[3,0,0,0,3],\"b\":[0,0,6,0,0]}", "\"w1\":2,\"ks\":0.5,\"wmw_u\":18,"
		  "\"wmw_p\":1,\"wmw_exact\":true," },
		/* by hand in tests/lib/method/between.c */
		{ gaps_line, "{\"a\":[3,0,0,0,3],\"b\":[0,0,6,0,0]}", "\"within_pair\":1.2,"
		  "\"between_pair\":2,\"h\":0.4,\"permutation_p\":0.0454545454545454" },
		{ gaps_line, "{\"a\":[0,1,5,4,0],\"b\":[2,5,3,0,0],\"members_a\":11,\"members_b\":23,"
		  "\"not_applicable_b\":8}", "\"certain\":[{\"level\":2,\"direction\":1},"
		  "{\"level\":3,\"direction\":1},{\"level\":4,\"direction\":1},{\"level\":5,\"direction\":0}]}" },
		{ gaps_line, "{\"id\":\"g\",\"groups\":[[1,3,1,0,0],[0,0,3,2,0],[0,0,0,0,4]],\"k\":5}",
		  "{\"id\":\"g\",\"groups\":2,\"n\":10,\"within\":14,\"total\":49,\"pairs_within\":20,"
		  "\"pairs\":45,\"within_pair\":0.7,\"between_pair\":1.4,\"h\":0.5," },
		{ gaps_line, "{\"groups\":[[0,1,3,2,2],[0,2,3,3,0]]}", "\"shared\":{\"level\":3,"
		  "\"least_share\":0.75,\"product\":0.5599999" },
		{ gaps_line, "{\"groups\":[[0,1,3,2,2],[0,2,3,3,0]],\"dont_know\":[0,3]}",
		  "\"is_known\":false}}" },
		{ gaps_line, "{\"groups\":[[0,0],[0,1]],\"k\":5}", "\"h\":null,\"any_pair\":null,"
		  "\"left\":null,\"permutation_p\":null,\"permutation_exact\":null,\"permutation_draws\":0,"
		  "\"own\":[null,null],\"shared\":null}" },
		{ figures_line, "{\"counts\":[43,35,13,55,23],\"members\":222}", "\"silence_with_dont_know\":"
		  "{\"members\":222,\"silent\":53,\"moves_down\":33,\"moves_up\":33,\"expected_down\":24.4" },
		{ figures_line, "{\"counts\":[43,35,13,55,23],\"dont_know\":5,\"not_applicable\":3,\"members\":222}",
		  "\"silence\":{\"members\":214,\"silent\":45,\"moves_down\":29," },
		{ figures_line, "{\"counts\":[0,0,10,0,0],\"members\":12}", "\"moves_down\":null,"
		  "\"moves_up\":null,\"expected_down\":0,\"expected_up\":0,\"needed\":0,\"response_needed\":0.5}" },
		{ figures_line, "{\"counts\":[0,0,0,0,0],\"members\":12,\"answers\":8}", "\"silence\":null,"
		  "\"silence_with_dont_know\":null,\"sight\":{\"answers\":8," },
		{ figures_line, "{\"counts\":[0,0,0,0,0],\"members\":12,\"answers\":8}", "\"certain_from\":9}" },
		{ figures_line, "{\"counts\":[5,0,0,0,6]}", "\"two_groups_word\":\"places\"}" },
		{ figures_line, "{\"counts\":[6,0,0,0,6]}", "\"two_groups_word\":\"groups\"}" },
		{ figures_line, "{\"counts\":[6,0,6,0,0]}", "\"two_groups_word\":\"groups\"}" },
		{ figures_line, "{\"counts\":[0,0,6,0,0]}", "\"two_groups_word\":null}" },
		{ gaps_line, "{\"a\":[0,0],\"b\":[1,2]}", "\"wmw_p\":null,\"wmw_exact\":null," },
		{ gaps_line, "{\"a\":[300,1],\"b\":[99,1]}", "\"wmw_exact\":false," },
		{ fdr_line, "{\"id\":\"9\",\"p\":[0.01,0.01,0.04,0.04,0.5]}",
		  "{\"id\":\"9\",\"bh\":[0.025,0.025,0.05,0.05,0.5],\"by\":[0.05708333333333333," },
		{ fdr_line, "{\"p\":[]}", "\"bh\":[],\"by\":[]}" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), true);
}

static void lines_are_refused(void **state)
{
	static const struct example x[] = {
		{ figures_line, "", "column 0" },
		{ figures_line, "{", "column" },
		{ figures_line, "[1]", "not an object; make it an object" },
		{ figures_line, "{}", "counts: is missing; add it" },
		{ figures_line, "{\"counts\":[]}", "2 to 10" },
		{ figures_line, "{\"counts\":[4]}", "2 to 10" },
		{ figures_line, "{\"counts\":[1,1,1,1,1,1,1,1,1,1,1]}", "2 to 10" },
		{ figures_line, "{\"levels\":11,\"counts\":[1,1]}", "levels: not a whole number from 2 to 10" },
		{ figures_line, "{\"levels\":5,\"counts\":[1,1]}", "2 counts for 5 levels" },
		{ figures_line, "{\"counts\":[1,-1]}", "counts[1]" },
		{ figures_line, "{\"counts\":[1,1.0]}", "counts[1]" },
		{ figures_line, "{\"counts\":[1,\"1\"]}", "counts[1]" },
		{ figures_line, "{\"counts\":[1,null]}", "counts[1]" },
		{ figures_line, "{\"counts\":[1,NaN]}", "column" },
		{ figures_line, "{\"counts\":[1,1e99999]}", "column" },
		{ figures_line, "{\"counts\":[1,100000001]}", "counts[1]" },
		{ figures_line, "{\"counts\":[1,99999999999999999999]}", "too big" },
		{ figures_line, "{\"counts\":[1,1],\"counts\":[1,1]}", "duplicate" },
		{ figures_line, "{\"counts\":[1,1],\"dontknow\":1}", "dontknow: is no field of this format" },
		{ figures_line, "{\"counts\":[1,1],\"dont_know\":-1}", "dont_know" },
		{ figures_line, "{\"counts\":[1,1],\"members\":1}", "members: fewer" },
		{ figures_line, "{\"counts\":[1,1],\"dont_know\":3,\"members\":4}", "members: fewer" },
		{ figures_line, "{\"counts\":[1,1],\"members\":20000000}", "leave members out" },
		{ figures_line, "{\"id\":[],\"counts\":[1,1]}", "id: not a text" },
		{ figures_line, "{\"id\":\"\xff\",\"counts\":[1,1]}", "column" },
		{ figures_line, "{\"counts\":[1,1],\"members\":9,\"answers\":10}", "answers: more than the members" },
		{ figures_line, "{\"counts\":[1,1],\"answers\":10}", "answers: more than the members" },
		{ gaps_line, "{\"a\":[1,1]}", "b: is missing" },
		{ gaps_line, "{\"a\":[1,1],\"b\":[1,1],\"members_a\":1}", "members_a: fewer" },
		{ gaps_line, "{\"a\":[1,1],\"b\":[1,1],\"k\":5}", "k: is no field" },
		{ gaps_line, "{\"groups\":[[1,1]]}", "groups: has 1 items; 2 to 10000" },
		{ gaps_line, "{\"groups\":[[1,1],[1,1,1]]}", "groups[1]: has 3 counts for 2 levels" },
		{ gaps_line, "{\"groups\":[[1,1],[1,1]],\"a\":[1,1]}", "a: is no field" },
		{ gaps_line, "{\"groups\":[[1,1],[1,1]],\"dont_know\":[1]}", "dont_know" },
		{ gaps_line, "{\"groups\":[[100000000,100000000,100000000,100000000,100000000,1],"
		  "[100000000,100000000,100000000,100000000,100000000,1]]}", "more than 1000000000 answers" },
		{ gaps_line, "{\"a\":[1,1],\"b\":[1,1,1]}", "b: has 3 counts for 2 levels" },
		{ fdr_line, "{\"p\":[0.5,1.01]}", "p[1]: not a number from 0 to 1; write" },
		{ fdr_line, "{\"p\":[-0.1]}", "p[0]" },
		{ fdr_line, "{\"p\":0.1}", "p: not a list" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), false);
}

static const char *table(struct arena *a, const char *rows)
{
	struct out o = out_new(a, 1 << 16);

	out_c(&o, talk_header);
	out_c(&o, rows);
	return str_cstr(a, out_done(&o));
}

static void the_table_is_answered_in_order(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	const struct example x[] = {
		{ talk_table, table(a, "i,d,g1,1,3,1,0,0,1,0,0,2,3,1,2,1,1,1,1\r\n"
				       "i,d,g2,0,0,3,2,0,1,0,0,2,3,1,0,0,0,3,3\r\n"),
		  "\"parts\":{\"spread\":0.583333333333,\"gap\":1,"
		  "\"ambition\":0.541666666667,\"dont_know\":0.416666666667},"
		  "\"multiplier\":0.833333333333,\"value\":52.951388888889,\"main_reason\":\"gap\"" },
		{ talk_table, table(a, "\"a, \"\"b\"\"\",d,,9,0,0,0,9,,,,,,,,,,,\n"),
		  "{\"item\":\"a, \\\"b\\\"\",\"dimension\":\"d\",\"n\":18," },
		{ talk_table, table(a, "low,d,,9,0,0,0,0,0,,,,,,,,,,\nhigh,d,,9,0,0,0,9,0,,,,,,,,,,\n"),
		  "{\"item\":\"high\"" },
		{ talk_table, table(a, ""), "" },
		{ talk_table, table(a, "i,d,g1,1,3,1,0,0,,,,,,,,,,,\ni,d,g2,0,0,3,2,0,,,,,,,,,,,\n"),
		  "\"gap_levels\":0.7,\"own_gap\":0.799545957622,\"own_gap_group\":\"g1\",\"within_pair\":0.7,"
		  "\"between_pair\":1.4,\"h\":0.5,\"permutation_p\":0.031746031746,"
		  "\"permutation_bh\":0.031746031746,\"first3_share\":1,\"first3_by_lot\":1,"
		  "\"two_groups_word\":null,\"shared_level\":2}" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), true);
}

/* Two groups of eight, each two levels ahead on one of two items. */
static void the_table_together(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	const struct recompute_options together = { .k = 5, .is_together = true };
	struct out o = out_new(a, 1 << 20);
	struct err e = { 0 };

	(void)state;
	assert_true(talk_table(a, str_from(table(a,
		"x,d,g1,0,0,0,8,0,,,,,,,,,,,\nx,d,g2,0,8,0,0,0,,,,,,,,,,,\n"
		"y,d,g1,0,8,0,0,0,,,,,,,,,,,\ny,d,g2,0,0,0,8,0,,,,,,,,,,,\n")), &together, &o, &e));
	/* 2 levels less the noise 2 sqrt(2/pi/16); nobody differs within a group */
	assert_string_equal(str_cstr(a, out_done(&o)), "{\"items\":2,\"opener\":null,\"left\":0,"
		"\"where\":\"between\",\"exchange\":[{\"groups\":[\"g1\",\"g2\"],"
		"\"levels\":1.601057719599,\"ahead\":[\"x\",\"y\"],\"first_by\":1.601057719599,"
		"\"second_by\":1.601057719599}]}\n");
}

static void the_table_is_refused_by_line(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	const struct example x[] = {
		{ talk_table, "", "line 1: must be the header" },
		{ talk_table, "item,group\n", "line 1: must be the header" },
		{ talk_table, table(a, "i,d,g,1\n"), "line 2: 4 fields" },
		{ talk_table, table(a, "i,d,g,1,2,3,4,5,6,1,2,3,4,5,1,2,3,4,5,6\n"), "line 2: more than" },
		{ talk_table, table(a, "\ni,d,g,1,2,3,4,-5,6,1,2,3,4,5,1,2,3,4,5\n"), "line 3: cur5" },
		{ talk_table, table(a, "i,d,g,1,2,3,4,5,x,1,2,3,4,5,1,2,3,4,5\n"), "line 2: dk" },
		{ talk_table, table(a, "i,d,g,1,2,3,4,5,6,1,2,3,4,5,1,2,3,4,1.5\n"), "line 2: imp5" },
		{ talk_table, table(a, "i,d,g,1,2,3,4,5,6,1,2,3,4,NaN,1,2,3,4,5\n"), "line 2: amb5" },
		{ talk_table, table(a, "i,d,g,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
				       "i,d,g,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"), "line 3: group" },
		{ talk_table, table(a, "i,d,g,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
				       "i,e,h,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"), "line 3: dimension" },
		{ talk_table, table(a, "\"i,d,g,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"), "not closed" },
		{ talk_table, table(a, ",d,g,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"), "item: is empty" },
		{ talk_table, table(a, "\xff\n"), "UTF-8" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), false);
}

#define PLAN(rest) "{\"current\":{\"A\":1,\"B\":1},\"ambition\":{\"A\":3,\"B\":2}," rest "}"
#define EFFORT "\"effort\":{\"A:2\":20,\"A:3\":20,\"B:2\":10}"
#define ROOM "\"capacity\":30,\"max_parallel\":2"

static void plans_are_answered(void **state)
{
	static const struct example x[] = {
		{ plan_document, PLAN("\"importance\":{\"A\":5,\"B\":2},"
		  "\"prerequisites\":{\"A:3\":[\"B:2\"]}," EFFORT "," ROOM ",\"lag\":1"),
		  "{\"required\":[\"A:2\",\"A:3\",\"B:2\"],\"raised_only_as_prerequisite\":[],"
		  "\"can_start_now\":[\"A:2\",\"B:2\"],\"method\":\"exact\",\"weighted_quarters\":17,"
		  "\"at_least\":17,\"at_most_percent_from_best\":0,"
		  "\"quarters\":[{\"quarter\":1,\"steps\":[\"A:2\",\"B:2\"],\"effort\":30},"
		  "{\"quarter\":2,\"steps\":[\"A:3\"],\"effort\":20}]" },
		{ plan_document, PLAN("\"importance\":{\"A\":5,\"B\":2},"
		  "\"prerequisites\":{\"A:3\":[\"B:2\"]}," EFFORT "," ROOM),
		  "\"B:2\":{\"quarter\":1,\"needs\":[],\"unlocks\":[\"A:3\"],\"effort\":10,\"value\":2,"
		  "\"delay_cost\":7,\"tie\":false" },
		{ plan_document, "{\"current\":{\"A\":2},\"ambition\":{\"A\":2},\"effort\":{}," ROOM "}",
		  "{\"required\":[]," },
		{ plan_document, "{\"current\":{\"A\":0,\"B\":0},\"ambition\":{\"A\":1},\"prerequisites\":"
		  "{\"A:1\":[\"B:1\"]},\"effort\":{\"A:1\":1,\"B:1\":1}," ROOM "}",
		  "\"raised_only_as_prerequisite\":[\"B:1\"]" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), true);
}

/* Seventy equal steps, ten a quarter: more than is planned exactly, and yet what no
 * plan can go below is reached. */
static void a_large_plan_says_how_near_it_is(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct out o = out_new(a, 1 << 16);

	(void)state;
	out_c(&o, "{\"current\":{\"A\":0,\"B\":0,\"C\":0,\"D\":0,\"E\":0,\"F\":0,\"G\":0},"
		  "\"ambition\":{\"A\":10,\"B\":10,\"C\":10,\"D\":10,\"E\":10,\"F\":10,\"G\":10},"
		  "\"capacity\":10,\"max_parallel\":10,\"lag\":0,\"effort\":{");
	for (char d = 'A'; d <= 'G'; d++)
		for (int l = 1; l <= 10; l++) {
			out_c(&o, d == 'A' && l == 1 ? "\"" : ",\"");
			out_char(&o, d);
			out_char(&o, ':');
			out_i64(&o, l);
			out_c(&o, "\":1");
		}
	out_c(&o, "}}");
	const struct example x = { plan_document, str_cstr(a, out_done(&o)),
		"\"method\":\"package rule and swaps\",\"weighted_quarters\":280,\"at_least\":280,"
		"\"at_most_percent_from_best\":0," };

	assert_each(&x, 1, true);
}

static void plans_are_refused(void **state)
{
	static const struct example x[] = {
		{ plan_document, "{}", "current: is missing" },
		{ plan_document, "{\"current\":{},\"ambition\":{},\"effort\":{}," ROOM "}", "current: has 0 fields; 1 to 200 are allowed" },
		{ plan_document, PLAN(EFFORT), "capacity" },
		{ plan_document, PLAN(EFFORT ",\"capacity\":0,\"max_parallel\":1"), "capacity" },
		{ plan_document, PLAN(EFFORT ",\"capacity\":1e300,\"max_parallel\":1"), "capacity" },
		{ plan_document, PLAN(EFFORT ",\"capacity\":30,\"max_parallel\":0"), "max_parallel" },
		{ plan_document, PLAN(EFFORT "," ROOM ",\"lag\":2"), "lag" },
		{ plan_document, PLAN("\"effort\":{\"A:2\":20,\"B:2\":10}," ROOM),
		  "\"A:3\" is required and has no effort" },
		{ plan_document, PLAN("\"effort\":{\"A:2\":20,\"A:3\":31,\"B:2\":10}," ROOM),
		  "\"A:3\" is larger than the capacity" },
		{ plan_document, PLAN("\"effort\":{\"A:2\":-1}," ROOM), "effort.A:2: not a number above 0 and at most" },
		{ plan_document, PLAN("\"effort\":{\"A:2\":0.0001}," ROOM), "three decimals" },
		{ plan_document, PLAN("\"effort\":{\"C:2\":1}," ROOM), "\"C:2\" is not in current" },
		{ plan_document, PLAN("\"effort\":{\"A\":1}," ROOM), "\"A\" is no step" },
		{ plan_document, PLAN("\"effort\":{\"A:11\":1}," ROOM), "\"A:11\" is no step" },
		{ plan_document, PLAN("\"importance\":{\"Z\":1}," EFFORT "," ROOM), "\"Z\" is not in current" },
		{ plan_document, "{\"current\":{\"A\":11},\"ambition\":{},\"effort\":{}," ROOM "}",
		  "current.A: not a whole number from 0 to 10" },
		{ plan_document, PLAN("\"prerequisites\":{\"A:3\":[\"B:2\"],\"B:2\":[\"A:3\"]}," EFFORT "," ROOM),
		  "a cycle: A:3 needs B:2 needs A:3" },
		{ plan_document, PLAN("\"prerequisites\":{\"A:3\":\"B:2\"}," EFFORT "," ROOM), "prerequisites.A:3: not a list" },
		{ plan_document, PLAN("\"capacities\":1," EFFORT "," ROOM), "capacities: is no field of this format" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), false);
}

static void privacy_is_answered(void **state)
{
	static const struct example x[] = {
		{ attack_document, "{\"id\":\"x\",\"k\":5,\"cells\":{\"a\":6,\"b\":3},"
		  "\"published\":[[\"a\"],[\"a\",\"b\"]]}",
		  "{\"id\":\"x\",\"safe\":false,\"not_by_sums\":false,\"published_below_k\":false,\"smallest_class\":3,"
		  "\"derivable\":{\"group\":[\"b\"],\"size\":3,\"how\":\"{a, b} - {a}\"},"
		  "\"smallest_class_cells\":[\"b\"]}\n" },
		{ attack_document, "[{\"cells\":{\"a\":6},\"published\":[[\"a\"]]},"
		  "{\"cells\":{\"x\":2,\"y\":3,\"z\":4},"
		  "\"published\":[[\"x\",\"y\"],[\"y\",\"z\"],[\"x\",\"z\"]]}]",
		  "{\"id\":null,\"safe\":true,\"not_by_sums\":true,\"published_below_k\":false,\"smallest_class\":6,"
		  "\"derivable\":null,\"smallest_class_cells\":[\"a\"]}\n{\"id\":null,\"safe\":false,\"not_by_sums\":false,\"published_below_k\":false,"
		  "\"smallest_class\":2,\"derivable\":{\"group\":[\"x\"],\"size\":2,"
		  "\"how\":\"({x, y} + {x, z} - {y, z}) / 2\"},"
		  "\"smallest_class_cells\":[\"x\"]}\n" },
		{ attack_document, "{\"cells\":{\"a\":4},\"published\":[[\"a\"]]}",
		  "\"published_below_k\":true" },
		/* Whole numbers can tell what x answered, and no sum can. */
		{ attack_document, "{\"k\":5,\"cells\":{\"x\":1,\"y\":4,\"z\":4},"
		  "\"published\":[[\"x\",\"y\"],[\"x\",\"z\"]]}",
		  "{\"id\":null,\"safe\":false,\"not_by_sums\":true,\"published_below_k\":false,"
		  "\"smallest_class\":1,\"derivable\":null,\"smallest_class_cells\":[\"x\"]}\n" },
		{ attack_document, "{\"cells\":{\"x\":4},\"published\":[]}",
		  "{\"id\":null,\"safe\":true,\"not_by_sums\":true,\"published_below_k\":false,"
		  "\"smallest_class\":null," },
		{ pieces_document, "{\"groups\":[{\"id\":\"d\"},{\"id\":\"a\",\"parent\":\"d\",\"sheets\":6},"
		  "{\"id\":\"b\",\"parent\":\"d\",\"sheets\":3},{\"id\":\"c\",\"parent\":\"d\",\"sheets\":2}]}",
		  "\"pieces\":[{\"group\":\"d\",\"sheets\":5,\"from\":[\"b\",\"c\"]},"
		  "{\"group\":\"a\",\"sheets\":6,\"from\":[\"a\"]}],\"visible\":{\"d\":11,\"a\":6},"
		  "\"not_counted\":0}\n" },
		{ pieces_document, "{\"groups\":[{\"id\":\"d\",\"sheets\":4}]}",
		  "\"pieces\":[],\"visible\":{},\"not_counted\":4}" },
		{ pieces_document, "{\"groups\":[{\"id\":\"d\"},{\"id\":\"a\",\"parent\":\"d\"},"
		  "{\"id\":\"b\",\"parent\":\"d\"}],\"moments\":["
		  "{\"kind\":\"closing\",\"sheets\":{\"a\":6,\"b\":2}},"
		  "{\"kind\":\"open\",\"sheets\":{\"b\":7}},"
		  "{\"kind\":\"closing\",\"sheets\":{\"a\":3}}]}",
		  "\"pieces\":[{\"group\":\"a\",\"sheets\":6,\"moment\":1,"
		  "\"from\":[{\"group\":\"a\",\"moment\":1,\"sheets\":6}]},"
		  "{\"group\":\"b\",\"sheets\":7,\"moment\":2,"
		  "\"from\":[{\"group\":\"b\",\"moment\":2,\"sheets\":7}]},"
		  "{\"group\":\"d\",\"sheets\":5,\"moment\":3,"
		  "\"from\":[{\"group\":\"b\",\"moment\":1,\"sheets\":2},"
		  "{\"group\":\"a\",\"moment\":3,\"sheets\":3}]}],"
		  "\"visible\":{\"d\":18,\"a\":6,\"b\":7},\"not_counted\":0}\n" },
		{ pieces_document, "{\"groups\":[{\"id\":\"d\"}],\"moments\":["
		  "{\"kind\":\"closing\",\"sheets\":{\"d\":4}}]}",
		  "\"pieces\":[],\"visible\":{},\"not_counted\":4}" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":14}],\"breakdowns\":{"
		  "\"names\":[\"function\",\"tenure\"],\"questions\":[{\"id\":\"q\",\"cells\":["
		  "{\"group\":\"a\",\"parts\":[\"staff\",\"short\"],\"sheets\":5},"
		  "{\"group\":\"a\",\"parts\":[\"staff\",\"long\"],\"sheets\":3},"
		  "{\"group\":\"a\",\"parts\":[\"lead\",\"long\"],\"sheets\":6}]}]}}",
		  "\"breakdowns\":[{\"question\":\"q\",\"published\":[\"function\"],\"refused\":["
		  "{\"breakdown\":\"tenure\",\"group\":\"a\","
		  "\"parts\":{\"function\":\"staff\",\"tenure\":\"long\"},\"people\":3,"
		  "\"why\":\"of the piece of a the part staff and long would be 3 people, fewer than 5\","
		  "\"instead_of_groups\":true}]}]}\n" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), true);
}

static void privacy_is_refused(void **state)
{
	static const struct example x[] = {
		{ attack_document, "{}", "cells: is missing" },
		{ attack_document, "[{\"cells\":{\"a\":1},\"published\":[]},3]", "[1]: not an object" },
		{ attack_document, "{\"cells\":{\"a\":-1},\"published\":[]}", "cells.a: not a whole number" },
		{ attack_document, "{\"cells\":{\"a\":1},\"published\":[[]]}", "published[0]" },
		{ attack_document, "{\"cells\":{\"a\":1},\"published\":[[\"b\"]]}", "\"b\" is not in cells" },
		{ attack_document, "{\"cells\":{\"a\":1},\"published\":[[\"a\",\"a\"]]}", "twice" },
		{ attack_document, "{\"k\":0,\"cells\":{\"a\":1},\"published\":[]}", "k: not a whole number from 1 to 1000" },
		{ pieces_document, "{\"groups\":[]}", "groups: has 0 items; 1 to 10000 are allowed" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", "groups[1].parent" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"},{\"id\":\"b\",\"parent\":\"c\"},"
		  "{\"id\":\"c\",\"parent\":\"a\"}]}", "\"c\" is no group before this one" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"},{\"id\":\"a\",\"parent\":\"a\"}]}", "twice" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":-1}]}", "sheets" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"moments\":[]}", "moments: has 0 items; 1 to 100 are allowed" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":3}],\"moments\":["
		  "{\"kind\":\"open\",\"sheets\":{}}]}", "groups[0].sheets: with moments" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"moments\":["
		  "{\"kind\":\"shut\",\"sheets\":{}}]}", "moments[0].kind: \"shut\" is none of: open, closing" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"moments\":["
		  "{\"kind\":\"open\",\"sheets\":{\"b\":1}}]}", "moments[0].sheets: \"b\" is no group" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"moments\":["
		  "{\"kind\":\"open\",\"sheets\":[1]}]}", "moments[0].sheets: not an object" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"moments\":["
		  "{\"kind\":\"open\",\"sheets\":{}}],\"breakdowns\":{}}", "leave out moments" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"breakdowns\":{\"names\":[]}}",
		  "breakdowns.names: has 0 items; 1 to 6 are allowed" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\"}],\"breakdowns\":{"
		  "\"names\":[\"f\",\"f\"],\"questions\":[]}}", "\"f\" stands there twice" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":5}],\"breakdowns\":{"
		  "\"names\":[\"f\"],\"questions\":[{\"id\":\"q\",\"cells\":["
		  "{\"group\":\"a\",\"parts\":[\"x\"],\"sheets\":6}]}]}}", "more than the 5 sheets" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":5}],\"breakdowns\":{"
		  "\"names\":[\"f\"],\"questions\":[{\"id\":\"q\",\"cells\":["
		  "{\"group\":\"a\",\"parts\":[],\"sheets\":5}]}]}}", "parts: has 0 items; 1 to 1 are allowed" },
		{ pieces_document, "{\"groups\":[{\"id\":\"a\",\"sheets\":5}],\"breakdowns\":{"
		  "\"names\":[\"f\"],\"questions\":[{\"id\":\"q\",\"cells\":["
		  "{\"group\":\"c\",\"parts\":[\"x\"],\"sheets\":5}]}]}}", "\"c\" is no group" },
	};

	(void)state;
	assert_each(x, sizeof(x) / sizeof(x[0]), false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_answered),
		cmocka_unit_test(lines_are_refused),
		cmocka_unit_test(the_table_is_answered_in_order),
		cmocka_unit_test(the_table_together),
		cmocka_unit_test(the_table_is_refused_by_line),
		cmocka_unit_test(plans_are_answered),
		cmocka_unit_test(a_large_plan_says_how_near_it_is),
		cmocka_unit_test(plans_are_refused),
		cmocka_unit_test(privacy_is_answered),
		cmocka_unit_test(privacy_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
