/* SPDX-License-Identifier: EUPL-1.2 */
#include "account/visitor.h"

#include "account/account.h"
#include "base/clock.h"

bool visitor_of_session(struct db *db, struct arena *a, struct str cookie, struct visitor *ret,
			struct err *e)
{
	struct account account;

	if (!account_of_session(db, a, cookie, &account, e))
		return false;
	*ret = (struct visitor){
		.id = account.id,
		.organisation = account.organisation,
		.may = role_may(account.role),
		.name = account.name,
		.organisation_name = account.organisation_name,
		.csrf = account.csrf,
		.is_due = clock_now() - account.used > SESSION_USED_MS,
	};
	return true;
}

bool visitor_used(struct db *db, struct str cookie, struct err *e)
{
	return session_used(db, cookie, clock_now(), e);
}
