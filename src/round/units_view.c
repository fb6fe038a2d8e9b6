/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/units_view.h"

#include "html/say.h"

struct str paste_words(struct view *v, enum paste_problem problem)
{
	static const char *const words[] = {
		[PASTE_OK] = N_("In orde"),
		[PASTE_NO_NAME] = N_("De naam van de groep ontbreekt. Vul die in."),
		[PASTE_BAD_KIND] = N_("Deze soort kennen we niet. Schrijf team, leiding of specialist: vak."),
		[PASTE_BAD_SIZE] = N_("Het aantal klopt niet. Vul een heel getal vanaf 1 in."),
		[PASTE_TWICE] = N_("Deze groep staat er al. Geef een van de twee een andere naam."),
		[PASTE_TOO_DEEP] = N_("Er staan te veel lagen boven deze groep. Gebruik er hoogstens vijf."),
		[PASTE_TOO_LONG] = N_("De naam is te lang. Gebruik hoogstens %1 tekens."),
		[PASTE_TOO_MANY] = N_("Er zijn te veel groepen. Er passen er %1 in één ronde."),
		[PASTE_NOT_LEAF] = N_("Deze groep heeft zelf weer groepen. Zet de mensen in een eigen groep eronder."),
		[PASTE_NO_TAG] = N_("Noem het vak, bijvoorbeeld specialist: privacy."),
	};

	struct str limit = said_number(v, problem == PASTE_TOO_MANY ? UNITS_MAX : UNIT_NAME_MAX);

	return tr_fill(v->a, tr(v->lang, words[problem]), &limit, 1);
}

struct str paste_note_words(struct view *v, const struct paste_note *note)
{
	static const char *const words[] = {
		[PASTE_TITLE] = N_("Regel %1 staat boven de kopjes en is geen groep: “%2”."),
		[PASTE_HEADINGS_AGAIN] = N_("Regel %1 herhaalt de kopjes en is geen groep."),
		[PASTE_TOTAL] = N_("Regel %1 lijkt een totaal en is geen groep: “%2”."),
		[PASTE_UNKNOWN_HEADING] = N_("De kolom “%2” kennen we niet. Wat erin staat, gebruiken we niet."),
		[PASTE_SECOND_HEADING] = N_("De kolom “%2” zegt hetzelfde als een eerdere kolom. We gebruiken de eerste."),
		[PASTE_NO_HEADING] = N_("“%2” op regel %1 staat in een kolom te veel. Wat daarin staat, gebruiken we niet."),
		[PASTE_NO_SIZES] = N_("Er is geen kolom met het aantal mensen. Zet er “Aantal” boven."),
		[PASTE_BROKEN_NAME] = N_("In de naam op regel %1 zat een nieuwe regel. De groep heet nu “%2”."),
		[PASTE_ONE_NAME] = N_("“%2” op regel %1 en “%3” zijn dezelfde naam. We schrijven “%3”."),
	};
	struct str args[] = { said_number(v, note->line), note->text, note->other };

	return tr_fill(v->a, tr(v->lang, words[note->remark]), args, ARRAY_LEN(args));
}

bool paste_has(const struct paste *p, enum paste_ask ask)
{
	for (size_t i = 0; i < p->questions.count; i++)
		if (p->questions.at[i].ask == ask)
			return true;
	return false;
}
