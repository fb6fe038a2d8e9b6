/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/fetch.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/out.h"

enum { SECONDS = 10, ANSWER_MAX = 64 * 1024 };

/* One connection, plain or not. */
struct line {
	int fd;
	gnutls_session_t tls;
	gnutls_certificate_credentials_t trust;
};

static void line_close(struct line *l)
{
	if (l->tls)
		gnutls_deinit(l->tls);
	if (l->trust)
		gnutls_certificate_free_credentials(l->trust);
	if (l->fd >= 0)
		(void)close(l->fd);
}

static void addresses_freep(struct addrinfo **list)
{
	if (*list)
		freeaddrinfo(*list);
}

/* --- the address ------------------------------------------------------------------------ */

struct target {
	bool is_tls;
	struct str host;		/* with its port, for the head */
	char *name, *port;
};

/* "[::1]:8443", "peil.gemeente.nl" */
static void target_read(struct arena *a, struct str site, struct target *t)
{
	struct str rest, name;

	t->is_tls = str_starts(site, STR("https://"));
	t->host = str_cut(site, t->is_tls ? 8 : 7, site.n);
	if (t->host.n && t->host.p[0] == '[') {
		name = str_split(str_cut(t->host, 1, t->host.n), ']', &rest);
		rest = str_cut(rest, 1, rest.n);
	} else {
		name = str_split(t->host, ':', &rest);
	}
	t->name = str_cstr(a, name);
	t->port = str_cstr(a, rest.n ? rest : t->is_tls ? STR("443") : STR("80"));
}

