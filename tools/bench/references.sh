#!/usr/bin/env bash
# Runs the reference programs that Debian packages and that are installed, one after another, on the events that ours was
# measured on, and keeps their compute time. What is not installed or takes too long keeps its published figure in the document.
#
#   tools/bench/references.sh FOLDER [NAME…]     FOLDER holds points-N.csv; all where none is named
#
# BENCH_REFERENCES=1   install them first, and run those that take minutes as well
# BENCH_TIMEBOX        seconds for all together (600; 3600 with BENCH_REFERENCES=1)
set -euo pipefail
cd "$(dirname "$0")/../.."
points=${1:?the folder of the events}; shift
out=${WARDMOTE_BENCH_OUT:-data/bench}
long=${BENCH_REFERENCES:-}
box=${BENCH_TIMEBOX:-$([ "$long" = 1 ] && echo 3600 || echo 600)}
export PYTHONDONTWRITEBYTECODE=1
packages=(r-base-core r-cran-spatstat.explore r-cran-dbscan r-cran-spdep r-cran-surveillance python3-sklearn saga grass-core)
if [ "$long" = 1 ]; then
  as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q
  for p in "${packages[@]}"; do # one by one, so that one that is not there costs no other
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends "$p" >&2 || echo "$p cannot be had" >&2
  done
fi
mkdir -p "$out"
# short or long, name, program that runs it, script, events, and what the script is told beside them
while read -r takes name with script n rest; do
  if [ $# -gt 0 ]; then [[ " $* " == *" $name "* ]] || continue; elif [ "$takes" = long ] && [ "$long" != 1 ]; then continue; fi
  command -v "$with" >/dev/null || { echo "$name: $with is not installed" >&2; continue; }
  left=$((box - SECONDS))
  [ "$left" -gt 0 ] || { echo "$name: no time left of $box s" >&2; continue; }
  # shellcheck disable=SC2086 # the rest is words
  if line=$(timeout "$left" "$with" "tools/bench/references/$script" "$points/points-$n.csv" $rest 2>"$out/$name.log"); then
    echo "$line" | grep '^{' | tee -a "$out/references.jsonl"
  else
    echo "$name: not within $left s, or failed: $(tail -n 1 "$out/$name.log")" >&2
  fi
done <<'END'
short spatstat Rscript density.R 1000000
short dbscan50 Rscript dbscan.R 1000000 dbscan-50m 50 10
short sklearn50 /usr/bin/python3 cluster.py 1000000 dbscan-50m 50 10
short saga bash saga.sh 1000000
short grass bash grass.sh 1000000
short dbscan100 Rscript dbscan.R 1000000 dbscan-100m 100 50
short sklearn100 /usr/bin/python3 cluster.py 1000000 dbscan-100m 100 50
long sklearn-density /usr/bin/python3 density.py 1000000
long spdep-gi Rscript local.R 1000000 gi-250m
long spdep-moran Rscript local.R 1000000 moran-250m
long surveillance Rscript knox.R 10000
END
