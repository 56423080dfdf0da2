#!/usr/bin/env bash
# make bench: measures, and writes docs/BENCHMARKS.md. Every part runs on its own as well.
#
#   tools/bench/run.sh [analysis|references|import|app|report]…      all where none is named
#
# WARDMOTE_BENCH_POINTS_DIR  folder of points-N.csv to use in place of invented ones
# WARDMOTE_BENCH_OUT         where figures, events and stores lie (data/bench)
# BENCH_RUN                  only analysis rows whose id matches this expression
# BENCH_REFERENCES=1         install the reference programs, and run those that take minutes as well
# BENCH_TIMEBOX              seconds for all reference programs together (600)
# BENCH_KEEP=1               keep the large store for the next run
# BENCH_REPORTS              how many reports the store holds (300000)
set -euo pipefail
cd "$(dirname "$0")/../.."
export WARDMOTE_BENCH_OUT=${WARDMOTE_BENCH_OUT:-data/bench}
out=$WARDMOTE_BENCH_OUT
bin=$out/bin
shared=../shared
mkdir -p "$bin"
parts=("$@")
if [ ${#parts[@]} -eq 0 ]; then
  parts=(analysis references import app report)
fi

# events makes the file of n events: by the shared generator where it and its libraries are there, else by our own.
folder=${WARDMOTE_BENCH_POINTS_DIR:-$out/points}
events() {
  local file=$folder/points-$1.csv
  [ -s "$file" ] && return
  mkdir -p "$folder"
  if [ -f "$shared/bench/points.py" ] && /usr/bin/python3 -c 'import numpy, scipy' 2>/dev/null; then
    /usr/bin/python3 "$shared/bench/points.py" "$1" "$file.part"
    echo "the reference's generator" >"$folder/by"
  else
    go run ./tools/bench/points "$1" >"$file.part"
    echo "our own generator (tools/bench/synthetic)" >"$folder/by"
  fi
  mv "$file.part" "$file"
}

analysis() {
  go build -o "$bin/analysis" ./tools/bench/analysis
  local n
  for n in $("$bin/analysis" -list | awk -v run="${BENCH_RUN:-}" '$1 ~ run {print $2}' | sort -nu); do events "$n"; done
  rm -f "$out/analysis.jsonl" "$out/points.jsonl"
  printf '{"id":"points","value":0,"unit":"","note":"invented, with planted hot spots, by %s"}\n' "$(cat "$folder/by" 2>/dev/null || echo 'a generator of your own')" >"$out/points.jsonl"
  "$bin/analysis" -points "$folder" -run "${BENCH_RUN:-}"
}

references() {
  events 10000; events 1000000
  rm -f "$out/references.jsonl"
  tools/bench/references.sh "$folder"
}

# program is what make build made, or one of our own.
program() {
  [ -x bin/wardmote ] && { echo bin/wardmote; return; }
  go build -trimpath -ldflags "-s -w $(tools/stamp.sh)" -o "$bin/wardmote" ./cmd/wardmote
  echo "$bin/wardmote"
}

import() {
  go build -o "$bin/copy" ./tools/bench/copy
  local file=$shared/data/police/london-12types_2018-02_2021-01.csv.gz wards=$shared/data/boundaries/london_wards_2018.geojson.gz args=()
  if [ ! -f "$file" ]; then # the shape and the size of the real file, from the part of it that the repository holds
    file=$out/london.csv.gz
    [ -s "$file" ] || go run ./tools/bench/larger 1820000 internal/demo/police/tower-hamlets-12types_2018-02_2021-01.csv.gz "$file"
  fi
  if [ -f "$wards" ]; then gunzip -c "$wards" >"$out/wards.geojson"; args=(-london "$out/wards.geojson"); fi
  rm -f "$out/import.jsonl"
  "$bin/copy" -bin "$(program)" "${args[@]}" "$file"
}

app() {
  go build -o "$bin/load" ./tools/bench/load
  rm -f "$out/app.jsonl"
  "$bin/load" -bin "$(program)" -dir "$out/store" ${BENCH_KEEP:+-keep} ${BENCH_REPORTS:+-reports "$BENCH_REPORTS" -cases $((BENCH_REPORTS / 5))}
  postgres
}

# postgres measures the program on a server of our own, which will not run as root.
postgres() {
  local pg data=$out/pg port=54329 as=()
  pg=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
  rm -rf "$data" && mkdir -p "$data"
  if [ "$(id -u)" = 0 ]; then chown nobody "$data"; as=(setpriv --reuid nobody --clear-groups); fi
  (cd / && "${as[@]}" "$pg/initdb" -D "$(cd "$OLDPWD" && realpath "$data")" -U wardmote --auth=trust >/dev/null)
  "${as[@]}" "$pg/postgres" -D "$(realpath "$data")" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= >"$out/pg.log" 2>&1 &
  local server=$!
  trap 'kill "$server"' RETURN
  until "$pg/pg_isready" -q -h 127.0.0.1 -p "$port"; do sleep 0.2; done
  "$bin/load" -bin "$(program)" -dir "$out/store-pg" -database "postgres://wardmote@127.0.0.1:$port/postgres" ${BENCH_KEEP:+-keep} ${BENCH_REPORTS:+-reports "$BENCH_REPORTS" -cases $((BENCH_REPORTS / 5))}
}

report() { go run ./tools/bench/report >"$out/BENCHMARKS.md" && mv "$out/BENCHMARKS.md" docs/BENCHMARKS.md; }

for part in "${parts[@]}"; do
  case $part in
    analysis | references | import | app | postgres | report) "$part" ;;
    *) echo "there is no part $part" >&2; exit 2 ;;
  esac
done
