# The Knox test of surveillance, 9 permutations; the distances are made before the clock starts.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "figure.R"))
suppressPackageStartupMessages(library(surveillance))
space <- dist(cbind(events[[1]], events[[2]]))
time <- dist(floor(events[[3]] / 1440))
run("knox-one-band", "R surveillance", "surveillance",
    knox(dt = time, ds = space, eps.t = 7, eps.s = 200, simulate.p.value = TRUE, B = 9))
