/* SPDX-License-Identifier: EUPL-1.2 */
#include "scan/card_words.h"

#include "base/utf8.h"

enum { ABOUT_CHARS_MAX = 120 };

/* The text in one language with its values filled in. */
#define WORDS(a, lang, text, ...) \
	tr_fill((a), tr((lang), (text)), (const struct str[]){ __VA_ARGS__ }, \
		sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

static struct str number(struct arena *a, int64_t n)
{
	struct out o = out_new(a, 24);

	out_i64(&o, n);
	return out_done(&o);
}

/* `text` is of tr_n, for the same n. */
static struct str count(struct arena *a, int64_t n, const char *text)
{
	struct str value = number(a, n);

	return tr_fill(a, text, &value, 1);
}

/* "27 november 2026, 17.00 uur": a card is kept, so with its year. */
static struct str closing(const struct card_facts *f, enum lang lang)
{
	struct moment m = clock_local(f->round->closes);
	struct out o = out_new(f->a, 100);

	out_date(&o, m.date, lang);
	out_c(&o, ", ");
	out_time(&o, m, lang);
	return out_done(&o);
}

static struct str joined(struct arena *a, struct str one, struct str two)
{
	struct out o = out_new(a, one.n + two.n + 2);

	out_str(&o, one);
	out_char(&o, ' ');
	out_str(&o, two);
	return out_done(&o);
}

static struct str minutes(const struct card_facts *f, enum lang lang, int n)
{
	return count(f->a, n, tr_n(lang, n, "Het duurt ongeveer %1 minuut.",
				   "Het duurt ongeveer %1 minuten."));
}

static void add_step(struct card_words *w, struct str text)
{
	if (w->step_count < SLIP_STEPS_MAX)
		w->steps[w->step_count++] = text;
}

static void make_slip(const struct card_facts *f, enum lang lang, const struct card_group *g,
		      struct card_words *w)
{
	const int64_t spare = (int64_t)g->spare, own = (int64_t)g->count - spare;
	struct arena *a = f->a;

	w->slip = str_from(tr(lang, N_("Voor wie de kaarten uitdeelt")));
	w->count = count(a, own, tr_n(lang, own, "%1 kaart", "%1 kaarten"));
	if (spare)
		w->count = WORDS(a, lang, N_("%1 en %2"), w->count,
				 count(a, spare, tr_n(lang, spare, "%1 reservekaart",
						      "%1 reservekaarten")));
	add_step(w, str_from(tr(lang, N_("Schud de kaarten en laat ieder er zelf één pakken. "
					 "Dan weet niemand wie welke code heeft."))));
	add_step(w, str_from(tr(lang, N_("Schrijf niet op wie welke kaart heeft. Maak geen foto's."))));
	if (spare)
		add_step(w, str_from(tr(lang, N_("Houd de reservekaarten apart. Geef er één als "
						 "iemand zijn kaart kwijt is. Er tellen nooit meer "
						 "formulieren mee dan er mensen in de groep zijn."))));
	add_step(w, str_from(tr(lang, N_("Bewaar een kaart voor wie er nu niet is. Meedoen mag, "
					 "het hoeft niet."))));
	add_step(w, WORDS(a, lang, N_("Versnipper na %1 wat er over is."), closing(f, lang)));
}

static void make_words(const struct card_facts *f, enum lang lang, const struct unit *u,
		       const struct card_group *g, struct card_words *w)
{
	const struct round *r = f->round;
	struct arena *a = f->a;

	*w = (struct card_words){ .lang = lang == LANG_EN ? "en" : "nl" };
	w->how = WORDS(a, lang, N_("Scan de QR-code, of ga naar %1 en typ de code. Het kan tot %2."),
		       f->site, closing(f, lang));
	w->what = joined(a, minutes(f, lang, model_minutes(f->model, unit_route(u->kind), u->tag)),
			 WORDS(a, lang, N_("Het is anoniem: we vragen geen naam, en antwoorden tellen "
					   "mee in groepjes van minstens %1."), number(a, r->k)));
	w->keep = str_from(tr(lang, N_("Bewaar deze kaart. Met je code ga je later verder, en lees je "
				       "na afloop wat ermee gebeurt.")));
	w->spare = str_from(tr(lang, N_("Reservekaart")));
	make_slip(f, lang, g, w);
}

void card_words_make(const struct card_facts *f, const struct unit *u, struct card_group *g)
{
	g->word_count = 0;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (f->round->languages >> lang & 1)
			make_words(f, (enum lang)lang, u, g, &g->words[g->word_count++]);
}

/* The longest of the groups, so that it promises nobody too little. */
static int longest(const struct card_facts *f, const struct unit_tree *tree)
{
	int most = 0;

	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];
		int n = model_minutes(f->model, unit_route(u->kind), u->tag);

		most = u->is_leaf && n > most ? n : most;
	}
	return most;
}

