package fault

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Remark is something that the public is told: the key of a message in the catalogue, and "name", value pairs for what it names. Below
// the web it has no language; the web words it in the reader's.
type Remark struct {
	Key   string
	Names []any
}

// Say is what is said by a key.
func Say(key string, names ...any) Remark { return Remark{key, names} }

// String is for the log.
func (s Remark) String() string {
	if len(s.Names) == 0 {
		return s.Key
	}
	return s.Key + " " + strings.Trim(fmt.Sprint(s.Names), "[]")
}

// Wrong says which answers of a public form were wrong, each by what is said of it. The key "" is the whole form.
type Wrong map[string]Remark

// Error lists the answers in a stable order.
func (w Wrong) Error() string {
	var parts []string
	for _, field := range slices.Sorted(maps.Keys(w)) {
		parts = append(parts, strings.TrimPrefix(field+": "+w[field].String(), ": "))
	}
	return strings.Join(parts, "; ")
}

// Add notes what is wrong with an answer; the first word on it stands.
func (w Wrong) Add(field, key string, names ...any) {
	if _, ok := w[field]; !ok {
		w[field] = Say(key, names...)
	}
}

// OrNil is nil where nothing was wrong.
func (w Wrong) OrNil() error {
	if len(w) == 0 {
		return nil
	}
	return w
}
