# Writes pysal_global.csv, pysal_local.csv, baltim.csv and mexico.csv: statistics by spdep of two data sets that ship with
# PySAL, with the weights that ship with them. Run here: Rscript pysal.R FOLDER, where FOLDER holds baltim/ and mexico/.
suppressMessages({library(spdep); library(sf)})
from <- commandArgs(TRUE)[1]
b <- st_drop_geometry(st_read(file.path(from, "baltim/baltim.shp"), quiet = TRUE))
m <- read.csv(file.path(from, "mexico/mexico.csv"))
write.csv(data.frame(STATION = b$STATION, PRICE = b$PRICE), "baltim.csv", row.names = FALSE)
write.csv(m[, 1:8], "mexico.csv", row.names = FALSE, quote = FALSE)
station <- as.character(b$STATION)
sets <- list(
  baltim_queen = list(x = b$PRICE, nb = read.gal("../../weight/testdata/baltim_q.gal", region.id = station)),
  baltim_k4 = list(x = b$PRICE, nb = read.gwt2nb("../../weight/testdata/baltim_k4.gwt", region.id = station)))
g <- read.gal("../../weight/testdata/mexico.gal", region.id = as.character(0:31))
for (year in seq(1940, 2000, 10)) sets[[paste0("mexico_", year)]] <- list(x = m[[paste0("pcgdp", year)]], nb = g)
global <- NULL; local <- NULL
for (name in names(sets)) {
  x <- sets[[name]]$x; W <- nb2listw(sets[[name]]$nb, style = "W"); B <- nb2listw(sets[[name]]$nb, style = "B")
  S <- nb2listw(include.self(sets[[name]]$nb), style = "B")
  tests <- list(moran_rand = moran.test(x, W), moran_norm = moran.test(x, W, randomisation = FALSE),
    geary_rand = geary.test(x, W), geary_norm = geary.test(x, W, randomisation = FALSE), general_G = globalG.test(x, B))
  for (test in names(tests)) { t <- tests[[test]]
    global <- rbind(global, data.frame(set = name, test = test, statistic = t$estimate[[1]], expected = t$estimate[[2]],
      variance = t$estimate[[3]], z = as.numeric(t$statistic), p = as.numeric(t$p.value))) }
  l <- localmoran(x, W, conditional = TRUE)
  local <- rbind(local, data.frame(set = name, i = seq_along(x), I = l[, 1], Z = l[, 4], G = as.numeric(localG(x, B)),
    Gstar = as.numeric(localG(x, S)), C = as.numeric(localC(x, W))))
}
full <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- sprintf("%.17g", d[[k]]); d }
write.csv(full(global), "pysal_global.csv", row.names = FALSE, quote = FALSE)
write.csv(full(local[local$set %in% c("baltim_queen", "mexico_2000"), ]), "pysal_local.csv", row.names = FALSE, quote = FALSE)
