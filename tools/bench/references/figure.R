# What the R scripts share: the events, and one figure as a line of JSON.
args <- commandArgs(trailingOnly = TRUE)
events <- read.csv(args[1], colClasses = c("NULL", "numeric", "numeric", "numeric", "NULL", "NULL", "NULL"))

peak <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

# run times an expression alone. The package's version is part of what is said.
run <- function(id, program, package, expression) {
  seconds <- system.time(result <- force(expression))[["elapsed"]]
  cat(sprintf('{"id":"%s","program":"%s","value":%.4f,"unit":"s","peak_mib":%.0f,"runs":1,"note":"%s","date":"%s"}\n',
              id, program, seconds, peak(), paste(package, packageVersion(package)), Sys.Date()))
  invisible(result)
}
