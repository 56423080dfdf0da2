// Package cluster finds where events crowd together, in space (DBSCAN) or in space and time (ST-DBSCAN), without being
// told how many clusters there are or what shape they have.
//
// # The definitions
//
// Two events are neighbours when they lie within a distance ε of each other and, for FindWithTime, within a number of
// days. Both limits are closed. An event with at least MinPoints neighbours, itself among them, is core. Core events that
// are neighbours belong to one cluster, and so do all that a chain of such steps joins. An event that is not core but is
// the neighbour of one is on the border of a cluster; any other is noise.
//
//	Ester, Kriegel, Sander and Xu 1996, KDD 226   DBSCAN
//	Birant and Kut 2007, Data & Knowledge Engineering 60:208   ST-DBSCAN, here with its two distances and no third limit
//	Schubert, Sander, Ester, Kriegel and Xu 2017, ACM TODS 42:19   how to choose, and what it costs
//
// # What is arbitrary, and how it is settled
//
// Which events are core, which core events go together and what is noise follow from the definitions alone. A border
// event may be the neighbour of several clusters: it goes to the one with the lowest number. Clusters are numbered from
// 0 in the order of their first core event in the input. These are the labels that the original algorithm, R's dbscan
// and scikit-learn arrive at when they visit events in order, so they can be compared directly. The result does not
// depend on the number of cores of the machine.
//
// # Reading the result
//
// A cluster says that events are dense, not that they are denser than chance would have it: where people are many,
// events are many. Chance is the matter of the space-time scan and of the near-repeat tests. Points that a publisher
// snapped to a few places make those places core by themselves: with such points choose ε above the snapping distance.
//
// # How it is computed
//
// Events are sorted into cells of side ε/√2, so that all in one cell are neighbours and a cell with MinPoints events is
// core as a whole (Gan and Tao 2015, SIGMOD; de Berg, Gunawan and Roeloffzen 2019, IJCGA 29:21). Neighbours lie within two
// cells each way; cells with core events are joined by union-find. Memory is about 80 bytes an event.
//
// # When not to use it
//
// Not as evidence that there is more than chance: DBSCAN finds crowds in any dense scatter, and has no p-value
// (package association or scan tests). Not with one distance for town and country together, since where everybody
// lives closer everything is a crowd. Published crime points are snapped, so a distance under that of the snap points
// makes each of them a cluster.
package cluster
