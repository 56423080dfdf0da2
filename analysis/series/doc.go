// Package series answers questions about one figure counted again and again: is it rising, is this month unusual, when
// did it change, and what is left when the season is taken out?
//
// A series is a slice of float64 in time order, one value a period, equally spaced unless a function says otherwise.
// Values must be finite; counts must not be negative. Impossible input is an error, never a NaN in the answer.
//
//   - MannKendall, MannKendallExact, MannKendallHamedRao, MannKendallPrewhitened and Sen: a monotone trend, its
//     chance and its slope.
package series
