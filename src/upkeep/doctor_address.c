/* SPDX-License-Identifier: EUPL-1.2 */
/* The address under which people reach the server: does it answer, what does a proxy say of
 * them, and how long does the certificate hold? */
#include "upkeep/doctor.h"

#include <stdio.h>

#include "account/edit.h"
#include "http/fetch.h"
#include "server/site.h"
#include "upkeep/probe.h"

enum { DAYS_LEFT = 21 };

static void check_certificate(struct doctor *d, int64_t ends)
{
	int64_t days = (ends - clock_now()) / CLOCK_DAY_MS;

	if (ends <= clock_now())
		doctor_say(d, TO_DO, N_("Het certificaat gold tot %1. Vernieuw het."), say_date(&d->s, ends));
	else if (days < DAYS_LEFT)
		doctor_say(d, TO_DO, N_("Het certificaat geldt tot %1. Dat is over %2 dagen: vernieuw het."),
			   say_date(&d->s, ends), say_number(&d->s, days));
	else
		doctor_say(d, IS_FINE, N_("Het certificaat geldt tot %1."), say_date(&d->s, ends));
}

static void check_file(struct doctor *d)
{
	struct err e = { 0 };
	int64_t ends;

	if (!http_certificate_ends(d->tls_cert, &ends, &e))
		doctor_say(d, TO_DO, N_("Het certificaat is niet te lezen: %1"),
			   str_dup(d->s.a, str_from(e.text)));
	else
		check_certificate(d, ends);
}

/* "host peil.gemeente.nl", a line each; p NULL: there is no such line. */
static struct str said(struct str text, struct str name)
{
	while (text.p && text.n) {
		struct str line = str_trim(str_split(text, '\n', &text));

		if (str_starts(line, name))
			return str_trim(str_cut(line, name.n, line.n));
	}
	return (struct str){ 0 };
}

static void say_proxy(struct doctor *d, struct str site, struct str text)
{
	struct str host = said(text, STR("host")), from = said(text, STR("for"));
	struct str proto = said(text, STR("proto"));
	bool is_behind = from.n > 0 || (str_starts(site, STR("https://")) && !d->tls_cert);

	if (!str_eq(host, site_host(site)))
		doctor_say(d, TO_DO, N_("Bij Peil komt Host: %1 aan, niet %2. In nginx: proxy_set_header Host $http_host;"),
			   host, site_host(site));
	else
		doctor_say(d, IS_FINE, N_("Bij Peil komt Host: %1 aan, zoals mensen het typen."), host);
	if (is_behind && !from.n)
		doctor_say0(d, TO_DO, N_("De proxy zegt niet voor wie hij vraagt, dus iedereen telt als één adres. In nginx: "
					 "proxy_set_header X-Forwarded-For $remote_addr;"));
	else if (is_behind)
		doctor_say(d, IS_FINE, N_("De proxy zegt voor wie hij vraagt: X-Forwarded-For: %1. Peil telt pogingen van %2."),
			   from, said(text, STR("address")));
	if (proto.n)
		doctor_say(d, TO_KNOW, N_("X-Forwarded-Proto: %1. Peil kijkt daar niet naar, maar naar --base-url."), proto);
}

static void check_proxy(struct doctor *d, struct str site)
{
	struct http_fetched got;
	struct err e = { 0 };
	char header[100], word[PROBE_WORD_CHARS + 1];
	uint8_t key[32];

	if (!d->open || !seal_key_read(d->open, key, &e))
		return;
	probe_word(key, clock_now(), word);
	(void)snprintf(header, sizeof(header), PROBE_HEADER ": %s", word);
	if (http_fetch(d->s.a, site, PROBE_PATH, header, &got, &e) && got.status == 200)
		say_proxy(d, site, got.body);
	else
		doctor_say0(d, TO_KNOW, N_("Wat de proxy doorgeeft, is niet te zien: achter dit adres staat een andere "
					   "database of een oudere Peil."));
}

static void check_site(struct doctor *d)
{
	struct str typed = str_from(d->base_url), site;
	const char *fault = site_fault(typed, d->tls_cert);
	struct http_fetched got;
	struct err e = { 0 };

	if (fault) {
		doctor_say(d, TO_DO, N_("Het adres %1 kan niet: %2"), typed, str_from(tr(d->s.lang, fault)));
		return;
	}
	site = site_read(d->s.a, typed);
	if (!http_fetch(d->s.a, site, "/healthz", NULL, &got, &e)) {
		doctor_say(d, TO_DO, N_("%1 is vanaf deze machine niet te bereiken (%2). Kijk naar DNS, de proxy en de "
					"firewall, en of de server draait."), site, str_dup(d->s.a, str_from(e.text)));
		return;
	}
	if (got.status == 200)
		doctor_say(d, IS_FINE, N_("%1 geeft antwoord."), site);
	else
		doctor_say(d, TO_DO, N_("%1/healthz antwoordt met %2. Kijk naar de proxy en in het logboek: journalctl -u peil"),
			   site, say_number(&d->s, got.status));
	check_proxy(d, site);
	if (got.is_tls && !got.is_trusted)
		doctor_say0(d, TO_DO, N_("Browsers vertrouwen het certificaat niet: een andere naam, verlopen, of niet de hele "
					 "keten."));
	if (got.is_tls)
		check_certificate(d, got.certificate_ends);
}

void doctor_address(struct doctor *d)
{
	if (d->base_url)
		check_site(d);
	else
		doctor_say0(d, TO_KNOW, N_("Zonder --base-url is niet bekeken hoe mensen Peil bereiken."));
	if (d->tls_cert)
		check_file(d);
}
