// Package trail reads the audit: who read and changed what.
package trail

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Trail are those of one reader.
type Trail struct{ r *sight.Reader }

// Of are the Trail of a reader.
func Of(r *sight.Reader) Trail { return Trail{r} }
