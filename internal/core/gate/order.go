package gate

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// order is the order of the list: newest first, or nearest due first.
func (q Query) order() string {
	if q.ByDue {
		return " ORDER BY r.due, r.id"
	}
	return " ORDER BY r.opened DESC, r.id DESC"
}

// key is what a record is sorted by, in a text that sorts alike.
func (q Query) key(r *record.Record) string {
	if q.ByDue {
		return r.Due.String()
	}
	return r.Opened.String()
}

// behind says that a key comes after another in the list.
func (q Query) behind(key, other string) bool {
	if q.ByDue {
		return key > other
	}
	return key < other
}

// inOrder puts records that came by several ways into the order of the list, each once.
func (q Query) inOrder(records []record.Record) []record.Record {
	slices.SortFunc(records, func(a, b record.Record) int {
		if q.ByDue {
			return cmp.Or(strings.Compare(a.Due.String(), b.Due.String()), strings.Compare(a.ID, b.ID))
		}
		return cmp.Or(b.Opened.Time().Compare(a.Opened.Time()), strings.Compare(b.ID, a.ID))
	})
	return slices.CompactFunc(records, func(a, b record.Record) bool { return a.ID == b.ID })
}

// cursor names the last record of a page by what the page is sorted by, so that the next page starts behind it however
// many records arrived meanwhile.
func cursor(q Query, r *record.Record) string {
	return base64.RawURLEncoding.EncodeToString([]byte(q.key(r) + " " + r.ID))
}

// cursorAt is the place behind every record of a key.
func (q Query) cursorAt(key string) string {
	id := "" // ids run backwards from newest to oldest
	if q.ByDue {
		id = behindAll
	}
	return base64.RawURLEncoding.EncodeToString([]byte(key + " " + id))
}

// placed is what a cursor names.
func placed(q Query) (key, id string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(q.After)
	key, id, ok := strings.Cut(string(raw), " ")
	if err != nil || !ok {
		return "", "", lostPage
	}
	return key, id, nil
}

var lostPage = fault.Invalid{"after": "this page of the list is no longer there; start from the first"}

func afterCursor(q Query) (store.Clause, error) {
	if q.After == "" {
		return store.Clause{}, nil
	}
	key, id, err := placed(q)
	if err != nil {
		return store.Clause{}, err
	}
	if q.ByDue {
		day, err := when.ParseDate(key)
		if err != nil {
			return store.Clause{}, lostPage
		}
		return store.SQL("r.due >= ? AND (r.due > ? OR r.id > ?)", day, day, id), nil
	}
	var at when.Instant
	if at.UnmarshalText([]byte(key)) != nil {
		return store.Clause{}, lostPage
	}
	return store.SQL("r.opened <= ? AND (r.opened < ? OR r.id < ?)", at, at, id), nil
}

// withinMicros is within for record_word, newest first.
func (q Query) withinMicros() (store.Clause, error) {
	var parts []store.Clause
	add := func(text string, args ...any) { parts = append(parts, store.SQL(text, args...)) }
	if q.After != "" {
		key, id, err := placed(q)
		var at when.Instant
		if err != nil || at.UnmarshalText([]byte(key)) != nil {
			return store.Clause{}, lostPage
		}
		micros := at.Time().UnixMicro()
		add("x.opened <= ? AND (x.opened < ? OR x.record < ?)", micros, micros, id)
	}
	if q.Date == "" || q.Date == "opened" {
		if !q.From.IsZero() {
			add("x.opened >= ?", q.From.Time().UnixMicro())
		}
		if !q.Until.IsZero() {
			add("x.opened < ?", q.Until.Time().UnixMicro())
		}
	}
	if len(parts) == 0 {
		return store.Clause{}, nil
	}
	return store.And(parts...), nil
}
