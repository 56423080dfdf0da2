// Package person reads the cards of people who are on records that the reader may see.
package person

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Cards are those of one reader.
type Cards struct{ r *sight.Reader }

// Of are the Cards of a reader.
func Of(r *sight.Reader) Cards { return Cards{r} }
