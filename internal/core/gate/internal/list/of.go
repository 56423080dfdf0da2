// Package list finds where the records of a query stand, by the index that narrows it most, and loads those of a page; it counts, adds up and shows on a
// map what it finds.
package list

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Lists are those of one reader.
type Lists struct{ r *sight.Reader }

// Of are the Lists of a reader.
func Of(r *sight.Reader) Lists { return Lists{r} }
