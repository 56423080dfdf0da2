package list

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// order is the order of the list: newest first, or nearest due first. Records without a day stand in an index by their ids.
func (q Query) order() string {
	if q.ByDue {
		return " ORDER BY r.due, r.id"
	}
	return " ORDER BY r.opened DESC, r.id DESC"
}

// behindAll sorts behind every record's id, which is of figures, the letters a to f and dashes.
const behindAll = "z"

// spot is where a record stands in a list: by what the list is sorted by, in a text that sorts alike, and its id.
type spot struct{ key, id string }

// sorted is the column that the list is sorted by.
func (q Query) sorted() string {
	if q.undated {
		return "r.id"
	}
	if q.ByDue {
		return "r.due"
	}
	return "r.opened"
}

// scanSpot reads the id of a record and what it is sorted by.
func (q Query) scanSpot(s row.Scanner) (f spot, err error) {
	if q.undated {
		err = s.Scan(&f.id, &f.key)
		return f, err
	}
	if q.ByDue {
		var due when.Date
		err = s.Scan(&f.id, &due)
		f.key = due.String()
		return f, err
	}
	var opened when.Instant
	err = s.Scan(&f.id, &opened)
	f.key = opened.String()
	return f, err
}

// behind says that a key comes after another in the list.
func (q Query) behind(key, other string) bool {
	if q.ByDue {
		return key > other
	}
	return key < other
}

// inOrder puts records that came by several ways into the order of the list, each once.
func (q Query) inOrder(found []spot) []spot {
	slices.SortFunc(found, func(a, b spot) int {
		if q.ByDue {
			return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.id, b.id))
		}
		return cmp.Or(strings.Compare(b.key, a.key), strings.Compare(b.id, a.id))
	})
	return slices.Compact(found)
}

// cursor names the last record of a page by where it stands, so that the next page starts behind it however many records
// arrived meanwhile.
func (f spot) cursor() string {
	return base64.RawURLEncoding.EncodeToString([]byte(f.key + " " + f.id))
}

// cursorAt is the place behind every record of a key.
func (q Query) cursorAt(key string) string {
	id := "" // ids run backwards from newest to oldest
	switch {
	case q.undated:
		id = key
	case q.ByDue:
		id = behindAll
	}
	return spot{key, id}.cursor()
}

// placed is what a cursor names.
func placed(q Query) (key, id string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(q.After)
	key, id, ok := strings.Cut(string(raw), " ")
	if err != nil || !ok {
		return "", "", LostPage
	}
	return key, id, nil
}

// afterUndated says that the page before ended among the records without a day, which are named by their ids alone.
func (q Query) afterUndated() bool {
	key, id, err := placed(q)
	return err == nil && key == id
}

// LostPage says that a cursor names no place.
var LostPage = fault.Invalid{"after": "this page of the list is no longer there; start from the first"}

func afterCursor(q Query) (store.Clause, error) {
	if q.After == "" {
		return store.Clause{}, nil
	}
	key, id, err := placed(q)
	if err != nil {
		return store.Clause{}, err
	}
	if q.undated {
		return store.SQL("r.id > ?", id), nil
	}
	if q.ByDue {
		day, err := when.ParseDate(key)
		if err != nil {
			return store.Clause{}, LostPage
		}
		return store.SQL("r.due >= ? AND (r.due > ? OR r.id > ?)", day, day, id), nil
	}
	var at when.Instant
	if at.UnmarshalText([]byte(key)) != nil {
		return store.Clause{}, LostPage
	}
	return store.SQL("r.opened <= ? AND (r.opened < ? OR r.id < ?)", at, at, id), nil
}
