# Local Moran or Gi* of spdep over 184 by 236 cells of 250 m, 999 permutations.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "figure.R"))
suppressPackageStartupMessages(library(spdep))
rows <- 184; columns <- 236
cell <- table(factor(floor((events[[2]] - 155000) / 250) + 1, levels = 1:rows), factor(floor((events[[1]] - 503000) / 250) + 1, levels = 1:columns))
neighbours <- cell2nb(rows, columns, type = "queen")
at <- do.call(rbind, lapply(strsplit(attr(neighbours, "region.id"), ":"), as.integer))
x <- as.numeric(cell[at])
if (args[2] == "moran-250m") {
  weights <- nb2listw(neighbours, style = "W")
  run(args[2], "R spdep", "spdep", localmoran_perm(x, weights, nsim = 999))
} else {
  weights <- nb2listw(include.self(neighbours), style = "B")
  run(args[2], "R spdep", "spdep", localG_perm(x, weights, nsim = 999))
}
