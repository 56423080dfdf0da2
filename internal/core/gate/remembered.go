package gate

import (
	"encoding/json"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/wardmote/wardmote/internal/core/store"
)

// remembered holds answers by their questions, so many at most; what was asked for longest ago goes first.
func remembered[V any](most int) *lru.Cache[string, V] {
	known, err := lru.New[string, V](most)
	if err != nil {
		panic(err) // only for a size below one
	}
	return known
}

// owned is remembered for what one process alone may change: nil on PostgreSQL, where several share a store and another may
// change it. Its owner locks it.
func owned[V any](engine store.Engine, most int) *simplelru.LRU[string, V] {
	if engine != store.SQLite {
		return nil
	}
	known, err := simplelru.NewLRU[string, V](most, nil)
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
