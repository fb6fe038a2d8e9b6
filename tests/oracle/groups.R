# SPDX-License-Identifier: EUPL-1.2
# Groups together, from the answers of people one by one: pair distances with
# outer(), the permutation test over every way to deal, noise and sharing from
# their formulas; then the table of peil talk: what makes the gap part, the first
# three and their share by lot, who can teach whom.
source("common.R")

people <- function(c) rep(seq_along(c), c)
distances <- function(x) { d <- abs(outer(x, x, "-")); sum(d[upper.tri(d)]) }
json <- function(rows) paste0("[", paste(sapply(rows, function(r)
	paste0("[", paste(r, collapse = ","), "]")), collapse = ","), "]")
ahead <- function(a, b) mean(people(a)) - mean(people(b))
w1 <- function(a, b) sum(abs(cumsum(a) / sum(a) - cumsum(b) / sum(b)))
noise <- function(a, b) {
	f <- cumsum(a + b) / sum(a + b)
	sum(sqrt(2 / pi * f * (1 - f) * (1 / sum(a) + 1 / sum(b))))
}

# All ways to deal the pooled answers: for every one the sum within groups.
deal <- function(pool, sizes) {
	if (length(sizes) == 1) return(distances(pool))
	unlist(apply(combn(length(pool), sizes[1]), 2, function(i)
		distances(pool[i]) + deal(pool[-i], sizes[-1])))
}

for (i in 1:60) {
	k <- sample(2:6, 1)
	sizes <- list(c(3, 4), c(2, 5), c(4, 4), c(2, 2, 3), c(3, 3, 3), c(2, 6))[[sample(6, 1)]]
	groups <- lapply(sizes, function(s) tabulate(sample(k, s, TRUE), k))
	g <- peil("gaps", sprintf('{"groups":%s}', json(groups)))[[1]]
	x <- lapply(groups, people)
	pool <- unlist(x)
	within <- sum(sapply(x, distances))
	pairs <- sum(choose(sizes, 2))
	all_pairs <- choose(sum(sizes), 2)
	m_w <- within / pairs
	m_b <- (distances(pool) - within) / (all_pairs - pairs)
	ways <- deal(pool, sizes)
	same("within", g$within, within)
	same("total", g$total, distances(pool))
	same("within pair", g$within_pair, m_w)
	same("between pair", g$between_pair, m_b)
	same("h", g$h, if (m_b == 0) 0 else 1 - m_w / m_b)
	same("left", g$left, if (m_b == 0) 1 else m_w / (distances(pool) / all_pairs))
	same("permutation p", g$permutation_p, mean(ways <= within))
	same("zero under exchange", mean(ways) / pairs, distances(pool) / all_pairs)
	for (j in seq_along(groups)) {
		rest <- Reduce(`+`, groups[-j])
		same("own w1", g$own[[j]]$w1, w1(groups[[j]], rest))
		same("own noise", g$own[[j]]$noise, noise(groups[[j]], rest))
		same("beyond noise", g$own[[j]]$beyond_noise,
		     max(0, w1(groups[[j]], rest) - noise(groups[[j]], rest)))
	}
	shared <- 0
	for (level in 2:k)
		if (all(sapply(x, function(v) mean(v >= level)) > 0.5)) shared <- level
	same("shared", if (is.null(g$shared$level)) 0 else g$shared$level, shared)
	if (shared > 0)
		same("product", g$shared$product, prod(sapply(x, function(v)
			(sum(v >= shared) + 1) / (length(v) + 2))))
}

# By lot: its own draws, within four standard errors of both.
for (i in 1:12) {
	groups <- lapply(1:6, function(g) tabulate(pmin(5, pmax(1, round(rnorm(14, 3 + (g == 1) * runif(1, 0, 0.8))))), 5))
	g <- peil("gaps", sprintf('{"groups":%s}', json(groups)))[[1]]
	pool <- unlist(lapply(groups, people))
	label <- rep(1:6, each = 14)
	within <- function(x) sum(tapply(x, label, distances))
	draws <- replicate(999, within(sample(pool)))
	p <- mean(draws <= within(pool))
	same("is by lot", as.numeric(g$permutation_exact), 0)
	same("p by lot", g$permutation_p, p, 0.004 + 4 * sqrt(2 * max(p, 0.002) * (1 - p) / 999))
}

