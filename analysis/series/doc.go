// Package series answers questions about one figure counted again and again: is it rising, is this month unusual, when
// did it change, and what is left when the season is taken out?
//
// A series is a slice of float64 in time order, one value a period, equally spaced unless a function says otherwise.
// Values must be finite and at most 1e100 in size; counts must not be negative. Impossible input is an error, and no
// answer holds a NaN. Nothing is kept between calls, and what is drawn by chance (Sieve) takes a seed.
//
// Is it rising or falling? MannKendall tests a monotone trend without supposing a shape or a distribution, fast
// enough that it can be asked of every cell of a city; MannKendallExact gives the
// permutation probability, ties included; MannKendallSeasonal compares each month with the same month of other years; Sen
// gives the size of the trend. A trend over a city's 271,400 cells needs control of false discoveries (package chance).
//
// Is it rising, where months resemble the month before? Sieve, the test for one series that somebody will act on: a
// studentised bootstrap that draws trendless series with the dependence of the one at hand. In 2,000 series of 44 values with a
// correlation of 0.5 from one to the next it calls a trend that is not there in 6.2 % (5.2 to 7.3), and finds one
// of a tenth of a standard deviation a step in 97.2 % (96.4 to 97.8) (95 % intervals); at 0.3 the false alarms are 5.8 %, at
// 0.7 they are 6.8 %. Short and very dependent series are harder: of 12 values at 0.5 it calls 8 %, of 44 at 0.9 it calls 12 %.
// The corrections of Mann and Kendall's test are here beside it: MannKendallPrewhitened keeps its level and loses half of its
// power, because it takes the dependence from the series with its trend; MannKendallHamedRao and MannKendallTrendFree do not
// keep their level.
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
// Not on months that depend on the month before, by the plain trend test ([Sieve] is there); not
// several sets of rules at once on a chart; not alarms on series with fewer than a few events a period. A break is a
// change of the figures, often of how they are recorded.
package series
