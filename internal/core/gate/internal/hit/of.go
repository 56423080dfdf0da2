// Package hit finds records by anything that the reader may read of them.
package hit

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Hits are those of one reader.
type Hits struct{ r *sight.Reader }

// Of are the Hits of a reader.
func Of(r *sight.Reader) Hits { return Hits{r} }
