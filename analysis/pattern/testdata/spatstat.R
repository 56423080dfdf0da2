# Writes spatstat.json: what R's spatstat.explore says of the events of ../../density/testdata/london2000.csv that lie in a
# window of 12 by 10 km. Run here: Rscript spatstat.R
suppressMessages(library(spatstat.explore))
e <- read.csv("../../density/testdata/london2000.csv")
w <- c(528000.25, 540000.25, 176000.25, 186000.25) # no event on the side of a cell
e <- e[e$x > w[1] & e$x < w[2] & e$y > w[3] & e$y < w[4], ]
p <- ppp(e$x, e$y, window = owin(w[1:2], w[3:4]))
list_of <- function(v) paste0("[", paste(sprintf("%.15g", ifelse(is.finite(v), v, 0)), collapse = ","), "]")
columns <- function(f) paste0("{", paste(sprintf('"%s":%s', names(f), sapply(f, list_of)), collapse = ","), "}")
rows <- function(m) paste0("[", paste(apply(m, 1, list_of), collapse = ",\n"), "]")
q <- quadrat.test(p, 3, 3)
ce <- clarkevans(p)
km <- density(p, sigma = 1600, dimyx = c(20, 24))
kn <- density(p, sigma = 1600, dimyx = c(20, 24), edge = FALSE)
writeLines(con = "spatstat.json", c('{"london":{', paste(sep = ",\n",
  sprintf('"x":%s', list_of(p$x)), sprintf('"y":%s', list_of(p$y)), sprintf('"window":%s', list_of(w)),
  sprintf('"K":%s', columns(as.data.frame(Kest(p, r = seq(0, 2500, 50), correction = c("isotropic", "border", "translate"))))),
  sprintf('"G":%s', columns(as.data.frame(Gest(p, r = seq(0, 1500, 50))))),
  sprintf('"clarkevans":{"naive":%.15g,"Donnelly":%.15g,"cdf":%.15g}', ce["naive"], ce["Donnelly"], ce["cdf"]),
  sprintf('"clarkevans_clustered":%.15g', clarkevans.test(p, correction = "none", alternative = "clustered")$p.value),
  sprintf('"quadrat_3x3":{"statistic":%.15g,"p":%.15g}', q$statistic, q$p.value),
  sprintf('"density":{"sigma":1600,"cell":500,"edge":%s,"noedge":%s}', rows(km$v), rows(kn$v)),
  sprintf('"bw_diggle":%.15g', as.numeric(bw.diggle(p))), sprintf('"bw_ppl":%.15g', as.numeric(bw.ppl(p))),
  sprintf('"bw_scott":%s', list_of(as.numeric(bw.scott(p))))), "}}"))
