/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of the remarks. */
#include "demo/demo_remarks.h"

#define BURGERZAKEN "Burgerzaken"
#define VERGUNNINGEN "Vergunningen en toezicht"
#define WERK "Werk en inkomen"
#define ZORG "Zorg en jeugd"
#define RUIMTE "Openbare ruimte"
#define BEDRIJF "Bedrijfsvoering"
#define LEIDING "Leidinggevenden"
#define DATA "Data en analyse"
#define PRIVACY "Privacy en informatieveiligheid"
#define ADVIES "Bestuursadvies"

#define SHOWN REMARK_SHOWN, NULL
#define HIDDEN REMARK_HIDDEN, NULL
#define TO_READ REMARK_TO_READ, NULL
#define REWRITTEN(t) REMARK_SHOWN, t

static const struct demo_remark before[] = {
	{ BURGERZAKEN, "pro", "We tellen hoeveel mensen er komen, maar we doen er nog weinig mee.", SHOWN },
	{ BURGERZAKEN, "eig", "Als een geboortedatum niet klopt, zoekt een collega dat uit. Die gaat bijna met pensioen.",
	  REWRITTEN("Als een geboortedatum niet klopt, zoekt één collega dat uit.") },
	{ BURGERZAKEN, "goed", "De drukte aan de balie hangt nu op papier in de kantine. Iedereen kijkt.", SHOWN },
	{ "Vergunningen", "dat", "Oude dossiers staan in een ander systeem. Die tellen we niet mee.", SHOWN },
	{ "Vergunningen", "nodig", "Spreek af wanneer een aanvraag begint. Dan kunnen we eerlijk vergelijken.", SHOWN },
	{ WERK, "bed", "Ik hoor vaak dat we meer met data moeten. Waarvoor, dat hoor ik niet.", SHOWN },
	{ WERK, "vaa", "De training was goed, maar daarna had ik geen tijd om te oefenen.", SHOWN },
	{ ZORG, "cul", "In het overleg wint wie het hardst praat, ook als de cijfers iets anders zeggen.", SHOWN },
	{ ZORG, "ver", "Ik twijfel vaak of ik een gegeven mag delen met de school.", SHOWN },
	{ RUIMTE, "goed", "De meldingen van bewoners op de kaart. We zien waar het steeds misgaat.", SHOWN },
	{ RUIMTE, "ict", "Op de tablet in de bus valt de kaart steeds weg.", SHOWN },
	{ BEDRIJF, "sam", "Elk project koopt zijn eigen dashboard. Samen is dat veel geld.", SHOWN },
	{ BEDRIJF, "lei", "Het jaarverslag staat vol cijfers waar niemand een vraag over stelt.", SHOWN },
	{ LEIDING, "nodig", "Eerst kiezen welke drie vragen we willen beantwoorden. Dan pas bouwen.", SHOWN },
	{ LEIDING, "cul", "We zijn trots op wat goed gaat. Over tegenvallers praten we liever niet.", SHOWN },
	{ 0 },
};

