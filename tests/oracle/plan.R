# SPDX-License-Identifier: EUPL-1.2
# peil plan against the integer optimum of GLPK.
source("common.R")

invent <- function() {
	dimensions <- paste0("d", 1:sample(2:4, 1))
	current <- setNames(sample(0:2, length(dimensions), TRUE), dimensions)
	ambition <- setNames(current + sample(0:2, length(dimensions), TRUE), dimensions)
	importance <- setNames(sample(1:5, length(dimensions), TRUE), dimensions)
	needs <- list()
	# A step only needs lower levels of other dimensions: no cycles.
	for (i in 1:3) {
		d <- sample(dimensions, 2)
		l <- sample(2:4, 1)
		needs[[paste0(d[1], ":", l)]] <- list(paste0(d[2], ":", l - 1))
	}
	effort <- list()
	for (d in dimensions) for (l in 1:5) effort[[paste0(d, ":", l)]] <- sample(5:20, 1)
	list(current = as.list(current), ambition = as.list(ambition),
	     importance = as.list(importance), prerequisites = needs, effort = effort,
	     capacity = sample(20:40, 1), max_parallel = sample(1:3, 1), lag = sample(0:1, 1))
}

required <- function(x) {
	steps <- character()
	add <- function(step) {
		part <- strsplit(step, ":")[[1]]
		level <- as.integer(part[2])
		if (level <= x$current[[part[1]]] || step %in% steps) return()
		steps <<- c(steps, step)
		if (level > 1) add(paste0(part[1], ":", level - 1))
		for (p in unlist(x$prerequisites[[step]])) add(p)
	}
	for (d in names(x$current)) {
		l <- x$current[[d]]
		while (l < x$ambition[[d]]) {
			l <- l + 1
			add(paste0(d, ":", l))
		}
	}
	steps
}

problem <- function(x, steps, quarters) {
	n <- length(steps)
	q <- 1:quarters
	dimension <- sub(":.*", "", steps)
	level <- as.integer(sub(".*:", "", steps))
	value <- mapply(function(d, l) if (l > x$ambition[[d]]) 0 else x$importance[[d]], dimension, level)
	v <- function(s, q) paste0("x", s, "q", q)
	sum_of <- function(factor, names) paste(paste(factor, names), collapse = " + ")
	rows <- sapply(1:n, function(s) paste(sum_of(1, v(s, q)), "= 1"))
	for (k in q) rows <- c(rows,
		paste(sum_of(unlist(x$effort[steps]), v(1:n, k)), "<=", x$capacity),
		paste(sum_of(1, v(1:n, k)), "<=", x$max_parallel))
	for (s in 1:n) {
		before <- unlist(x$prerequisites[[steps[s]]])
		if (level[s] > 1) before <- c(before, paste0(dimension[s], ":", level[s] - 1))
		for (p in match(before, steps)) if (!is.na(p)) for (k in q) rows <- c(rows,
			paste(sum_of(1, v(s, 1:k)), if (k > x$lag)
				paste("-", v(p, 1:(k - x$lag)), collapse = " ") else "", "<= 0"))
	}
	c("Minimize", sum_of(rep(value, quarters) * rep(q, each = n), v(rep(1:n, quarters), rep(q, each = n))),
	  "Subject To", rows, "Binary", as.vector(outer(1:n, q, v)), "End")
}
optimum <- function(x, steps) glpk(problem(x, steps, length(steps)))

for (i in 1:60) {
	repeat {
		x <- invent()
		steps <- required(x)
		if (length(steps) > 0 && length(steps) <= 8) break
	}
	p <- peil("plan", toJSON(x, auto_unbox = TRUE))[[1]]
	same("required", length(setdiff(union(p$required, steps), intersect(p$required, steps))), 0)
	same("is exact", as.numeric(p$method == "exact"), 1)
	same("weighted quarters", p$weighted_quarters, optimum(x, steps))
	same("at least", p$at_least, p$weighted_quarters)
}
done("plan", "the integer optimum of GLPK")

# Thirty steps that need little of each other: beyond what is exact.  GLPK seldom
# ends either, so the plan is compared with the best it found in the time given.
large <- function() {
	dimensions <- paste0("d", 1:30)
	effort <- setNames(as.list(sample(5:20, 30, TRUE)), paste0(dimensions, ":1"))
	needs <- list()
	for (i in sample(2:30, sample(0:5, 1)))
		needs[[paste0("d", i, ":1")]] <- list(paste0("d", sample(i - 1, 1), ":1"))
	list(current = as.list(setNames(rep(0, 30), dimensions)),
	     ambition = as.list(setNames(rep(1, 30), dimensions)),
	     importance = as.list(setNames(sample(1:5, 30, TRUE), dimensions)),
	     prerequisites = if (length(needs)) needs else setNames(list(), character()),
	     effort = effort, capacity = sample(20:40, 1),
	     max_parallel = sample(2:4, 1), lag = sample(0:1, 1))
}
seconds <- as.integer(Sys.getenv("ORACLE_SECONDS", "30"))
compared <- 0
for (i in 1:as.integer(Sys.getenv("ORACLE_LARGE", "4"))) {
	x <- large()
	p <- peil("plan", toJSON(x, auto_unbox = TRUE))[[1]]
	g <- glpk_bounds(problem(x, required(x), length(p$quarters) + 2), seconds)
	cat(sprintf("30 steps: peil %g (%s, at least %g), GLPK %g (at least %g): %.3f of GLPK's best, at most %.3f of the best\n",
		p$weighted_quarters, p$method, p$at_least, g["best"], g["least"],
		p$weighted_quarters / g["best"], p$weighted_quarters / max(g["least"], p$at_least, na.rm = TRUE)))
	stopifnot(is.na(g["best"]) || p$weighted_quarters <= 1.03 * g["best"],
		is.na(g["best"]) || p$at_least <= g["best"] + 1e-6,
		is.na(g["least"]) || p$weighted_quarters >= g["least"] - 1e-6)
	compared <- compared + 1
}
done("plan", "what GLPK found in the time given, within 3 %")