static struct str mail(const struct card_facts *f, enum lang lang, int time)
{
	const struct round *r = f->round;
	struct out o = out_new(f->a, 8000);

	out_str(&o, WORDS(f->a, lang, N_("%1 vraagt je om mee te doen aan een zelfanalyse: %2."),
			  r->organisation_name, r->name));
	if (r->purpose.n) {
		out_char(&o, '\n');
		out_str(&o, r->purpose);
	}
	out_c(&o, "\n\n");
	out_str(&o, minutes(f, lang, time));
	out_char(&o, ' ');
	out_str(&o, WORDS(f->a, lang, N_("We vragen geen naam. Niemand ziet jouw antwoorden los, ook niet "
					 "wie je deze link stuurt. Ze tellen mee in groepjes van "
					 "minstens %1."), number(f->a, r->k)));
	out_c(&o, "\n\n");
	out_str(&o, WORDS(f->a, lang, N_("Dit is jouw eigen link: [plak hier de link]. Het kan tot %1."),
			  closing(f, lang)));
	out_char(&o, '\n');
	out_c(&o, tr(lang, N_("Bewaar deze link. Daarmee ga je later verder, en lees je na afloop wat "
			      "ermee gebeurt.")));
	return out_done(&o);
}

size_t card_mails_make(const struct card_facts *f, const struct unit_tree *tree,
		       struct card_mail ret[LANG_COUNT])
{
	const int time = longest(f, tree);
	size_t n = 0;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (f->round->languages >> lang & 1)
			ret[n++] = (struct card_mail){ lang == LANG_EN ? "en" : "nl",
						       mail(f, (enum lang)lang, time) };
	return n;
}

/* --- the purpose in a line ------------------------------------------------------ */

static bool ends_sentence(struct str s, size_t at)
{
	return s.p[at] == '\n' ||
	       ((s.p[at] == '.' || s.p[at] == '!' || s.p[at] == '?') &&
		(at + 1 == s.n || s.p[at + 1] == ' ' || s.p[at + 1] == '\n'));
}

struct str card_about(struct arena *a, struct str purpose)
{
	struct str s = str_trim(purpose);
	size_t end = 0, blank = 0;
	struct out o;

	while (end < s.n && !ends_sentence(s, end))
		end++;
	s = str_trim(str_cut(s, 0, end < s.n ? end + 1 : s.n));
	if (utf8_count(s) <= ABOUT_CHARS_MAX)
		return s;
	for (size_t i = 0; i < s.n && utf8_count(str_cut(s, 0, i)) < ABOUT_CHARS_MAX; i++)
		if (s.p[i] == ' ')
			blank = i;
	if (blank == 0)
		return s;		/* one word without an end: the card cuts it */
	o = out_new(a, s.n + 4);
	out_str(&o, str_cut(s, 0, blank));
	out_c(&o, " …");
	return out_done(&o);
}
