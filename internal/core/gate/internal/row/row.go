package row

import (
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/reference"
)

// Columns of the record table, in the order that scanRecord and recordArgs share.
const Columns = `r.id, r.kind, r.reference, r.title, r.state, r.open, r.category, r.marking, r.risk, r.channel,
 r.owner_body, r.sender_body, r.team, r.assignee, r.area, r.place, r.lon, r.lat, r.occurred, r.occurred_to, r.opened, r.due,
 r.contacted, r.closed, r.last_word, r.last_word_at, r.repeat_victim, r.asked, r.risk_due, r.contact_due, r.contact_missed, r.demo, r.version, r.circle, r.fields`

// Scanner is a row that is read.
type Scanner interface{ Scan(dest ...any) error }

// ScanRecord reads a record from a row of Columns.
func ScanRecord(p *pack.Pack, row Scanner) (*record.Record, error) {
	var r record.Record
	var lon, lat sql.NullFloat64
	var doc []byte
	err := row.Scan(&r.ID, &r.Kind, &r.Reference, &r.Title, &r.State, &r.Open, &r.Category, &r.Marking, &r.Risk, &r.Channel,
		&r.OwnerBody, &r.SenderBody, &r.Team, &r.Assignee, &r.Area, &r.Place, &lon, &lat, &r.Occurred, &r.OccurredTo, &r.Opened, &r.Due,
		&r.Contacted, &r.Closed, &r.LastWord, &r.LastWordAt, &r.RepeatVictim, &r.Asked, &r.RiskDue, &r.ContactDue, &r.ContactMiss, &r.Demo, &r.Version, &r.Circle, &doc)
	if err != nil {
		return nil, err
	}
	if lon.Valid && lat.Valid {
		r.Point = &record.Point{Lon: lon.Float64, Lat: lat.Float64}
	}
	kind, ok := p.Kind(r.Kind)
	if !ok {
		return nil, fmt.Errorf("%s is of kind %q, which the pack no longer declares", r.Reference, r.Kind)
	}
	if doc == nil { // a list that did not ask for it
		r.Fields = record.Fields{}
		return &r, nil
	}
	if r.Fields, err = record.Decode(kind, doc); err == nil {
		r.Mirror(kind)
	}
	return &r, err
}

// RecordArgs are the values of Columns. What a column holds is not said again in the document.
func RecordArgs(k *pack.Kind, r *record.Record) ([]any, error) {
	doc, err := r.Own(k).Encode()
	if err != nil {
		return nil, err
	}
	var lon, lat any
	if r.Point != nil {
		lon, lat = r.Point.Lon, r.Point.Lat
	}
	return []any{r.ID, r.Kind, r.Reference, r.Title, r.State, r.Open, r.Category, r.Marking, r.Risk, r.Channel,
		r.OwnerBody, r.SenderBody, r.Team, r.Assignee, r.Area, r.Place, lon, lat, r.Occurred, r.OccurredTo, r.Opened, r.Due,
		r.Contacted, r.Closed, r.LastWord, r.LastWordAt, r.RepeatVictim, r.Asked, r.RiskDue, r.ContactDue, r.ContactMiss, r.Demo, r.Version, r.Circle, doc}, nil
}

// NewID is a new identifier; version 7 sorts by time, so that new rows land together.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// FormatReference is the reference as people say it: kind, year, number, check character.
func FormatReference(prefix string, year int, n int64) (string, error) {
	ref, err := reference.New(prefix, year, int(n))
	return ref.String(), err
}

// TidyReference reads a reference however it was typed; what is not one is left as it is.
func TidyReference(typed string) string {
	if ref, err := reference.Parse(typed); err == nil {
		return ref.String()
	}
	return typed
}
