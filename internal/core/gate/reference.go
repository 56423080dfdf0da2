package gate

import "github.com/wardmote/wardmote/internal/core/reference"

// formatReference is the reference as people say it: kind, year, number, check character.
func formatReference(prefix string, year int, n int64) (string, error) {
	ref, err := reference.New(prefix, year, int(n))
	return ref.String(), err
}

// tidyReference reads a reference however it was typed; what is not one is left as it is.
func tidyReference(typed string) string {
	if ref, err := reference.Parse(typed); err == nil {
		return ref.String()
	}
	return typed
}
