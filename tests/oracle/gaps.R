# SPDX-License-Identifier: EUPL-1.2
# peil gaps and peil fdr against R, effectsize and exactRankTests.
source("common.R")
suppressPackageStartupMessages({
	library(effectsize)
	library(exactRankTests)
})

# The distribution is that of exactRankTests.  Its own two-sided p compares with
# a mean that is rounded, and then now and then loses the value that is just as
# far on the other side; here ranks are doubled and everything is whole.
exact_p <- function(x, y) {
	r <- round(2 * rank(c(x, y)))
	m <- length(x)
	sums <- sum(sort(r)[1:m]):sum(sort(r, decreasing = TRUE)[1:m])
	far <- abs(length(r) * sums - m * sum(r))
	sum(dperm(sums, r, m)[far >= abs(length(r) * sum(r[1:m]) - m * sum(r))])
}

for (i in 1:150) {
	k <- sample(3:7, 1)
	repeat {
		a <- counts(k, 6)
		b <- counts(k, 9)
		if (sum(a) > 1 && sum(b) > 1 && sum(a + b > 0) > 1) break
	}
	x <- rep(1:k, a)
	y <- rep(1:k, b)
	g <- peil("gaps", sprintf('{"a":[%s],"b":[%s]}', paste(a, collapse = ","), paste(b, collapse = ",")))[[1]]
	same("delta", g$cliffs_delta, cliffs_delta(x, y)$r_rank_biserial)
	same("w1", g$w1, sum(abs(cumsum(a) / sum(a) - cumsum(b) / sum(b))))
	same("ks", g$ks, max(abs(cumsum(a) / sum(a) - cumsum(b) / sum(b))))
	same("u", g$wmw_u, suppressWarnings(wilcox.test(x, y)$statistic[[1]]))
	same("exact p", g$wmw_p, exact_p(x, y))
}
for (i in 1:20) {
	a <- counts(5, 300) + 60
	b <- counts(5, 300) + 60
	x <- rep(1:5, a)
	y <- rep(1:5, b)
	g <- peil("gaps", sprintf('{"a":[%s],"b":[%s]}', paste(a, collapse = ","), paste(b, collapse = ",")))[[1]]
	same("normal p", g$wmw_p, wilcox.test(x, y, exact = FALSE, correct = FALSE)$p.value)
}
for (i in 1:50) {
	p <- round(runif(sample(1:40, 1))^3, 3)
	f <- peil("fdr", sprintf('{"p":[%s]}', paste(p, collapse = ",")))[[1]]
	want_bh <- p.adjust(p, "BH")
	want_by <- p.adjust(p, "BY")
	for (j in seq_along(p)) {
		same("bh", f$bh[j], want_bh[j])
		same("by", f$by[j], want_by[j])
	}
}
done("gaps", "R, effectsize and exactRankTests")
