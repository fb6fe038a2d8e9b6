/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/units_view.h"

#include "html/say.h"

struct str paste_words(struct view *v, enum paste_problem problem)
{
	static const char *const words[] = {
		[PASTE_OK] = N_("In orde"),
		[PASTE_NO_NAME] = N_("De naam ontbreekt. Vul de tweede kolom in."),
		[PASTE_BAD_KIND] = N_("Deze soort kennen we niet. Kies team, leiding of specialist:vak."),
		[PASTE_BAD_SIZE] = N_("Het aantal klopt niet. Vul een heel getal vanaf 1 in."),
		[PASTE_TWICE] = N_("Deze groep staat er al. Geef een van de twee een andere naam."),
		[PASTE_TOO_DEEP] = N_("Er staan te veel lagen boven deze groep. Gebruik er hoogstens vijf."),
		[PASTE_TOO_LONG] = N_("De naam is te lang. Gebruik hoogstens %1 tekens."),
		[PASTE_TOO_MANY] = N_("Er zijn te veel groepen. Er passen er %1 in één ronde."),
		[PASTE_NOT_LEAF] = N_("Deze groep heeft zelf weer groepen. Zet de mensen in een eigen groep eronder."),
		[PASTE_NO_TAG] = N_("Noem het vak, bijvoorbeeld specialist:privacy."),
	};

	struct str limit = said_number(v, problem == PASTE_TOO_MANY ? UNITS_MAX : UNIT_NAME_MAX);

	return tr_fill(v->a, tr(v->lang, words[problem]), &limit, 1);
}
