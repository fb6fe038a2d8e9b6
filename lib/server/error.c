/* SPDX-License-Identifier: EUPL-1.2 */
/* A page for each kind of error, in the user's words: what, and what to do. */
#include "server/return.h"
#include "server/web.h"

#include "base/must.h"
#include "html/error_view.h"
#include "html/views.h"

static const struct error_words own_words[] = {
	{ ERR_INPUT, 400, N_("Dit kunnen we niet verwerken"),
		N_("Er kwam iets binnen dat niet bij dit formulier hoort. Er is niets bewaard."),
		N_("Ga terug, ververs de pagina en probeer het nog eens.") },
	{ ERR_ABSENT, 404, N_("Deze pagina is er niet"),
		N_("Het adres klopt niet, of de pagina is weg."),
		N_("Kijk of je het hele adres hebt overgenomen.") },
	{ ERR_METHOD, 405, N_("Zo kan dat niet"),
		N_("Dit adres is er wel, maar niet op deze manier."),
		N_("Ga terug en gebruik de knop op de pagina.") },
	{ ERR_CHANGED, 409, N_("Intussen aangepast"),
		N_("Iemand anders was je voor. Er is niets overschreven."),
		N_("Open de pagina opnieuw en kijk wat er nu staat.") },
	{ ERR_FORBIDDEN, 403, N_("Dat mag hier niet"),
		N_("Je mag deze pagina niet openen, of het formulier was te oud."),
		N_("Ga terug, ververs de pagina en probeer het nog eens.") },
	{ ERR_TOO_LARGE, 413, N_("Dat is te groot"),
		N_("Wat je stuurde is groter dan hier past. Er is niets bewaard."),
		N_("Maak je tekst korter, of kies een kleiner bestand. Probeer het dan nog eens.") },
	{ ERR_RATE, 429, N_("Even wachten"),
		N_("Er is te vaak achter elkaar iets geprobeerd."),
		N_("Wacht een paar minuten en probeer het dan nog eens.") },
	{ ERR_LIMIT, 503, N_("Dit is nu te groot"),
		N_("Deze pagina vraagt meer dan we nu kunnen geven."),
		N_("Probeer het straks nog eens.") },
	{ ERR_BUSY, 503, N_("Het is hier nu even druk"),
		N_("Er wordt veel tegelijk gevraagd. Wat al bewaard was, is er nog. Wat je nu stuurde, is niet bewaard."),
		N_("Wacht een paar tellen, ga terug en probeer het nog eens.") },
	{ ERR_UNSAVED, 503, N_("Bewaren lukt nu niet"),
		N_("Het ligt niet aan jou. Wat al bewaard was, is er nog. Wat je nu stuurde, is niet bewaard."),
		N_("Wacht een paar minuten, ga terug en probeer het nog eens. Blijft het misgaan? Vertel het de beheerder.") },
	{ ERR_STORE, 500, N_("Er ging iets mis bij ons"),
		N_("Het ligt niet aan jou. Wat al bewaard was, is er nog."),
		N_("Probeer het straks nog eens. Blijft het misgaan? Vertel het de beheerder.") },
	{ 0 },
};

static const struct error_words *words_in(const struct error_words *list, enum err_kind kind)
{
	while (list->status && list->kind != kind)
		list++;
	return list->status ? list : NULL;
}

/* The product's, ours, or that something went wrong here. */
static const struct error_words *words_for(const struct product *product, enum err_kind kind)
{
	const struct error_words *found = words_in(product->words, kind);

	if (!found)
		found = words_in(own_words, kind);
	if (!found)
		found = words_in(own_words, ERR_STORE);
	must(found);
	return found;
}

/* What was typed comes back after signing in; it is not in the address. */
static void to_sign_in(struct call *c)
{
	struct err ignored = { 0 };
	bool is_get = !str_is(c->q->method, "POST");
	struct str letter = is_get ? (struct str){ 0 } : return_letter(c);
	struct out to = out_new(c->a, LOCATION_MAX);

	if (letter.p && c->web->product->sign_in_again(c, letter, &ignored))
		return;
	c->r->header_count = 0;
	out_c(&to, c->web->product->sign_in);
	if (!is_get)
		out_c(&to, "?verlopen=1");
	else if (c->q->path.n <= RETURN_PATH_MAX)
		out_str(&to, url_make(c->a, "?naar=%s", c->q->path).text);
	(void)call_redirect(c, (struct url){ out_done(&to) }, &ignored);
}

/* A form that does nothing but press a button: its page asks anew. */
static void to_page(struct call *c)
{
	struct str path = c->q->path;
	struct err ignored = { 0 };

	while (path.n > 1 && !return_has_page(c->web, path)) {
		while (path.n > 1 && path.p[path.n - 1] != '/')
			path.n--;
		path.n -= path.n > 1;
	}
	(void)call_redirect(c, (struct url){ path.n && path.n <= LOCATION_MAX ? path : STR("/") }, &ignored);
}

/* What people wrote in fields that have a name for them. */
static void add_typed(struct call *c, struct error_view *m)
{
	struct error_typed *list;
	size_t n = 0;

	if (!c->is_guarded || !c->in || !str_is(c->q->method, "POST"))
		return;
	for (size_t i = 0; c->page->fields && c->page->fields[i].name; i++)
		n += c->page->fields[i].times ? c->page->fields[i].times : 1;
	m->typed = list = ARENA_ARRAY(c->a, struct error_typed, n + 1);
	for (size_t i = 0; c->page->fields && c->page->fields[i].name; i++) {
		const struct field *f = &c->page->fields[i];
		const struct value *v = c->in[i].each ? c->in[i].each : &c->in[i];
		const bool is_long = f->kind == FIELD_TEXT || f->kind == FIELD_LINES;

		if (!f->label || (!is_long && f->kind != FIELD_LINE && f->kind != FIELD_LINK))
			continue;
		for (size_t k = 0; k < (c->in[i].each ? f->times : 1); k++)
			if (v[k].text.n)
				list[m->typed_count++] = (struct error_typed){
					str_from(tr(c->lang, f->label)), v[k].text, is_long };
	}
}

void error_reply(struct call *c, const struct err *e)
{
	const struct error_words *w = words_for(c->web->product, e->kind);
	struct error_view m = {
		.title = str_from(tr(c->lang, w->title)),
		.what = str_from(tr(c->lang, w->what)),
		.cure = tr_fill(c->a, tr(c->lang, w->cure), &c->error_detail, 1),
		.has_home = w->status == 404 || w->status == 405,
	};
	struct err failed = { 0 };

	c->r->header_count = 0;
	if (e->kind == ERR_METHOD)
		http_reply_header(c->r, STR("Allow"), c->allow);
	if (e->kind == ERR_RATE)
		http_reply_header(c->r, STR("Retry-After"), STR("60"));
	if (e->kind == ERR_UNSAVED)
		http_reply_header(c->r, STR("Retry-After"), STR(HTTP_RETRY_AFTER));
	if (e->kind == ERR_SIGN_IN) {
		to_sign_in(c);
		return;
	}
	if (e->kind == ERR_AGAIN) {
		to_page(c);
		return;
	}
	c->is_again = false;
	add_typed(c, &m);
	if (w->is_inside) {
		view_error_inside(call_view(c), &m);
	} else {
		c->view.page = (struct view_page){ 0 };
		view_error(call_view(c), &m);
	}
	if (!call_page(c, w->status, &failed)) {
		c->r->status = 503;
		c->r->body = STR("503\n");
		http_reply_header(c->r, STR("Content-Type"), STR("text/plain"));
	}
}
