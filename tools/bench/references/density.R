# The quartic kernel of support radius 300 m has the standard deviation 300 / sqrt(8) along each axis, which is spatstat's sigma.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "figure.R"))
suppressPackageStartupMessages(library(spatstat.explore))
pattern <- ppp(events[[1]], events[[2]], window = owin(c(503000, 562000), c(155000, 201000)), check = FALSE)
run("density-quartic", "R spatstat.explore", "spatstat.explore",
    density.ppp(pattern, sigma = 300 / sqrt(8), kernel = "quartic", dimyx = c(920, 1180), edge = FALSE))
