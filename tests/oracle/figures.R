# SPDX-License-Identifier: EUPL-1.2
# peil figures against R, multilevel and psych, and the ranges by simulation-free
# enumeration of the Dirichlet-multinomial.
source("common.R")
suppressPackageStartupMessages({
	library(multilevel)
	library(psych)
})

l2 <- function(x, k) {
	f <- sapply(1:(k - 1), function(i) mean(x <= i))
	sum((f - 0.5)^2) / ((k - 1) / 4)
}
pairs <- function(x, f) {
	d <- abs(outer(x, x, "-"))
	mean(f(d[upper.tri(d)]))
}
esteban_ray <- function(c) {
	p <- c / sum(c)
	k <- length(c)
	sum(outer(p^2, p) * abs(outer(1:k, 1:k, "-"))) / (0.25 * (k - 1))
}

cases <- lapply(1:400, function(i) {
	c <- counts(sample(3:10, 1), 12)
	if (sum(c) == 0) c[2] <- 1
	c
})
lines <- sapply(cases, function(c) sprintf('{"counts":[%s]}', paste(c, collapse = ",")))
answers <- peil("figures", lines)
for (i in seq_along(cases)) {
	c <- cases[[i]]
	k <- length(c)
	x <- rep(1:k, c)
	n <- length(x)
	a <- answers[[i]]
	many <- function(v) if (n > 1) v else NA
	same("n", a$n, n)
	same("median_low", a$median_low, quantile(x, 0.5, type = 1, names = FALSE))
	same("quartile_1", a$quartile_1, quantile(x, 0.25, type = 1, names = FALSE))
	same("quartile_3", a$quartile_3, quantile(x, 0.75, type = 1, names = FALSE))
	same("interpolated_median", a$interpolated_median, interp.median(x))
	same("mean", a$mean, mean(x))
	same("variance", a$variance, many(var(x)))
	same("ad_mean", a$ad_mean, many(mean(abs(x - mean(x)))))
	same("ad_median", a$ad_median, many(mean(abs(x - median(x)))))
	same("spread", a$spread, 2 * mean(abs(x - median(x))) / (k - 1))
	same("l2", a$ordinal_consensus_l2, l2(x, k))
	same("pairs", a$pairs_apart, many(pairs(x, function(d) d >= 2)))
	same("pair difference", a$mean_pair_difference, many(pairs(x, identity)))
	same("polarisation", a$polarisation, esteban_ray(c))
	same("rwg", a$rwg, many(rwg(x, rep(1, n), ranvar = (k^2 - 1) / 12)$rwg))
	same("awg", a$awg, if (n > 1) awg(x, rep(1, n), range = c(1, k))$a.wg else NA)
}
done("figures", "R, multilevel and psych")

# P(at or under level k) by the formula of the beta-binomial.
compared <- 0
beta_binomial <- function(u, a, b) exp(lchoose(u, 0:u) + lbeta(a + 0:u, b + u - 0:u) - lbeta(a, b))
for (i in 1:100) {
	c <- counts(5, 8)
	if (sum(c) == 0) c[3] <- 4
	n <- sum(c)
	u <- sample(0:15, 1)
	na <- sample(0:6, 1)	# not applicable: they leave the members
	r <- peil("figures", sprintf('{"counts":[%s],"not_applicable":%d,"members":%d}',
		paste(c, collapse = ","), na, n + u + na))[[1]]$range
	lower <- upper <- c(rep(NA, 4), 1)
	for (k in 1:4) {
		at <- sum(c[1:k])
		p <- beta_binomial(u, at + k / 5, n - at + (5 - k) / 5)
		lower[k] <- sum(p[2 * (at + 0:u) >= n + u])
		upper[k] <- sum(p[2 * (at + 0:u) > n + u])
		same("median at most", r$probability_median_at_most[k], lower[k])
		same("upper median at most", r$probability_upper_median_at_most[k], upper[k])
		low <- n + u - at - (which(cumsum(p) >= 0.975 - 1e-12)[1] - 1)
		high <- n + u - at - (which(cumsum(p) > 0.025 + 1e-12)[1] - 1)	# exactly 1/40 may lie outside
		same("at least, low", r$at_least[[k]]$credible[1], low)
		same("at least, high", r$at_least[[k]]$credible[2], high)
	}
	same("credible median, low", r$credible_median[1], which(lower > 0.025 + 1e-12)[1])
	same("credible median, high", r$credible_median[2], which(upper >= 0.975 - 1e-12)[1])
}
done("ranges", "the beta-binomial of R")