static const struct demo_remark talk[] = {
	{ BURGERZAKEN, "eig", "Een fout adres meld ik bij drie mensen. Niemand voelt zich eigenaar.", SHOWN },
	{ BURGERZAKEN, "pro", "Sinds we de wachttijd elke week zien, plannen we de baliemensen anders.", SHOWN },
	{ BURGERZAKEN, "goed", "Bij de paspoorten weten we vooraf hoe druk het wordt. Dat scheelt rijen.", SHOWN },
	{ BURGERZAKEN, "nodig", "Eén plek waar je een fout meldt, en dat je hoort wat ermee is gedaan.", SHOWN },
	{ BURGERZAKEN, "ict", "De afspraken en de basisregistratie zijn niet gekoppeld. Ik typ alles twee keer.", SHOWN },
	{ BURGERZAKEN, "cul", "Vorige maand zei iemand hardop dat het cijfer tegenviel. Dat was fijn.", SHOWN },
	{ BURGERZAKEN, "lei", "Onze manager Peter vraagt alleen naar cijfers als de wethouder belt.",
	  REWRITTEN("Naar cijfers wordt vooral gevraagd als het bestuur een vraag heeft.") },

	{ VERGUNNINGEN, "dat", "Wij noemen een aanvraag afgerond bij het besluit, het loket pas na de brief.", SHOWN },
	{ VERGUNNINGEN, "ict", "Ik houd zelf een lijstje bij. Het systeem toont de datum van het bezwaar niet.", SHOWN },
	{ VERGUNNINGEN, "goed", "De kaart met lopende bouwplannen. Bewoners kijken zelf en bellen minder.", SHOWN },
	{ VERGUNNINGEN, "nodig", "Een lijst van wat we al hebben. Nu zoekt ieder voor zich.", SHOWN },
	{ VERGUNNINGEN, "ver", "Bij drones voor toezicht weet ik niet of we dat vooraf hebben getoetst.", SHOWN },
	{ VERGUNNINGEN, "sam", "Van de proef met luchtfoto's hoorde ik pas toen hij was gestopt.", SHOWN },

	{ WERK, "bed", "We willen mensen met schulden eerder helpen. Dan moeten we iets doen met de signalen van de verhuurder.", SHOWN },
	{ WERK, "ver", "Het spreekuur over privacy helpt. Ik kom nu eerder met mijn vraag.", SHOWN },
	{ WERK, "pro", "Ik zie pas na zes weken of iemand al bij schuldhulp bekend is.", SHOWN },
	{ WERK, "vaa", "Ik wil graag leren een grafiek te lezen zonder hulp van een collega.", SHOWN },
	{ WERK, "nodig", "Dat we na een aanmelding binnen een week weten wie er al helpt.", SHOWN },
	{ WERK, "sam", "Zorg en wij maakten dit jaar allebei een overzicht van gezinnen met geldzorgen.", SHOWN },
	{ WERK, "cul", "Mijn collega J. zegt niets meer over de cijfers sinds haar gesprek met de teamleider.", HIDDEN },
	{ WERK, "goed", "De koffie op de tweede verdieping is al jaren te slap.", HIDDEN },

	{ ZORG, "dat", "Eén gezin kan bij ons vier keer in een lijst staan. Tellen is dan gokken.", SHOWN },
	{ ZORG, "ict", "Ik weet niet waar ik moet kijken voor de wachttijden. Er is vast iets.", SHOWN },
	{ ZORG, "lei", "In het teamoverleg staat de wachttijd nu bovenaan. Dat is nieuw en het werkt.", SHOWN },
	{ ZORG, "bed", "Soms tellen we wat makkelijk te tellen is, en niet wat het gezin merkt.", SHOWN },
	{ ZORG, "goed", "We zien welke jeugdhulp lang duurt en bellen dan eerder met het gezin.", SHOWN },
	{ ZORG, "vaa", "Wil iemand mij de nieuwe cijfers uitleggen? Bel me op 06 12 34 56 78.", TO_READ },

	{ RUIMTE, "eig", "Bij ons staat de eigenaar op de kaart van elk bestand. Dat werkt goed.", SHOWN },
	{ RUIMTE, "pro", "De meldingen over losse tegels staan op volgorde van straat. Zo rijden we minder.", SHOWN },
	{ RUIMTE, "dat", "De bomenkaart klopt, want wie snoeit werkt hem meteen bij.", SHOWN },
	{ RUIMTE, "sam", "Er lopen drie dashboards over hetzelfde. Dat hoorde ik bij toeval.", SHOWN },
	{ RUIMTE, "nodig", "Minder dashboards, en één waar we op vertrouwen.", SHOWN },
	{ RUIMTE, "cul", "Komt een telling anders uit dan we dachten? Dan gaan we samen buiten kijken.", SHOWN },
	{ RUIMTE, "goed", "De strooiroutes. Wie rijdt, ziet waar het het eerst glad wordt.", SHOWN },
	{ RUIMTE, "ict", "Vraag het aan Henk van de buitendienst, die weet waar alle putten liggen.", TO_READ },

	{ BEDRIJF, "lei", "In de kwartaalcijfers staat veel, maar het gesprek gaat over de spelling.", SHOWN },
	{ BEDRIJF, "ict", "Een koppeling valt soms uit. Dat merken we pas aan het eind van de maand.", SHOWN },
	{ BEDRIJF, "ver", "Voor elk nieuw pakket vullen we de toets in. Soms pas na de koop.", SHOWN },
	{ BEDRIJF, "vaa", "Alleen Anouk van Financiën kan het rapport lezen. Is zij vrij, dan wachten we.",
	  REWRITTEN("Eén collega kan het rapport goed lezen. Is die er niet, dan wachten we.") },
	{ BEDRIJF, "goed", "Facturen die te lang liggen, zien we nu elke maandag.", SHOWN },
	{ BEDRIJF, "sam", "Ik kreeg in één week twee keer dezelfde vraag om cijfers, van twee projecten.", TO_READ },

	{ LEIDING, "lei", "Ik vraag om cijfers, maar ik heb zelf ook moeite om ze te lezen.", SHOWN },
	{ LEIDING, "bed", "De drie opgaven staan op papier. In mijn eigen jaarplan nog niet.", SHOWN },
	{ LEIDING, "nodig", "Dat wij als leiding hetzelfde voorbeeld geven. De een vraagt door, de ander niet.", SHOWN },
	{ LEIDING, "eig", "Als afdelingsmanager Sociaal domein dacht ik dat dit geregeld was. Mijn teams zien dat anders.",
	  REWRITTEN("Ik dacht dat dit geregeld was. De teams zien dat anders.") },

	{ DATA, "cul", "Ik word vaak pas gevraagd als het stuk al af is.", SHOWN },
	{ DATA, "dat", "Voor wachttijd bestaan in dit huis drie definities. Ze zijn alle drie goed bedoeld.", SHOWN },
	{ DATA, "nodig", "Minder losse verzoeken. Twee vragen goed uitzoeken helpt meer dan twintig half.", SHOWN },

	{ PRIVACY, "ver", "Collega's komen eerder langs dan vorig jaar. Dat maakt ons werk lichter.", SHOWN },
	{ PRIVACY, "lei", "Een nee van ons wordt nu uitgelegd in het overleg. Dat was anders.", TO_READ },
	{ ADVIES, "bed", "In raadsvoorstellen staat de opgave bovenaan. De cijfers komen vaak als laatste.", SHOWN },
	{ 0 },
};

