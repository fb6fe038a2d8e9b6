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
	top <- sapply(p$pieces, function(piece) as.integer(sub("g", "", piece$group)))
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
done("privacy", "the bounds of GLPK")
cat(sprintf("         without pieces the bounds of %d small teams are narrower\n", broken))
