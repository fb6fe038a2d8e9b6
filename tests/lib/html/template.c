/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What compiled templates write: every context with hostile input, blocks,
 * translated texts, plurals, frames.  The templates are those of
 * tests/tools/templates/ok.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ok/views.h"

/* Broken on purpose: a translator's mistakes must not become broken HTML. */
const struct message tr_en[] = {
	{ "%1 antwoord", "%1 answer", "%1 answers" },
	{ "Lees <1>de uitleg</1> van %2.", "</1>Read %2's & <1><b>the</2> <3>x</3> help %9 100%", NULL },
};
const size_t tr_en_count = ARRAY_LEN(tr_en);

static struct arena *arena;
static struct out out;
static struct view view;

static int begin(void **state)
{
	(void)state;
	arena = arena_new(1 << 22);
	out = out_new(arena, 1 << 20);
	view = (struct view){ .o = &out, .a = arena, .lang = LANG_NL };
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_freep(&arena);
	return 0;
}

static const char *written(void)
{
	assert_false(out.is_failed);
	return str_cstr(arena, out_done(&out));
}

static void has(const char *part)
{
	const char *all = written();

	if (!strstr(all, part))
		fail_msg("not written: %s\nbut: %s", part, all);
}

static const char hostile[] = "<script>\"'&/?#%é{{";

static void contexts(const char *c, struct str url)
{
	view_ok_contexts(&view, str_from(c), c, -7, (struct url){ url },
			 (struct markup){ STR("<svg class=\"x\"></svg>") });
}

static void test_contexts(void **state)
{
	(void)state;
	contexts(hostile, STR("/a?b=\"><x>&c"));
	has("<p translate=\"no\">&lt;script&gt;\"'&amp;/?#%é{{|&lt;script&gt;\"'&amp;/?#%é{{|-7|{x}|"
	    "<b title=\"&lt;script&gt;&quot;&#39;&amp;/?#%é{{\" "
	    "class='a &lt;script&gt;&quot;&#39;&amp;/?#%é{{{'>literal</b></p>");
	has("<a href=\"/x/%3Cscript%3E%22%27%26%2F%3F%23%25%C3%A9%7B%7B?y=%3Cscript%3E%22%27%26%2F%3F%23"
	    "%25%C3%A9%7B%7B&amp;z=-7#-7\">1</a>");
	has("<a href=\"/a?b=&quot;&gt;&lt;x&gt;&amp;c\">2</a>");
	has("<a href=\"#%3Cscript");
	has("<a href=\"?q=%3Cscript");
	has("<svg class=\"x\"></svg>");
	has("<p translate=\"no\">a{b}: &lt;</p>");
	has("<textarea aria-label=\"Tekst\">\n&lt;script&gt;");
	has("<pre translate=\"no\">a\n  b   c</pre>");
	assert_null(strstr(written(), "not seen"));
	assert_null(strstr(written(), "Every place"));
}

static void test_urls(void **state)
{
	static const char *const refused[] = { "javascript:alert(1)", "//evil.example", "/\\evil.example",
					       "data:text/html,x", " /x", "JAVASCRIPT:x", "x" };
	static const char *const kept[] = { "/", "/a/b", "#x", "?y", "https://a.example/",
					    "http://127.0.0.1:8080/", "mailto:a@b.example", "" };
	char want[100];

	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		begin(state);
		contexts("x", str_from(refused[i]));
		has("<a href=\"#\">2</a>");
		end(state);
	}
	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		begin(state);
		contexts("x", str_from(kept[i]));
		snprintf(want, sizeof(want), "<a href=\"%s\">2</a>", kept[i]);
		has(want);
		end(state);
	}
	begin(state);
}

static void test_blocks(void **state)
{
	(void)state;
	view_ok_blocks(&view, 4, true);
	has("<li>0</li>");
	has("<li class=\"one marked\">1</li>");
	has("<li hidden>4</li>");
	has("<li>9</li>");
	has("<a href=\"/x/a%2Fb\" class=\"many\">");
}

static void test_message(void **state)
{
	(void)state;
	view_ok_message(&view, STR("a b"), STR("<\"O'Neill\">"), 1);
	has("<p title=\"Titel &lt;&quot;O&#39;Neill&quot;&gt;\">Zonder iets</p>");
	has("<p>Lees <a href=\"/x/a%20b\">de uitleg</a> van &lt;\"O'Neill\"&gt;.</p>");
	has("<p title=\"1 antwoord\">1 antwoord</p>");
	has("<p><strong>2</strong> van &lt;\"O'Neill\"&gt;</p>");
	has("<p>Een lange zin in twee stukken met &lt;");
}

static void test_plural(void **state)
{
	(void)state;
	view_ok_message(&view, STR("x"), STR("y"), 0);
	has("<p title=\"0 antwoorden\">0 antwoorden</p>");
	has("<p><strong>één</strong> van y</p>");
	view.lang = LANG_EN;
	view_ok_message(&view, STR("x"), STR("y"), 3);
	has("<p title=\"3 answers\">3 answers</p>");
	view_ok_message(&view, STR("x"), STR("y"), 1);
	has(">1 answer</p>");
}

static void test_broken_translation(void **state)
{
	(void)state;
	view.lang = LANG_EN;
	view_ok_message(&view, STR("x"), STR("y"), 1);
	has("<p>Read y's &amp; <a href=\"/x/x\">&lt;b&gt;the&lt;/2&gt; &lt;3&gt;x&lt;/3&gt; help %9 100%</a></p>");
}

static void test_page(void **state)
{
	(void)state;
	view_ok_page(&view, "<x>", 2);
	has("<body data-title=\"Voorbeeld\"><main>");
	has("<h1>&lt;x&gt;</h1>");
	has("<label for=\"a-2\">Naam</label><input id=\"a-2\" name=\"a\" value=\"&lt;x&gt;\">");
	has("name=\"b\" value=\"1\" checked>");
	assert_true(str_ends(str_trim(out_done(&out)), STR("</main></body>")));
	end(state);
	begin(state);
	view_ok_scan(&view, STR("A&B"));
	has("<main data-title=\"A&amp;B\">");
}

/* A value that does not fit stops the page, not the program. */
static void test_full(void **state)
{
	(void)state;
	out.limit = 20;
	view_ok_message(&view, STR("x"), STR("y"), 1);
	assert_true(out.is_failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_contexts, begin, end),
		cmocka_unit_test_setup_teardown(test_urls, NULL, end),
		cmocka_unit_test_setup_teardown(test_blocks, begin, end),
		cmocka_unit_test_setup_teardown(test_message, begin, end),
		cmocka_unit_test_setup_teardown(test_plural, begin, end),
		cmocka_unit_test_setup_teardown(test_broken_translation, begin, end),
		cmocka_unit_test_setup_teardown(test_page, begin, end),
		cmocka_unit_test_setup_teardown(test_full, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
