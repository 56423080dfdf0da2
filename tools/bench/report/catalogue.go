package main

// reference is what another program took. Published figures were taken on two shared cores, compute only, on the same work.
type reference struct {
	program string
	value   float64 // in the row's unit
	peakMiB float64
	note    string
}

// goal is what a row is to reach; what is zero is not asked.
type goal struct {
	against string  // the program that times counts from
	times   float64 // as fast
	most    float64 // in the row's unit
	peakMiB float64
}

type line struct {
	id, work, parameters string
	references           []reference
	goal                 goal
}

type section struct {
	name, says string
	lines      []line
}

const (
	kNN   = "1,000,000 points in 271,400 cells of 100 m, queen, row-standardised, 999 permutations"
	kNNg  = "the same, binary, 999 permutations"
	k250  = "184 by 236 cells of 250 m, 999 permutations"
	scanP = "cells of 250 m, days, radius to 1 km, length to 28 days"
)

var analysis = section{"Analysis", "Seconds of the call alone, after loading; memory is the most that the whole process held. Ratio is the first reference's time over ours.", []line{
	{"density-quartic", "Quartic density", "1,000,000 points, cells of 50 m (920 by 1,180), radius 300 m, no edge correction", []reference{
		{"SLAM (C++, exact; Epanechnikov)", 5.5, 0, ""}, {"R spatstat.explore 3.0-6, FFT", 4.9, 718, ""}, {"SAGA 8.5, whole process", 8.6, 371, ""}},
		goal{against: "SLAM (C++, exact; Epanechnikov)", times: 40, peakMiB: 200}},
	{"density-quartic-100m", "Quartic density", "the same, cells of 100 m", []reference{{"GRASS 8.2 v.kernel", 8.6, 219, ""}}, goal{}},
	{"density-epanechnikov", "Epanechnikov density", "1,000,000 points, cells of 50 m, radius 300 m", []reference{{"SLAM (C++, exact)", 5.5, 0, ""}, {"scikit-learn 1.2, kd-tree", 32, 0, ""}}, goal{}},
	{"moran-gi-100m", "Local Moran and Gi*, shared draws", kNN, []reference{{"R rgeoda, look-up table of draws (local Moran alone)", 4.9, 926, ""}},
		goal{against: "R rgeoda, look-up table of draws (local Moran alone)", times: 300}},
	{"moran-100m", "Local Moran", kNN, []reference{{"PySAL esda 2.5.1, numba, second call", 94, 874, ""}, {"R rgeoda, 2 threads, complete permutation", 153, 926, ""}, {"R spdep 1.2-7", 1069, 517, ""}}, goal{}},
	{"gi-100m", "Gi*", kNNg, []reference{{"PySAL esda 2.5.1", 102, 1362, ""}, {"R rgeoda, complete permutation", 114, 0, ""}}, goal{}},
	{"moran-250m", "Local Moran", k250, []reference{{"PySAL esda 2.5.1", 3.4, 0, ""}, {"R rgeoda, complete permutation", 20, 0, ""}, {"R spdep 1.2-7", 61, 0, ""}}, goal{}},
	{"gi-250m", "Gi*", k250, []reference{{"PySAL esda 2.5.1", 3.6, 0, ""}, {"R rgeoda, complete permutation", 20, 0, ""}, {"R spdep 1.2-7", 59, 0, ""}}, goal{}},
	{"exact-100m", "Exact p of every cell", "both tails of the conditional permutation distribution, 271,400 cells of counts", nil, goal{most: 0.25}},
	{"gi-counts-100m", "Gi* of counts, as a page needs it", "statistic, exact p, false-discovery control and classes, 271,400 cells", nil, goal{}},
	{"knox-table", "Near-repeat table", "10,000 events, 5 by 4 bands, 999 permutations, exact mean and variance", []reference{{"PySAL pointpats (one band)", 33, 412, ""}, {"R NearRepeat (9 permutations)", 57, 4501, ""}},
		goal{against: "PySAL pointpats (one band)", times: 300}},
	{"knox-one-band", "Knox test", "10,000 events, 200 m and 7 days, 999 permutations", []reference{{"PySAL pointpats", 33, 412, ""}, {"R surveillance 1.20.3 (9 permutations)", 95, 2514, ""}}, goal{}},
	{"knox-million", "Knox test", "1,000,000 events, 200 m and 7 days, exact mean and variance of the pairs", nil, goal{most: 20, peakMiB: 300}},
	{"scan-prospective-10k", "Space-time permutation scan, prospective", "10,000 events, " + scanP + ", 999 replications", []reference{{"SaTScan 10.3.2", 22, 170, ""}}, goal{}},
	{"scan-prospective-100k-99", "The same", "100,000 events, 99 replications", []reference{{"SaTScan 10.3.2", 191, 644, ""}}, goal{}},
	{"scan-prospective-100k", "The same", "100,000 events, 999 replications", []reference{{"SaTScan 10.3.2", 221, 644, ""}}, goal{against: "SaTScan 10.3.2", times: 100}},
	{"scan-prospective-1m", "The same", "1,000,000 events, 9 replications", []reference{{"SaTScan 10.3.2", 324, 936, ""}}, goal{}},
	{"scan-retrospective-days", "The same, retrospective", "10,000 events, days to 28, 99 replications", []reference{{"SaTScan 10.3.2", 266, 186, ""}}, goal{against: "SaTScan 10.3.2", times: 20}},
	{"scan-retrospective-weeks", "The same, retrospective", "10,000 events, weeks to 8, 999 replications", []reference{{"SaTScan 10.3.2", 43, 41, ""}}, goal{}},
	{"dbscan-50m", "DBSCAN", "1,000,000 points, 50 m and 10", []reference{{"R dbscan 1.1-11", 4.2, 285, ""}, {"scikit-learn 1.2", 8.8, 1277, ""}}, goal{against: "R dbscan 1.1-11", times: 10}},
	{"dbscan-100m", "DBSCAN", "1,000,000 points, 100 m and 50", []reference{{"R dbscan 1.1-11", 11.9, 539, ""}, {"scikit-learn 1.2", 17.3, 2951, ""}}, goal{}},
	{"st-dbscan", "ST-DBSCAN", "100,000 events, 200 m, 14 days and 5", []reference{{"published Python code", 171, 18111, ""}}, goal{against: "published Python code", times: 500, peakMiB: 100}},
	{"emerging-144", "Emerging hot spots", "144 cells by 18 periods, 199 permutations", []reference{{"R sfdep", 17.9, 0, ""}}, goal{against: "R sfdep", times: 1000}},
	{"emerging-london", "Emerging hot spots", "271,400 cells by 24 months, exact p, false-discovery control", nil, goal{most: 5}},
	{"mann-kendall", "Mann-Kendall", "10,856 series of 24", []reference{{"R Kendall", 0.8, 0, ""}}, goal{}},
}}

