# DBSCAN of R's dbscan: row of the document, distance, least number of neighbours.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "figure.R"))
suppressPackageStartupMessages(library(dbscan))
places <- cbind(events[[1]], events[[2]])
run(args[2], "R dbscan", "dbscan", dbscan(places, eps = as.numeric(args[3]), minPts = as.numeric(args[4])))