# --- the table -----------------------------------------------------------------
weightings <- subset(expand.grid(dk = 0:10, spread = 0:10, gap = 0:10, ambition = 0:10),
		     dk + spread + gap + ambition == 10)
first_three <- function(order, dimension) {
	taken <- c()
	for (i in order)
		if (length(taken) < 3 && sum(dimension[taken] == dimension[i]) < 2) taken <- c(taken, i)
	taken
}
permutations <- function(x) if (length(x) == 1) list(x) else
	do.call(c, lapply(seq_along(x), function(i) lapply(permutations(x[-i]), function(p) c(x[i], p))))

for (i in 1:15) {
	items <- sample(2:6, 1)
	dimension <- sample(c("d1", "d2", "d3"), items, TRUE)
	groups <- lapply(1:items, function(i) lapply(1:4, function(g) {
		repeat { c <- counts(5, 4); if (sum(c) >= 5) return(c) }
	}))
	dk <- lapply(1:items, function(i) sample(0:3, 4, TRUE))
	lines <- c("item,dimension,group,cur1,cur2,cur3,cur4,cur5,dk,amb1,amb2,amb3,amb4,amb5,imp1,imp2,imp3,imp4,imp5",
		unlist(lapply(1:items, function(i) sapply(1:4, function(g) paste(c(paste0("i", i), dimension[i],
			paste0("g", g), groups[[i]][[g]], dk[[i]][g], rep("", 10)), collapse = ",")))))
	t <- peil("talk", lines)
	t <- t[order(sapply(t, function(x) x$item))]
	bh <- p.adjust(sapply(t, function(x) x$permutation_p), "BH")
	part <- function(x, name) x$parts[[name]]
	for (j in 1:items) {
		x <- t[[j]]
		g <- peil("gaps", sprintf('{"groups":%s}', json(groups[[j]])))[[1]]
		same("p of the item", x$permutation_p, g$permutation_p)
		same("bh of the item", x$permutation_bh, bh[j])
		own <- max(sapply(1:4, function(a) {
			rest <- Reduce(`+`, groups[[j]][-a])
			max(0, w1(groups[[j]][[a]], rest) - noise(groups[[j]][[a]], rest))
		}))
		same("own gap", x$own_gap, own)
		gap <- max(0, g$between_pair - g$within_pair) / 0.5
		if (bh[j] <= 0.1) gap <- max(gap, own / 1.5)
		same("gap part", part(x, "gap"), min(1, gap))
		same("value", x$value, 25 * sum(unlist(x$parts)))
	}
	# Order: the value, then the parts, then as they came.
	key <- function(w) order(-round(sapply(t, function(x) sum(unlist(w) * c(part(x, "dont_know"),
		part(x, "spread"), part(x, "gap"), part(x, "ambition")))), 11),
		-sapply(t, part, "dont_know"), -sapply(t, part, "spread"), -sapply(t, part, "gap"),
		-sapply(t, part, "ambition"), 1:items)
	often <- numeric(items)
	for (w in seq_len(nrow(weightings))) {
		f <- first_three(key(weightings[w, ]), dimension)
		often[f] <- often[f] + 1
	}
	lot <- numeric(items)
	orders <- permutations(1:items)
	for (o in orders) {
		f <- first_three(o, dimension)
		lot[f] <- lot[f] + 1 / length(orders)
	}
	for (j in 1:items) {
		same("first three", t[[j]]$first3_share, often[j] / nrow(weightings))
		same("first three by lot", t[[j]]$first3_by_lot, lot[j])
	}
	together <- peil(c("talk", "--together"), lines)[[1]]
	m <- sapply(groups, function(g) c(sum(sapply(g, function(c) distances(people(c)))) / sum(sapply(g, function(c) choose(sum(c), 2))),
		distances(unlist(lapply(g, people))) / choose(sum(unlist(g)), 2)))
	same("left of all", together$left, sum(m[1, ]) / sum(m[2, ]))
	best <- 0
	for (a in 1:3) for (b in (a + 1):4) {
		d <- sapply(groups, function(g) {
			x <- ahead(g[[a]], g[[b]])
			sign(x) * max(0, abs(x) - noise(g[[a]], g[[b]]))
		})
		best <- max(best, min(sum(pmax(d, 0)), sum(pmax(-d, 0))))
	}
	found <- if (length(together$exchange)) together$exchange[[1]]$levels else NA
	same("exchange", found, if (best >= 0.5) best else NA)
}
done("groups", "every way to deal, and R")
