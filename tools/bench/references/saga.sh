#!/usr/bin/env bash
# SAGA's kernel density of 920 by 1,180 cells of 50 m, radius 300 m, by the quartic kernel: the whole process, from a shape
# file to a grid file.
. "$(dirname "$0")/figure.sh"
cut -d, -f2,3 "$points" | tr , '\t' >"$work/points.txt"
saga_cmd -f=s shapes_points 0 -TABLE "$work/points.txt" -POINTS "$work/points.shp" -X x -Y y >&2
run density-quartic SAGA "$(saga_cmd --version | head -n 1)" saga_cmd -f=s grid_gridding 6 -POINTS "$work/points.shp" -RADIUS 300 -KERNEL 0 \
  -TARGET_DEFINITION 0 -TARGET_USER_SIZE 50 -TARGET_USER_XMIN 503025 -TARGET_USER_XMAX 561975 -TARGET_USER_YMIN 155025 -TARGET_USER_YMAX 200975 \
  -TARGET_OUT_GRID "$work/density.sgrd"
