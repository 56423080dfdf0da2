# What the shell scripts share: a folder that goes when the script ends, and one figure as a line of JSON.
set -euo pipefail
points=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# run times a whole process: row of the document, program, version, and the command. Its words go to the log.
run() {
  local id=$1 program=$2 version=$3 begin end peak=0
  shift 3
  begin=$(date +%s%N)
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -o "$work/peak" -f %M "$@" >&2
    peak=$(($(tail -n 1 "$work/peak") / 1024))
  else
    "$@" >&2
  fi
  end=$(date +%s%N)
  printf '{"id":"%s","program":"%s","value":%d.%03d,"unit":"s","peak_mib":%d,"runs":1,"note":"%s","date":"%s"}\n' \
    "$id" "$program" $(((end - begin) / 1000000000)) $(((end - begin) / 1000000 % 1000)) "$peak" "$version" "$(date +%F)"
}
