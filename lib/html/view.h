/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the compiled templates stand on.  A template NAME.html of a room
 * becomes a function view_NAME(struct view *v, …) that writes HTML to v->o.  Which
 * escaping a hole gets is decided by the template compiler from the place it
 * stands in; nobody calls these by hand.
 */
#ifndef PEIL_HTML_VIEW_H
#define PEIL_HTML_VIEW_H

#include "base/out.h"
#include "base/tr.h"

/* HTML that may be written as it is.  Only chart writers make it (markup()). */
struct markup {
	struct str html;
};

/* A whole URL of our own making. */
struct url {
	struct str text;
};

struct menu_entry;

/* What the page around the content needs. */
struct view_page {
	struct str stream;		/* address of the events that this page follows; empty: none */
	struct str state;		/* of a page with a stream: other text, other page */
	bool is_light;			/* a respondent's page: the small style sheet only */
	struct str organisation;	/* name in the bar; may be empty */
	struct str subtitle;		/* line under it */
	struct str path;		/* of this page, for the language links */
	struct str unreachable;		/* address that only this machine can open; empty: others can */
	struct str notice;		/* what is wrong with the server now; empty: nothing */
	struct str csrf;		/* token for forms; empty when not signed in */
	struct str person;		/* name of who is signed in; empty: nobody */
	struct str saved;		/* "Bewaard om 14.32 uur"; empty: not shown */
	struct str code;		/* respondent's ticket code; empty on other pages */
	struct url help;		/* behind "Hulp nodig?"; empty: the help for everybody */
	const struct menu_entry *menu;	/* of what this page is about, see menu.h */
	size_t menu_count;		/* 0: no menu */
	bool holds_secret;		/* never compressed, as a page with a form token */
	struct str form;		/* id of a form with unsaved choices: links become its buttons */
	struct str form_default;	/* words of the button that Enter takes in it */
	unsigned languages;		/* bit LANG_NL, …: to choose from; 0: all */
};

struct view {
	struct out *o;
	struct arena *a;
	enum lang lang;
	struct view_page page;
};

/* "nl" or "en": for lang= and for ?taal=. */
const char *view_lang(const struct view *v);
bool view_offers(const struct view *v, enum lang lang);

void view_text_str(struct view *v, struct str s);
void view_text_c(struct view *v, const char *s);
void view_text_i64(struct view *v, int64_t n);
void view_attr_str(struct view *v, struct str s);
void view_attr_c(struct view *v, const char *s);
void view_part_str(struct view *v, struct str s);	/* percent-encoded component */
void view_part_c(struct view *v, const char *s);
/* Writes "#" for an address that is not a path, https:, http: or mailto:. */
void view_url(struct view *v, struct url u);
void view_markup(struct view *v, struct markup m);

#define view_text(v, x) _Generic((x), struct str: view_text_str, \
	char *: view_text_c, const char *: view_text_c, default: view_text_i64)((v), (x))
#define view_attr(v, x) _Generic((x), struct str: view_attr_str, \
	char *: view_attr_c, const char *: view_attr_c, default: view_text_i64)((v), (x))
#define view_part(v, x) _Generic((x), struct str: view_part_str, \
	char *: view_part_c, const char *: view_part_c, default: view_text_i64)((v), (x))

/*
 * A translated text with values and elements, used by compiled templates only:
 *
 *	struct view_message m;
 *	view_message_start(&m, tr(v->lang, "Lees <1>de uitleg</1> van %2."));
 *	view_message_arg(v, &m);  … writes <a href="…"> …  view_message_element(v, &m, "a");
 *	view_message_arg(v, &m);  view_text(v, name);      view_message_value(v, &m);
 *	view_message_text(v, &m);
 *
 * What is written between _arg and _element or _value is caught.  A translation
 * whose elements do not match gives text without them, never broken HTML.
 */
enum { MESSAGE_ARGS = 9 };

struct view_message {
	const char *text;
	struct {
		const char *element;	/* NULL: a value */
		struct str html;
	} args[MESSAGE_ARGS];
	size_t count;
	struct out caught, *around;
};

void view_message_start(struct view_message *m, const char *text);
void view_message_arg(struct view *v, struct view_message *m);
void view_message_element(struct view *v, struct view_message *m, const char *element);
void view_message_value(struct view *v, struct view_message *m);
void view_message_text(struct view *v, struct view_message *m);
void view_message_attr(struct view *v, struct view_message *m);

/* Path with hash of an embedded static file: asset("peil.css"). Defined by the
 * generated asset table. */
struct url asset(const char *name);

#endif
