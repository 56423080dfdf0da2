#!/usr/bin/env bash
# Installs PostgreSQL's server and Chromium from Debian's packages where they are missing. The tests start both themselves.
# Chromium's build without a window system draws the same pages faster; a Debian that has no package of it gives the whole.
set -euo pipefail
have() { command -v "$1" >/dev/null; }
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && server= || server=postgresql
have chromium-headless-shell && browser= || browser=chromium-headless-shell
[ -z "$server$browser" ] && exit 0
if ! have apt-get; then
	[ -z "$server" ] && have chromium && exit 0
	echo "install by hand: $server $browser" >&2
	exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -q
if [ -n "$browser" ] && ! apt-cache show "$browser" >/dev/null 2>&1; then
	have chromium && browser= || browser=chromium
fi
# shellcheck disable=SC2086 # an empty one is no package
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends $server $browser
