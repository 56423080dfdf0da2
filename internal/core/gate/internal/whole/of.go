// Package whole opens one record with everything on it, as far as the reader may see it.
package whole

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Wholes are those of one reader.
type Wholes struct{ r *sight.Reader }

// Of are the Wholes of a reader.
func Of(r *sight.Reader) Wholes { return Wholes{r} }
