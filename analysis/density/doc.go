// Package density estimates how many events there are per unit of area at every place: kernel density, the surface
// behind a hot spot map.
//
// # The estimate
//
// Each event i at x_i, with weight w_i (1, or a harm score), is spread over the plane by a kernel k of bandwidth h, and the
// density at a place x is the sum
//
//	λ(x) = Σ w_i k_h(|x - x_i|)
//
// in events per square kilometre (or per square metre, or as a plain sum of kernels of peak 1). It is a count, not a
// probability: divide by the sum of the weights for that. Estimate computes it at the centre of each cell of a grid,
// without binning the events and without Fourier transforms: the values are those of direct summation to 1e-9, and where
// a kernel only just reaches a centre to 1e-12 of the highest value. The Gaussian, which never ends, is cut at Truncate
// standard deviations (6 unless told): an event then loses exp(-18) = 1.5e-8 of its mass, and a cell at most 1.5e-8 of the
// peak of each event.
//
// The bandwidth matters far more than the kernel (Silverman 1986, Density Estimation, chapter 3). The Gaussian's h is its
// standard deviation: it spreads an event as far as a quartic kernel of radius 2.83 h or an Epanechnikov of 2.45 h
// (Kernel.Matching).
//
// # The bandwidth
//
// Scott gives the rule of thumb for smooth patterns; it oversmooths clusters. Likelihood maximises the cross-validated
// likelihood of a Poisson process (Loader 1999, Local Regression and Likelihood, chapter 5). Diggle minimises the mean
// square error for a Cox process (Berman and Diggle 1989, JRSS B 51:81); it assumes clustering and can be very small.
// Abramson widens the bandwidth where events are few (Abramson 1982, Annals of Statistics 10:1217), after a fixed pilot.
//
// # The boundary
//
// Nothing is seen beyond the boundary of the study area, so densities near it come out too low. UniformEdge divides
// each cell by the share of a kernel that falls inside (Diggle 1985, Applied Statistics 34:138); DiggleEdge divides each
// event instead, which keeps the number of events (Jones 1993, Statistics and Computing 3:135). Both take the share
// from an exact formula for polygons (Window.Mass).
//
// # How it is computed
//
// Events on whole metres with whole weights, as grid references are, add integer sums at the two ends of the chord that
// a row of cells cuts from the kernel; one sweep along the row gives the exact values (see lattice.go). Other events
// are merged by place and added cell by cell. Either way rows are shared among cores and the result does not depend on
// how many there are.
//
// # When not to use it
//
// Not as a test: a surface of events scattered at random has peaks too. Not to compare two maps with bandwidths chosen
// separately. Not below the distance to which published points were snapped, nor across a river or a railway that
// nobody crosses, since distance here is as the crow flies.
package density
