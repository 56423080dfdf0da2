// Package chance holds what the estimators share when they speak of chance: reproducible randomness, and an honest reading
// of many tests at once.
//
// # Randomness that replays
//
// [Stream] gives each replicate of a simulation a generator of its own (PCG, seeded by the seed and the number of the
// replicate), so that a result depends on the seed alone and not on the order in which cores happened to work. Streams of
// one seed are independent of each other; where data is itself simulated and then tested, give the two different seeds, or
// the data is one of the test's own replicates. [Each] shares work among cores without the result depending on how many
// there are, and stops when its context does.
//
// # Many tests at once
//
// Of a thousand quiet cells fifty look remarkable at 5 %. [BenjaminiHochberg] adjusts p-values so that, of those then at
// most 0.05, a share of at most 5 % is false in the long run (Benjamini and Hochberg 1995, JRSS B 57:289), where tests are
// independent or hang together positively, as overlapping neighbourhoods do. [BenjaminiYekutieli] holds under any dependence
// (2001, Annals of Statistics 29:1165) and finds less. Both agree with R's p.adjust. They bound a share of what is reported;
// they do not bound the chance of any false report among a few, for which multiply by the number of tests (Bonferroni).
//
// A p-value from n permutations is at least 1/(n+1): over many cells no such value survives the adjustment, whatever is
// there. Package association's exact tails have no such floor. Tails and quantiles of distributions are in package
// distribution.
//
// # When not to use it
//
// Not for secrets: the generators are for simulation and can be foretold. Not [BenjaminiHochberg] where a single false
// alarm is dear.
package chance
