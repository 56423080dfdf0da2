// Package chance holds what the estimators share when they speak of chance.
//
//   - Reproducible streams of random numbers, one a replicate ([Stream]), so that a result depends on the seed alone.
//   - Control of false discoveries over many tests ([BenjaminiHochberg], [BenjaminiYekutieli]).
//   - Tails and quantiles of the normal, Student, chi-square, gamma, beta, Poisson and binomial distributions.
//
// Tails are computed on their own side and never as one minus the other, so that a probability of 1e-40 keeps its digits:
// control of false discoveries over a quarter of a million cells needs them. Masses use the saddle-point expansion of
// Loader (2000, "Fast and accurate computation of binomial probabilities"); tails use the series and continued fractions
// of Abramowitz and Stegun 6.5 and 26.5 with Lentz's evaluation, and keep about 12 digits.
//
// Arguments for which a distribution does not exist give NaN, as in the standard library's math. The caller, who knows
// the row and the field, is the one who can say what was wrong.
package chance
