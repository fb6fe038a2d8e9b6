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

optimum <- function(x, steps) {
	n <- length(steps)
	q <- 1:n
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
		for (p in match(before, steps)) if (!is.na(p)) rows <- c(rows,
			paste(sum_of(q, v(s, q)), paste("-", q, v(p, q), collapse = " "), ">=", x$lag))
	}
	glpk(c("Minimize", sum_of(rep(value, n) * rep(q, each = n), v(rep(1:n, n), rep(q, each = n))),
	       "Subject To", rows, "Binary", as.vector(outer(1:n, q, v)), "End"))
}

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
}
done("plan", "the integer optimum of GLPK")
