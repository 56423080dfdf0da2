package whole

import (
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// incidentColumns select incidents with the names of who told of them; a name is given where its person is on the record still, as far as
// the reader may know of that.
const incidentColumns = "SELECT id, began, timed, ended, place, lon, lat, person, reporter, report, origin, what, severity, at, author, seal FROM incident"

// incidents read what happened. The report that told of one is named where the reader sees its link; links are read before.
func incidents(v *sight.Reader, w *record.Whole) error {
	return v.Rows(ofRecord(v, incidentColumns, w.ID, "began, id"), func(s row.Scanner) error {
		i, err := scanIncident(s)
		if !slices.ContainsFunc(w.Links, func(l record.Link) bool { return l.Other == i.Report }) {
			i.Report, i.Origin = "", ""
		}
		i.PersonName = partyName(w, i.Person)
		if i.PersonName == "" {
			i.Person = ""
		}
		w.Incidents = append(w.Incidents, i)
		return err
	})
}

func scanIncident(s row.Scanner) (i record.Incident, err error) {
	var lon, lat sql.NullFloat64
	err = s.Scan(&i.ID, &i.Began, &i.Timed, &i.Ended, &i.Place, &lon, &lat, &i.Person, &i.ByReporter, &i.Report, &i.Origin, &i.What, &i.Severity, &i.At, &i.Author, &i.Seal)
	if lon.Valid && lat.Valid {
		i.Point = &record.Point{Lon: lon.Float64, Lat: lat.Float64}
	}
	return i, err
}

// Incidents are those of a record whoever asks, for what follows from them on another record.
func Incidents(v *sight.Reader, id string) (all []record.Incident, err error) {
	err = v.Rows(store.SQL(incidentColumns+" WHERE record = ? ORDER BY began, id", id), func(s row.Scanner) error {
		i, err := scanIncident(s)
		all = append(all, i)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the incidents: %w", err)
	}
	return all, nil
}

// partyName is the name of a person on the record, as the reader finds them there.
func partyName(w *record.Whole, person string) string {
	for _, p := range w.Parties {
		if person != "" && p.Person == person {
			return p.PersonName
		}
	}
	return ""
}

func contacts(v *sight.Reader, w *record.Whole) error {
	return v.Rows(ofRecord(v, "SELECT id, at, person, way, how, said, unsafe, author, written, seal FROM contact", w.ID, "at, id"), func(s row.Scanner) error {
		var c record.Contact
		err := s.Scan(&c.ID, &c.At, &c.Person, &c.Way, &c.How, &c.Said, &c.Unsafe, &c.Author, &c.Written, &c.Seal)
		c.PersonName = partyName(w, c.Person)
		w.Contacts = append(w.Contacts, c)
		return err
	})
}

// promises are what was agreed with the people on the record, and the days that were missed: of those whom the reader may know to be on it.
func promises(v *sight.Reader, w *record.Whole) error {
	standing, missed, err := Promises(v, w.ID)
	for _, p := range standing {
		if p.PersonName = partyName(w, p.Person); p.PersonName != "" && p.Ended.IsZero() {
			w.Promises = append(w.Promises, p)
		}
	}
	for _, m := range missed {
		if partyName(w, m.Person) != "" {
			w.Missed = append(w.Missed, m)
		}
	}
	return err
}

// Promises are all contact promises of a record and all days that were missed, whoever asks.
func Promises(v *sight.Reader, id string) (all []record.ContactPromise, missed []record.MissedContact, err error) {
	err = v.Rows(store.SQL("SELECT id, record, person, way, every, weekday, agreed, author, due, watch, ended, end_reason FROM contact_promise WHERE record = ? ORDER BY agreed, id", id), func(s row.Scanner) error {
		var p record.ContactPromise
		day := 0
		err := s.Scan(&p.ID, &p.Record, &p.Person, &p.Way, &p.Every, &day, &p.Agreed, &p.Author, &p.Due, &p.Watch, &p.Ended, &p.EndReason)
		p.Weekday = time.Weekday(day)
		all = append(all, p)
		return err
	})
	if err != nil || len(all) == 0 {
		return all, nil, err
	}
	err = v.Rows(store.SQL("SELECT id, promise, person, due, noted, answered FROM contact_missed WHERE record = ? ORDER BY due, id", id), func(s row.Scanner) error {
		var m record.MissedContact
		err := s.Scan(&m.ID, &m.Promise, &m.Person, &m.Due, &m.Noted, &m.Answered)
		missed = append(missed, m)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read what was promised: %w", err)
	}
	return all, missed, nil
}
