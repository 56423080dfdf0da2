// Package inbox reads the messages that the program writes: those to a reader, and all of them for who administers it.
package inbox

import "github.com/wardmote/wardmote/internal/core/gate/internal/sight"

// Post are those of one reader.
type Post struct{ r *sight.Reader }

// Of are the Post of a reader.
func Of(r *sight.Reader) Post { return Post{r} }
