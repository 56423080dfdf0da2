// Package disparity asks whether police powers fall unequally on groups of people: how many times as often members
// of one group are stopped and searched as those of another, how sure one can be, and whether the searches of one group
// find as much as those of another. It describes groups, never a person, and it measures disparity, not its cause.
//
// Rates answers the first question. Each group's rate is its searches over a benchmark that the caller must name: residents
// of the census are the usual one, but people who are searched need not live here, young men are searched more than
// children and grandmothers, and groups differ in age and in time spent in the street. The benchmark is printed with
// every result; compare with another (the daytime population, suspects described by victims, collision drivers) where
// one exists. Ratios have exact Poisson intervals, or wider ones where searches come in batches (Dispersion).
//
// Searches of people whose ethnicity was not stated are reported, never dropped in silence: the ratio as given
// supposes them to be like the rest, and Least and Most say where it would lie had they all been of the reference group, or
// all of this one (Manski 1990, American Economic Review 80:319, worst-case bounds).
//
// Outcomes is the outcome test (Becker 1957; Knowles, Persico and Todd 2001, Journal of Political Economy 109:203): a lower
// find rate suggests that a group is searched on thinner grounds. It can mislead when risk is spread differently within groups
// (inframarginality: Simoiu, Corbett-Davies and Goel 2017, Annals of Applied Statistics 11:1193), and the caveat says so.
//
// Small numbers: a group with fewer searches than Withhold gets no figures; when only one group is withheld the next smallest is
// too, since the total would give it away; below Unstable a figure is marked as unstable (the Office for National
// Statistics marks rates on fewer than 20 events so).
//
// # When not to use it
//
// Not as proof of discrimination, nor of its absence: residents are not the people who were there to be stopped, and a
// benchmark is chosen, which is why it must be named. Not for single officers or small groups, which are withheld.
// Find rates compare what searches found, and not whether they were fair (the problem of infra-marginality).
package disparity
