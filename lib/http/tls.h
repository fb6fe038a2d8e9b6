/* SPDX-License-Identifier: EUPL-1.2 */
/* Certificate and key of the server; nothing for other rooms. */
#ifndef PEIL_HTTP_TLS_H
#define PEIL_HTTP_TLS_H

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#include "base/arena.h"
#include "base/err.h"

struct tls;

/* Reads both files; one at a time in a process. */
bool tls_open(const char *cert, const char *key, struct tls **ret, struct err *e);
/* Reads them again.  When anything is wrong with them the old ones stay.  When the
 * certificate ends, in ms; 0: it does not say. */
bool tls_reload(struct tls *t, int64_t *ret_until, struct err *e);
void tls_close(struct tls *t);

/* For MHD_OPTION_HTTPS_CERT_CALLBACK. */
int tls_certificate(gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
		    const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
		    gnutls_pcert_st **ret_chain, unsigned *ret_count, gnutls_privkey_t *ret_key);

#endif
