#!/usr/bin/env bash
# GRASS's v.kernel of 460 by 590 cells of 100 m, radius 300 m, by the quartic kernel, in a location made for it: the whole
# process, from its own points to its own raster.
. "$(dirname "$0")/figure.sh"
export GRASS_OVERWRITE=1
grass -c XY -e "$work/place" >&2
within() { grass "$work/place/PERMANENT" --exec "$@"; }
within g.region w=503000 e=562000 s=155000 n=201000 res=100 >&2
within v.in.ascii -t input="$points" output=points separator=comma skip=1 x=2 y=3 >&2
run density-quartic-100m GRASS "$(grass --version 2>&1 | head -n 1)" grass "$work/place/PERMANENT" --exec v.kernel input=points output=density radius=300 kernel=quartic
