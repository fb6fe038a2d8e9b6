# SPDX-License-Identifier: EUPL-1.2
# Bounds that an attacker can compute with GLPK.  A family is what peil pieces
# shows: the figures of every visible group.  For one code and one team the
# smallest and largest possible count must be exactly what the piece of that
# team gives away by itself, so the other figures add nothing (the theorem of
# R2).  Without pieces, with every group of k or more shown, they must add
# something in some family: the test of the test.
source("common.R")
k <- 5

invent <- function() {
	parent <- c(0, rep(1, 2), sample(2:3, sample(4:7, 1), TRUE))
	n <- length(parent)
	leaf <- !(seq_len(n) %in% parent)
	sheets <- ifelse(leaf, sample(0:9, n, TRUE), 0)
	list(parent = parent, sheets = sheets, code = sapply(sheets, function(s) sample(0:s, 1)))
}

under <- function(x, top) {
	sapply(seq_along(x$parent), function(i) {
		while (i != top && i != 1) i <- x$parent[i]
		i == top
	})
}

# Bounds of the count in team `of`, given which teams each figure sums.
bounds <- function(x, figures, of) {
	v <- paste0("c", seq_along(x$sheets))
	rows <- sapply(figures, function(f) paste(paste(v[f], collapse = " + "), "=", sum(x$code[f])))
	box <- paste("0 <=", v, "<=", x$sheets)
	problem <- function(goal) c(goal, v[of], "Subject To", paste(v[of], ">= 0"), rows,
				    "Bounds", box, "General", v, "End")
	c(glpk(problem("Minimize")), glpk(problem("Maximize")))
}

pieces_of <- function(x) {
	groups <- sapply(seq_along(x$parent), function(i) {
		up <- if (i == 1) "" else sprintf(',"parent":"g%d"', x$parent[i])
		sprintf('{"id":"g%d"%s,"sheets":%d}', i, up, x$sheets[i])
	})
	peil("pieces", sprintf('{"k":%d,"groups":[%s]}', k, paste(groups, collapse = ",")))[[1]]
}

broken <- 0
for (i in 1:25) {
	x <- invent()
	p <- pieces_of(x)
	members <- lapply(p$pieces, function(piece) as.integer(sub("g", "", unlist(piece$from))))
	top <- vapply(p$pieces, function(piece) as.integer(sub("g", "", piece$group)), 1L)
	shown <- as.integer(sub("g", "", names(p$visible)))
	figures <- lapply(shown, function(g) unlist(members[under(x, g)[top]]))
	plain <- Filter(function(f) sum(x$sheets[f]) >= k,
			lapply(seq_along(x$parent), function(g) which(under(x, g) & x$sheets > 0)))
	for (team in which(x$sheets > 0 & x$sheets < k)) {
		mine <- Filter(function(m) team %in% m, members)
		size <- x$sheets[team]
		want <- c(0, size)
		if (length(mine) > 0) {
			others <- sum(x$sheets[mine[[1]]]) - size
			code <- sum(x$code[mine[[1]]])
			want <- c(max(0, code - others), min(size, code))
		}
		got <- bounds(x, figures, team)
		same("smallest", got[1], want[1])
		same("largest", got[2], want[2])
		broken <- broken + (diff(bounds(x, plain, team)) < diff(want))
	}
}
if (broken == 0) stop("plain groups were not caught")

# The same over two or three moments: a cell is what came in at one team at one
# moment, and the attacker has the figures of every group after every moment.
# Pieces made again from all sheets after a reopening must add something.
invent_moments <- function() {
	x <- invent()
	m <- sample(2:3, 1)
	x$kind <- c(sample(c("open", "closing"), m - 1, TRUE), "closing")
	x$team <- rep(seq_along(x$parent), m)
	x$moment <- rep(seq_len(m), each = length(x$parent))
	x$sheets <- ifelse(x$sheets[x$team] > 0, sample(0:6, length(x$team), TRUE), 0)
	x$code <- sapply(x$sheets, function(s) sample(0:s, 1))
	x
}

pieces_of_moments <- function(x) {
	groups <- sapply(seq_along(x$parent), function(i) {
		up <- if (i == 1) "" else sprintf(',"parent":"g%d"', x$parent[i])
		sprintf('{"id":"g%d"%s}', i, up)
	})
	moments <- sapply(seq_along(x$kind), function(m) {
		cells <- which(x$moment == m & x$sheets > 0)
		sheets <- paste(sprintf('"g%d":%d', x$team[cells], x$sheets[cells]), collapse = ",")
		sprintf('{"kind":"%s","sheets":{%s}}', x$kind[m], sheets)
	})
	peil("pieces", sprintf('{"k":%d,"groups":[%s],"moments":[%s]}', k,
			       paste(groups, collapse = ","), paste(moments, collapse = ",")))[[1]]
}

number_of <- function(name) as.integer(sub("g", "", name))

# Every visible group after every moment: which cells its figures sum.
figures_of <- function(x, members, top, moment) {
	all <- lapply(seq_along(x$kind), function(m) lapply(seq_along(x$parent), function(g)
		unlist(members[under(x, g)[top] & moment <= m])))
	Filter(length, do.call(c, all))
}

# Pieces from everything so far, at every moment anew.
again <- function(x) {
	do.call(c, lapply(seq_along(x$kind), function(m) {
		y <- list(parent = x$parent, sheets = sapply(seq_along(x$parent), function(g)
			sum(x$sheets[x$team == g & x$moment <= m])))
		p <- pieces_of(y)
		members <- lapply(p$pieces, function(piece)
			which(x$team %in% number_of(unlist(piece$from)) & x$moment <= m))
		top <- vapply(p$pieces, function(piece) number_of(piece$group), 1L)
		Filter(length, lapply(seq_along(x$parent), function(g) unlist(members[under(x, g)[top]])))
	}))
}

reopened <- 0
for (i in 1:12) {
	x <- invent_moments()
	p <- pieces_of_moments(x)
	members <- lapply(p$pieces, function(piece) sapply(piece$from, function(f)
		which(x$team == number_of(f$group) & x$moment == f$moment)))
	top <- vapply(p$pieces, function(piece) number_of(piece$group), 1L)
	figures <- figures_of(x, members, top, vapply(p$pieces, function(piece) as.integer(piece$moment), 1L))
	recounted <- again(x)
	for (cell in which(x$sheets > 0 & x$sheets < k)) {
		mine <- Filter(function(m) cell %in% m, members)
		size <- x$sheets[cell]
		want <- c(0, size)
		if (length(mine) > 0) {
			others <- sum(x$sheets[mine[[1]]]) - size
			code <- sum(x$code[mine[[1]]])
			want <- c(max(0, code - others), min(size, code))
		}
		got <- if (length(figures)) bounds(x, figures, cell) else c(0, size)
		same("smallest of a moment", got[1], want[1])
		same("largest of a moment", got[2], want[2])
		if (length(recounted))
			reopened <- reopened + (diff(bounds(x, recounted, cell)) == 0 && diff(want) > 0)
	}
}
if (reopened == 0) stop("counting again after a reopening was not caught")
done("privacy", "the bounds of GLPK")
cat(sprintf("         without pieces the bounds of %d small teams are narrower\n", broken))
cat(sprintf("         counting again after a reopening shows %d small groups exactly\n", reopened))
