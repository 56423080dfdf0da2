// Package chance holds what the estimators share when they speak of chance.
//
//   - Reproducible streams of random numbers, one a replicate ([Stream]), so that a result depends on the seed alone.
//   - Work shared among cores ([Each]) without the result depending on how many there are.
//   - Control of false discoveries over many tests ([BenjaminiHochberg], [BenjaminiYekutieli]).
//
// Tails and quantiles of distributions are in package distribution.
package chance
