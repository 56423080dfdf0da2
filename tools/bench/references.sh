#!/usr/bin/env bash
# Runs the reference programs that Debian packages, one after another, on the events that ours was measured on, and keeps
# their compute time. With BENCH_REFERENCES=1 it installs them first. Each has at most BENCH_TIMEBOX seconds (600). What is
# not installed or takes longer keeps its published figure in the document.
#
#   tools/bench/references.sh FOLDER [NAME…]     FOLDER holds points-N.csv
set -euo pipefail
cd "$(dirname "$0")/../.."
points=${1:?the folder of the events}; shift
out=${WARDMOTE_BENCH_OUT:-data/bench}
box=${BENCH_TIMEBOX:-600}
export PYTHONDONTWRITEBYTECODE=1
packages=(r-base-core r-cran-spatstat.explore r-cran-dbscan r-cran-spdep r-cran-surveillance python3-sklearn)
if [ "${BENCH_REFERENCES:-}" = 1 ]; then
  as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q
  for p in "${packages[@]}"; do # one by one, so that one that is not there costs no other
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends "$p" >&2 || echo "$p cannot be had" >&2
  done
fi
mkdir -p "$out"
# name, program that runs it, script, events, and what the script is told beside them
while read -r name with script n rest; do
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  command -v "$with" >/dev/null || { echo "$name: $with is not installed" >&2; continue; }
  # shellcheck disable=SC2086 # the rest is words
  if line=$(timeout "$box" "$with" "tools/bench/references/$script" "$points/points-$n.csv" $rest 2>"$out/$name.log"); then
    echo "$line" | grep '^{' | tee -a "$out/references.jsonl"
  else
    echo "$name: not within $box s, or failed: $(tail -n 1 "$out/$name.log")" >&2
  fi
done <<'END'
spatstat Rscript density.R 1000000
dbscan50 Rscript dbscan.R 1000000 dbscan-50m 50 10
dbscan100 Rscript dbscan.R 1000000 dbscan-100m 100 50
spdep-moran Rscript local.R 1000000 moran-250m
spdep-gi Rscript local.R 1000000 gi-250m
surveillance Rscript knox.R 10000
sklearn50 /usr/bin/python3 cluster.py 1000000 dbscan-50m 50 10
sklearn100 /usr/bin/python3 cluster.py 1000000 dbscan-100m 100 50
sklearn-density /usr/bin/python3 density.py 1000000
END
