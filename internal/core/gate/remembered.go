package gate

import (
	"encoding/json"

	lru "github.com/hashicorp/golang-lru/v2"
)

// remembered holds answers by their questions, so many at most; what was asked for longest ago goes first.
func remembered[V any](most int) *lru.Cache[string, V] {
	known, err := lru.New[string, V](most)
	if err != nil {
		panic(err) // only for a size below one
	}
	return known
}

// asking is a question of its parts. It is JSON, so that no two lists of values read alike, whatever somebody typed into one:
// what a reader may see is among them.
func asking(parts ...any) (string, error) {
	text, err := json.Marshal(parts)
	return string(text), err
}