static bool line_open(const struct target *t, struct line *l, struct err *e)
{
	SCOPED(addresses_freep) struct addrinfo *list = NULL;
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	const struct timeval limit = { .tv_sec = SECONDS };
	int code = getaddrinfo(t->name, t->port, &hints, &list);
	int why = 0;

	if (code != 0)
		return err_set(e, ERR_SYSTEM, "%s", gai_strerror(code));
	for (const struct addrinfo *at = list; at; at = at->ai_next) {
		l->fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, 0);
		if (l->fd < 0)
			continue;
		(void)setsockopt(l->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
		(void)setsockopt(l->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
		if (connect(l->fd, at->ai_addr, at->ai_addrlen) == 0)
			return true;
		why = errno;
		(void)close(l->fd);
		l->fd = -1;
	}
	return err_set(e, ERR_SYSTEM, "%s", why == EINPROGRESS ? "no answer in time" : strerror(why));
}

/* --- certificates ------------------------------------------------------------------------ */

static void read_certificate(struct line *l, const char *name, struct http_fetched *ret)
{
	unsigned count = 0, status = 0;
	const gnutls_datum_t *list = gnutls_certificate_get_peers(l->tls, &count);
	gnutls_x509_crt_t cert;

	ret->is_trusted = gnutls_certificate_verify_peers3(l->tls, name, &status) == 0 && status == 0;
	if (!list || count == 0 || gnutls_x509_crt_init(&cert) != 0)
		return;
	if (gnutls_x509_crt_import(cert, &list[0], GNUTLS_X509_FMT_DER) == 0)
		ret->certificate_ends = (int64_t)gnutls_x509_crt_get_expiration_time(cert) * 1000;
	gnutls_x509_crt_deinit(cert);
}

bool http_certificate_ends(const char *path, int64_t *ret, struct err *e)
{
	gnutls_datum_t bytes = { 0 };
	gnutls_x509_crt_t cert;
	int code = gnutls_load_file(path, &bytes);

	if (code != 0)
		return err_set(e, ERR_SYSTEM, "%s: cannot be read", path);
	code = gnutls_x509_crt_init(&cert);
	if (code == 0) {
		code = gnutls_x509_crt_import(cert, &bytes, GNUTLS_X509_FMT_PEM);
		if (code == 0)
			*ret = (int64_t)gnutls_x509_crt_get_expiration_time(cert) * 1000;
		gnutls_x509_crt_deinit(cert);
	}
	gnutls_free(bytes.data);
	return code == 0 || err_set(e, ERR_INPUT, "%s: %s", path, gnutls_strerror(code));
}

static bool shake(struct line *l, const char *name, struct http_fetched *ret, struct err *e)
{
	int code;

	if (gnutls_certificate_allocate_credentials(&l->trust) != 0 ||
	    gnutls_certificate_set_x509_system_trust(l->trust) < 0 ||
	    gnutls_init(&l->tls, GNUTLS_CLIENT) != 0 || gnutls_set_default_priority(l->tls) != 0 ||
	    gnutls_credentials_set(l->tls, GNUTLS_CRD_CERTIFICATE, l->trust) != 0)
		return err_set(e, ERR_SYSTEM, "TLS cannot be begun");
	(void)gnutls_server_name_set(l->tls, GNUTLS_NAME_DNS, name, strlen(name));
	gnutls_transport_set_int(l->tls, l->fd);
	gnutls_handshake_set_timeout(l->tls, SECONDS * 1000);
	do
		code = gnutls_handshake(l->tls);
	while (code < 0 && !gnutls_error_is_fatal(code));
	if (code < 0)
		return err_set(e, ERR_SYSTEM, "%s", gnutls_strerror(code));
	ret->is_tls = true;
	read_certificate(l, name, ret);
	return true;
}

/* --- the question ------------------------------------------------------------------------- */

static ssize_t line_write(struct line *l, const char *p, size_t n)
{
	return l->tls ? gnutls_record_send(l->tls, p, n) : send(l->fd, p, n, MSG_NOSIGNAL);
}

static ssize_t line_read(struct line *l, char *p, size_t n)
{
	ssize_t got;

	do
		got = l->tls ? gnutls_record_recv(l->tls, p, n) : recv(l->fd, p, n, 0);
	while (got == GNUTLS_E_INTERRUPTED || (!l->tls && got < 0 && errno == EINTR));
	return got;
}

static bool send_question(struct line *l, struct arena *a, const struct target *t, const char *path,
			  const char *header, struct err *e)
{
	struct out o = out_new(a, 4096);
	struct str text;

	out_c(&o, "GET ");
	out_c(&o, path);
	out_c(&o, " HTTP/1.1\r\nHost: ");
	out_str(&o, t->host);
	out_c(&o, "\r\nConnection: close\r\n");
	if (header) {
		out_c(&o, header);
		out_c(&o, "\r\n");
	}
	out_c(&o, "\r\n");
	text = out_done(&o);
	while (text.n) {
		ssize_t n = line_write(l, text.p, text.n);

		if (n <= 0)
			return err_set(e, ERR_SYSTEM, "the question could not be sent");
		text = str_cut(text, (size_t)n, text.n);
	}
	return true;
}

/* "HTTP/1.1 200 OK", a head, an empty line and the body.  A body in chunks is taken as it
 * comes: who asks looks for words in it. */
static bool read_answer(struct line *l, struct arena *a, struct http_fetched *ret, struct err *e)
{
	char *bytes = arena_alloc(a, ANSWER_MAX);
	struct str all, head, word;
	size_t n = 0;
	int64_t status;

	while (n < ANSWER_MAX) {
		ssize_t got = line_read(l, bytes + n, ANSWER_MAX - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	all = (struct str){ bytes, n };
	(void)str_split(all, ' ', &head);
	word = str_cut(head, 0, 3);
	if (!str_starts(all, STR("HTTP/1.")) || !str_i64(word, 100, 599, &status))
		return err_set(e, ERR_SYSTEM, n ? "the answer is no HTTP" : "no answer in time");
	ret->status = (int)status;
	for (size_t i = 0; i + 4 <= n; i++)
		if (memcmp(bytes + i, "\r\n\r\n", 4) == 0) {
			ret->body = str_cut(all, i + 4, n);
			break;
		}
	return true;
}

bool http_fetch(struct arena *a, struct str site, const char *path, const char *header,
		struct http_fetched *ret, struct err *e)
{
	SCOPED(line_close) struct line l = { .fd = -1 };
	struct target t;

	*ret = (struct http_fetched){ 0 };
	target_read(a, site, &t);
	return line_open(&t, &l, e) && (!t.is_tls || shake(&l, t.name, ret, e)) &&
	       send_question(&l, a, &t, path, header, e) && read_answer(&l, a, ret, e);
}
