# SPDX-License-Identifier: EUPL-1.2
# What the comparisons share: running peil and GLPK, and counting differences.
suppressPackageStartupMessages(library(jsonlite))
set.seed(as.integer(as.numeric(Sys.getenv("ORACLE_SEED", "1")) %% 2^31))

peil <- function(arguments, input) {
	out <- system2(Sys.getenv("PEIL"), arguments, input = input, stdout = TRUE)
	if (!is.null(attr(out, "status")))
		stop("peil ", arguments[1], " ended with ", attr(out, "status"))
	lapply(out, fromJSON, simplifyVector = TRUE, simplifyDataFrame = FALSE)
}

# Both missing, or both numbers at most `by` apart.
compared <- 0
same <- function(what, got, want, by = 1e-9) {
	compared <<- compared + 1
	got <- if (is.null(got)) NA else got
	if (is.na(got) != is.na(want) || (!is.na(got) && abs(got - want) > by))
		stop(what, ": peil says ", format(got, digits = 15), ", the oracle ",
		     format(want, digits = 15))
}

counts <- function(levels, most) {
	used <- runif(levels) < 0.7
	used * sample(0:most, levels, replace = TRUE)
}

# Solves a problem in CPLEX LP form; the objective, or NA when infeasible.
glpk <- function(lines) {
	problem <- tempfile(fileext = ".lp")
	solution <- tempfile()
	writeLines(lines, problem)
	system2("glpsol", c("--lp", problem, "-o", solution), stdout = FALSE)
	text <- readLines(solution)
	unlink(c(problem, solution))
	if (!any(grepl("^Status: +(INTEGER )?OPTIMAL", text)))
		return(NA)
	as.numeric(sub("^Objective:[^=]*= *([-0-9.e+]+).*", "\\1", grep("^Objective:", text, value = TRUE)))
}

# What GLPK knows after so many seconds: the cost of the best plan it found (NA:
# none), and what no plan goes below.
glpk_bounds <- function(lines, seconds) {
	problem <- tempfile(fileext = ".lp")
	writeLines(lines, problem)
	text <- system2("glpsol", c("--lp", problem, "--cuts", "--tmlim", seconds, "-o", tempfile()),
		stdout = TRUE)
	unlink(problem)
	last <- tail(grep("mip = .*>=|mip = .*tree is empty", text, value = TRUE), 1)
	number <- function(pattern) suppressWarnings(as.numeric(sub(pattern, "\\1", last)))
	best <- number("^.*mip = +([-0-9.e+]+) .*$")
	c(best = best, least = if (grepl("tree is empty", last)) best else number("^.*>= +([-0-9.e+]+) .*$"))
}

done <- function(name, what)
	cat(sprintf("%-8s %6d comparisons with %s: the same\n", name, compared, what))
