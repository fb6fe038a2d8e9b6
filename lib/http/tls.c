/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Certificate and key.  The library asks for them at each handshake, so that others can
 * take their place while connections go on.  It tells neither which server asks nor
 * when a handshake is done with them: so a process has one server with TLS, and each
 * pair that was in use stays until that server stops.
 */
#include "http/tls.h"

#include <errno.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

enum { PEM_BYTES_MAX = 256 * 1024, CHAIN_MAX = 16 };

struct tls_pair {
	struct tls_pair *older;
	gnutls_pcert_st chain[CHAIN_MAX];
	unsigned count;
	gnutls_privkey_t key;
	int64_t until;
};

struct tls {
	const char *cert, *key;		/* paths */
};

static _Atomic(struct tls_pair *) current;

/* --- reading ------------------------------------------------------------------------ */

static void file_closep(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

struct pem {
	char *bytes;
	gnutls_datum_t datum;
};

static void pem_wipep(struct pem *p)
{
	if (p->bytes)
		explicit_bzero(p->bytes, PEM_BYTES_MAX + 1);
	free(p->bytes);
}

static bool pem_read(const char *path, struct pem *ret, struct err *e)
{
	SCOPED(file_closep) FILE *f = fopen(path, "re");
	size_t n;

	if (!f)
		return err_set(e, ERR_INPUT, "cannot read %s: %s", path, strerror(errno));
	setbuf(f, NULL);	/* the key stays nowhere else */
	ret->bytes = calloc(1, PEM_BYTES_MAX + 1);
	must_have(ret->bytes);
	n = fread(ret->bytes, 1, PEM_BYTES_MAX, f);
	if (n == 0 || n == PEM_BYTES_MAX)
		return err_set(e, ERR_INPUT, "%s is not a PEM file", path);
	ret->datum = (gnutls_datum_t){ (unsigned char *)ret->bytes, (unsigned)n };
	return true;
}

static void pair_free(struct tls_pair *p)
{
	for (unsigned i = 0; i < p->count; i++)
		gnutls_pcert_deinit(&p->chain[i]);
	if (p->key)
		gnutls_privkey_deinit(p->key);
	free(p);
}

static void credentials_freep(gnutls_certificate_credentials_t *c)
{
	if (*c)
		gnutls_certificate_free_credentials(*c);
}

/* Would a server take them together? */
static bool belong_together(const struct tls *t, const struct pem *cert, const struct pem *key, struct err *e)
{
	SCOPED(credentials_freep) gnutls_certificate_credentials_t trial = NULL;
	int rc;

	must(gnutls_certificate_allocate_credentials(&trial) == GNUTLS_E_SUCCESS);
	rc = gnutls_certificate_set_x509_key_mem(trial, &cert->datum, &key->datum, GNUTLS_X509_FMT_PEM);
	return rc >= 0 || err_set(e, ERR_INPUT, "%s and %s: %s (do certificate and key belong together?)",
				  t->cert, t->key, gnutls_strerror(rc));
}

static void certificate_freep(gnutls_x509_crt_t *c)
{
	if (*c)
		gnutls_x509_crt_deinit(*c);
}

/* When the first certificate ends, in ms; 0: it does not say. */
static int64_t end_of(const gnutls_datum_t *der)
{
	SCOPED(certificate_freep) gnutls_x509_crt_t c = NULL;
	time_t at;

	if (gnutls_x509_crt_init(&c) < 0 || gnutls_x509_crt_import(c, der, GNUTLS_X509_FMT_DER) < 0)
		return 0;
	at = gnutls_x509_crt_get_expiration_time(c);
	return at > 0 ? (int64_t)at * 1000 : 0;
}

static bool pair_read(const struct tls *t, struct tls_pair **ret, struct err *e)
{
	SCOPED(pem_wipep) struct pem cert = { 0 }, key = { 0 };
	struct tls_pair *p;
	int rc;

	if (!pem_read(t->cert, &cert, e) || !pem_read(t->key, &key, e) || !belong_together(t, &cert, &key, e))
		return false;
	p = calloc(1, sizeof(*p));
	must_have(p);
	p->count = CHAIN_MAX;
	rc = gnutls_pcert_list_import_x509_raw(p->chain, &p->count, &cert.datum, GNUTLS_X509_FMT_PEM, 0);
	if (rc < 0)
		p->count = 0;
	else
		rc = gnutls_privkey_init(&p->key);
	if (rc >= 0)
		rc = gnutls_privkey_import_x509_raw(p->key, &key.datum, GNUTLS_X509_FMT_PEM, NULL, 0);
	if (rc < 0) {
		pair_free(p);
		return err_set(e, ERR_INPUT, "%s and %s: %s", t->cert, t->key, gnutls_strerror(rc));
	}
	p->until = end_of(&p->chain[0].cert);
	*ret = p;
	return true;
}

/* --- in use --------------------------------------------------------------------------- */

int tls_certificate(gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
		    const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
		    gnutls_pcert_st **ret_chain, unsigned *ret_count, gnutls_privkey_t *ret_key)
{
	struct tls_pair *p = atomic_load(&current);

	(void)session;
	(void)authorities;
	(void)authority_count;
	(void)algorithms;
	(void)algorithm_count;
	*ret_chain = p->chain;
	*ret_count = p->count;
	*ret_key = p->key;
	return 0;
}

bool tls_reload(struct tls *t, int64_t *ret_until, struct err *e)
{
	struct tls_pair *p = NULL;

	if (!pair_read(t, &p, e))
		return false;
	p->older = atomic_load(&current);
	atomic_store(&current, p);
	*ret_until = p->until;
	return true;
}

bool tls_open(const char *cert, const char *key, struct tls **ret, struct err *e)
{
	struct tls *t = calloc(1, sizeof(*t));
	int64_t ignored;

	must_have(t);
	must(!atomic_load(&current));
	*t = (struct tls){ cert, key };
	if (!tls_reload(t, &ignored, e)) {
		free(t);
		return false;
	}
	*ret = t;
	return true;
}

void tls_close(struct tls *t)
{
	struct tls_pair *p = t ? atomic_exchange(&current, NULL) : NULL;

	while (p) {
		struct tls_pair *older = p->older;

		pair_free(p);
		p = older;
	}
	free(t);
}
