// Package series answers questions about one figure counted again and again: is it rising, is this month unusual, when
// did it change, and what is left when the season is taken out?
//
// A series is a slice of float64 in time order, one value a period, equally spaced unless a function says otherwise.
// Values must be finite and at most 1e100 in size; counts must not be negative. Impossible input is an error, and no
// answer holds a NaN. Nothing here is random and nothing is kept between calls.
//
// Is it rising or falling? MannKendall tests a monotone trend without supposing a shape or a distribution, fast
// enough that it can be asked of every cell of a city; MannKendallExact gives the
// permutation probability, ties included; MannKendallPrewhitened and MannKendallHamedRao allow for months that resemble the
// month before; MannKendallSeasonal
// compares each month with the same month of other years; Sen gives the size of the trend. A trend over a city's 271,400 cells needs control of false discoveries
// (package chance).
//
// What is left without the season? STL (Cleveland and others 1990) and Decompose (moving averages).
//
// Is this period unusual? XmR draws the chart of individual values with Shewhart's, Western Electric's, Wheeler's or the
// NHS's rules; CumulativeSum finds small lasting shifts sooner. EARS compares with the last few periods, Farrington with
// the same season of past years, in the classic (1996) and the improved form (Noufaily and others 2013). YearOnYear
// compares with last year and says how sure one can be.
//
// When did it change? Breakpoints finds the changes of level that fit best (Bai and Perron 2003); OLSCUSUM tests whether
// the level was constant at all.
//
// Caveats that any page built on this should show: recorded crime is what was reported and recorded; a change of
// recording rules is a change of level; a test repeated every month on many series will cry wolf at its stated rate.
//
// # When not to use it
//
// Not on months that depend on the month before, by the plain trend test ([MannKendallPrewhitened] is there); not
// several sets of rules at once on a chart; not alarms on series with fewer than a few events a period. A break is a
// change of the figures, often of how they are recorded.
package series
