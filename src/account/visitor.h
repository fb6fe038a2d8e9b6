/* SPDX-License-Identifier: EUPL-1.2 */
/* People with an account, as visitors of the web server. */
#ifndef PEIL_ACCOUNT_VISITOR_H
#define PEIL_ACCOUNT_VISITOR_H

#include "server/page.h"

/* Whose session has this cookie, with the rights of their role.  ERR_ABSENT:
 * nobody's, or it is over. */
bool visitor_of_session(struct db *db, struct arena *a, struct str cookie, struct visitor *ret,
			struct err *e);

/* Their session was used just now. */
bool visitor_used(struct db *db, struct str cookie, struct err *e);

/* The sign-in page as the answer to a form without a session (server/return.h). */
bool sign_in_again(struct call *c, struct str letter, struct err *e);

#endif