var imports = section{"Import and what it serves", "The 1.82 million rows of London. PostgreSQL copies the same file into a bare table, in turn with ours; " +
	"ours checks every row, places it in wards and small areas, finds duplicates, reports errors and writes durable segments.", []line{
	{"import", "Import", "whole process: wardmote import --json", nil, goal{against: "PostgreSQL COPY", times: 5, peakMiB: 1024}},
	{"import-gz", "Import of the compressed file", "the same; COPY from gzip -dc", nil, goal{}},
	{"count", "Count by ward, month and type", "all rows, in memory", nil, goal{most: 0.050}},
	{"hotspot-borough", "Hot spots of the borough", "density, Gi*, false-discovery control, cells of 100 m", nil, goal{most: 0.300}},
	{"hotspot-london", "Hot spots of London", "the same", nil, goal{most: 3}},
}}

const mix = "for a minute as people mix them, 200 a second or as many as the note says, whether or not those before were answered"

// application is the running program, on each database in turn.
func application(name, row string) section {
	return section{"The running program on " + name, "A store made through the gate; the real server on a loopback address, with who asks on the same cores (vegeta).", []line{
		{"store" + row, "The store", "to be 300,000 reports and 60,000 cases", nil, goal{}},
		{"pages" + row, "Pages, p95", mix, nil, goal{most: 50}},
		{"pages-p99" + row, "Pages, p99", "the same", nil, goal{most: 150}},
		{"beside" + row, "Pages beside reports, p95", "the same, while 50 reports a second are sent", nil, goal{}},
		{"reports" + row, "Reports sent, p95", "50 a second for a minute; the last step of a report, the record on disk and on every list", nil, goal{}},
		{"figures" + row, "First figures", "after the first start on that store", nil, goal{}},
		{"start" + row, "Start to the first answered page", "on that store", nil, goal{most: 1}},
		{"server-memory" + row, "Memory of the server", "after the pages", nil, goal{most: 400}},
	}}
}

var applications = []section{application("SQLite", ""), application("PostgreSQL", "-postgres"),
	{"The binary", "Stripped, with pack, screens and demonstration data.", []line{{"binary", "Binary", "", nil, goal{most: 80}}}}}