static const struct demo_remark open[] = {
	{ BURGERZAKEN, "eig", "Ik weet nu bij wie ik een fout adres meld. Vorige keer wist ik dat niet.", TO_READ },
	{ BURGERZAKEN, "goed", "De balie is rustiger op woensdag, want we plannen op de drukte.", TO_READ },
	{ BURGERZAKEN, "nodig", "Maak ook voor verhuizingen één scherm in plaats van drie.", TO_READ },
	{ VERGUNNINGEN, "dat", "We spraken af wat ‘afgerond’ betekent. Nu de brieven nog aanpassen.", TO_READ },
	{ VERGUNNINGEN, "goed", "Ik zie in één keer welke bezwaren deze week aflopen.", TO_READ },
	{ WERK, "pro", "Ik bel nu met schuldhulp op de dag van de aanmelding.", TO_READ },
	{ WERK, "nodig", "Tijd om met de nieuwe cijfers te leren werken. Nu doe ik het tussendoor.", TO_READ },
	{ ZORG, "dat", "De dubbele gezinnen zijn eruit. Nu de dubbele telefoonnummers nog.", TO_READ },
	{ ZORG, "cul", "We bespraken een cijfer dat tegenviel en niemand kreeg de schuld.", TO_READ },
	{ RUIMTE, "sam", "Van de drie dashboards is er één over. Ik mis de oude niet.", TO_READ },
	{ RUIMTE, "goed", "Wijkbewoners zien op de kaart wanneer hun straat aan de beurt is.", TO_READ },
	{ BEDRIJF, "ict", "Valt een koppeling uit, dan krijgen we nu een bericht.", TO_READ },
	{ BEDRIJF, "nodig", "Een rustige maand zonder nieuw pakket.", TO_READ },
	{ LEIDING, "lei", "Ik oefen met doorvragen. Mijn team merkt het, zeggen ze.", TO_READ },
	{ DATA, "cul", "We schuiven eerder aan. Vorige week al bij de eerste schets.", TO_READ },
	{ PRIVACY, "ver", "Het formulier is korter geworden en wordt vaker ingevuld.", TO_READ },
	{ 0 },
};

const struct demo_remark *const demo_remarks[DEMO_ROUNDS] = {
	[DEMO_BEFORE] = before, [DEMO_TALK] = talk, [DEMO_OPEN] = open,
};
