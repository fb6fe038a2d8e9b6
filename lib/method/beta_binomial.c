/* SPDX-License-Identifier: EUPL-1.2 */
/* The beta-binomial distribution. */
#include "method/beta_binomial.h"

#include "base/must.h"

static const double negligible = 1e-22;

/* P(x + 1) / P(x) */
static double ratio(const struct beta_binomial *d, int64_t x)
{
	const double u = (double)d->u, at = (double)x;

	return (u - at) / (at + 1) * (d->a + at) / (d->b + u - at - 1);
}

/* Where the terms are highest, or next to it. */
static int64_t mode(const struct beta_binomial *d)
{
	double at;

	if (d->a < 1)
		return 0;
	if (d->b < 1 || d->a + d->b <= 2)
		return d->u;
	at = ((double)d->u + 1) * (d->a - 1) / (d->a + d->b - 2);
	return at >= (double)d->u ? d->u : (int64_t)at;
}

struct beta_binomial beta_binomial_new(int64_t u, double a, double b)
{
	struct beta_binomial d = { .u = u, .a = a, .b = b };
	const int64_t top = mode(&d);
	double term = 1;

	must(u >= 0 && a > 0 && b > 0 && (a >= 1 || b >= 1));
	d.total = d.first_term = 1;
	d.first = d.last = top;
	while (d.first > 0 && d.first_term > negligible) {
		d.first--;
		d.first_term /= ratio(&d, d.first);
		d.total += d.first_term;
	}
	while (d.last < u && term > negligible) {
		term *= ratio(&d, d.last);
		d.last++;
		d.total += term;
	}
	return d;
}

double beta_binomial_at_least(const struct beta_binomial *d, int64_t x)
{
	double term = d->first_term, sum = 0;

	if (x <= d->first)
		return 1;
	for (int64_t i = d->first; i <= d->last; i++) {
		if (i >= x)
			sum += term;
		if (i < d->last)
			term *= ratio(d, i);
	}
	return sum / d->total;
}

void beta_binomial_interval(const struct beta_binomial *d, double outside,
			    int64_t *ret_low, int64_t *ret_high)
{
	const double low = (outside + BETA_BINOMIAL_EQUAL) * d->total;
	const double high = (1 - outside - BETA_BINOMIAL_EQUAL) * d->total;
	double term = d->first_term, sum = term;
	int64_t i = d->first;

	while (i < d->last && sum <= low) {
		term *= ratio(d, i++);
		sum += term;
	}
	*ret_low = i;
	while (i < d->last && sum < high) {
		term *= ratio(d, i++);
		sum += term;
	}
	*ret_high = i;
}
