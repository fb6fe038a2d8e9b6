# SPDX-License-Identifier: EUPL-1.2
# What the silent can change, by filling in their answers in every way; what can be
# seen beforehand, from qnorm and pnorm.
source("common.R")

# Every way in which u people can choose one of k levels, as counts.
fillings <- function(u, k) {
	if (k == 1) return(matrix(u, 1, 1))
	do.call(rbind, lapply(0:u, function(x) cbind(x, fillings(u - x, k - 1))))
}
lower <- function(c) which(2 * cumsum(c) >= sum(c))[1]
upper <- function(c) which(2 * cumsum(c) > sum(c))[1]
least <- function(x) if (length(x)) min(x) else NA

for (i in 1:80) {
	k <- sample(2:5, 1)
	c <- counts(k, 4)
	if (sum(c) == 0) c[k] <- 2
	n <- sum(c)
	absent <- sample(0:4, 1)
	dk <- sample(0:3, 1)
	na <- sample(0:3, 1)
	a <- peil("figures", sprintf('{"counts":[%s],"dont_know":%d,"not_applicable":%d,"members":%d}',
		paste(c, collapse = ","), dk, na, n + absent + dk + na))[[1]]
	for (who in c("silence", "silence_with_dont_know")) {
		s <- a[[who]]
		u <- absent + if (who == "silence") 0 else dk
		f <- fillings(u, k)
		low <- lower(c)
		high <- upper(c)
		after_low <- apply(f, 1, function(x) lower(c + x))
		after_high <- apply(f, 1, function(x) upper(c + x))
		below <- rowSums(f[, seq_len(low - 1), drop = FALSE])
		above <- rowSums(f[, seq_len(k) > high, drop = FALSE])
		same("silent", s$silent, u)
		same("members", s$members, n + u)
		same("moves down", s$moves_down, least(below[after_low < low]))
		same("moves up", s$moves_up, least(above[after_high > high]))
		same("expected down", s$expected_down, u * sum(c[seq_len(low - 1)]) / n)
		same("expected up", s$expected_up, u * sum(c[seq_len(k) > high]) / n)
		# C + r F and what is left, times n to stay whole.
		before <- sum(c[seq_len(low - 1)])
		to <- sum(c[1:low])
		r <- 0:u
		enough <- 2 * (before * (n + r) + n * (u - r)) < (n + u) * n & 2 * to * (n + r) > (n + u) * n
		same("needed", s$needed, least(r[enough]))
		same("certain", as.numeric(isTRUE(s$needed == 0)),
		     as.numeric(all(after_low == after_low[1] & after_high == after_low[1])))
		same("response", s$response_needed, max(n / (2 * (n - before)), n / (2 * to)))
	}
}

for (i in 1:60) {
	k <- sample(2:10, 1)
	members <- sample(1:3000, 1)
	answers <- sample(members, 1)
	s <- peil("figures", sprintf('{"counts":[%s],"members":%d,"answers":%d}',
		paste(rep(0, k), collapse = ","), members, answers))[[1]]$sight
	# A bell of which .07 lies a level and a half or more below the middle of five.
	sd <- 1.5 / 1.4758 / 4 * (k - 1)
	cuts <- pnorm(seq(1.5, k - 0.5), (k + 1) / 2, sd)
	share <- diff(c(0, cuts[seq_len(k - 1)], 1))
	width <- sqrt(sum(share * (1:k - (k + 1) / 2)^2))
	same("sight levels", s$levels, min(k - 1, 2.80 * width * sqrt(2 / answers)))
	same("sight superiority", s$superiority, min(0.5, 2.80 * sqrt((1 - sum(share^3)) * 2 * answers / (12 * answers^2))))
	below <- if (k %% 2) sum(share[seq_len((k - 1) / 2)]) else 0.5
	from <- which(1:members > members / (2 * (1 - below)) + 1e-9)
	same("certain from", s$certain_from, least(from))
}

# What is certain of two rounds: every filling of both.
for (i in 1:60) {
	k <- sample(2:4, 1)
	then <- counts(k, 4)
	now <- counts(k, 4)
	if (sum(then) == 0) then[1] <- 1
	if (sum(now) == 0) now[1] <- 1
	u <- sample(0:3, 2, TRUE)
	na <- sample(0:2, 2, TRUE)
	g <- peil("gaps", sprintf('{"a":[%s],"b":[%s],"members_a":%d,"members_b":%d,"not_applicable_a":%d,"not_applicable_b":%d}',
		paste(now, collapse = ","), paste(then, collapse = ","), sum(now) + u[2] + na[2],
		sum(then) + u[1] + na[1], na[2], na[1]))[[1]]
	for (level in 2:k) {
		share <- function(c, u) (sum(c[level:k]) + 0:u) / (sum(c) + u)
		difference <- outer(share(now, u[2]), share(then, u[1]), "-")
		same("certain change", g$certain[[level - 1]]$direction,
		     (min(difference) > 1e-12) - (max(difference) < -1e-12))
	}
}
done("silence", "every way to fill in the silent")
