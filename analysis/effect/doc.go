// Package effect answers: did what we did work? It compares counts before and after an operation in the treated area,
// in a comparison area that was left alone, and in the buffer around the treated area to which offending may have moved
// (displacement) or over which the good may have spread (diffusion of benefits).
//
// A fall in the treated area alone proves nothing: crime falls somewhere every month, and operations are sent where
// it has just been high, from where it tends to fall anyway (regression to the mean). Evaluate therefore makes no claim without a
// comparison, and of a place that was chosen because it was high (which it supposes where nobody says otherwise) none but by how
// others like it went on (Expect). Of the worst of twenty wards in which nothing was done a comparison area alone finds an effect
// in up to a quarter of all cases; by Expect it is at most 1.9 % (2,000 draws, 1.4 to 2.6; 2.5 % is meant), and an operation that
// prevents half is found in 85 to 92 % of cases, two fifths in 57 to 68 %.
//
//   - RateRatio and ETest compare two counts; RateRatioOverdispersed does so for counts that cluster more than Poisson.
//   - RelativeEffect is the ratio of ratios with its interval (Farrington, Gill, Waples and Argomaniz 2007; Welsh and
//     Farrington 2009; it is the odds ratio of the four counts, and above one where the treated area did better).
//   - Expect is what a place chosen high would have had with nothing done, from what the others like it had.
//   - WeightedDisplacementDifference gives the number of crimes prevented (Wheeler and Ratcliffe 2018).
//   - Combine adds differences of several kinds of crime up under harm weights.
//   - WeightedDisplacementQuotient weighs the buffer's change against the treated area's (Bowers and Johnson 2003).
//
// Counts are of events, in any unit of time that is the same throughout, or with its length stated. Impossible input
// is an error. Infinity appears only as the upper bound of a ratio whose divisor is a count of zero.
//
// # When not to use it
//
// Not without a comparison area, when an effect is to be claimed, nor with one that the operation reached. Not soon
// after a peak alone: places chosen for being high fall back by themselves, and [Expect] needs eight others. Not on a handful of events, where the
// interval holds everything, and not with months treated as Poisson that are not ([Dispersion] says how far).
package effect
