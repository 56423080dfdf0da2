package change

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// longestIncident bounds the words of an incident, in characters.
const longestIncident = 4000

// AddIncident keeps something that happened, and gives its id. On a report that cases answer it is an incident of these as well.
func (e *Edit) AddIncident(i record.Incident) (string, error) {
	if err := e.may(pack.Edit); err != nil {
		return "", err
	}
	i.What = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(i.What, ""), "\x00", ""))
	if i.Seal == "" {
		i.Seal = record.ForStaff
	}
	if err := errors.Join(e.checkIncident(i), e.under(i.Seal)); err != nil {
		return "", err
	}
	i.Report, i.Origin = "", ""
	id, err := e.keepIncident(i)
	if err != nil {
		return "", err
	}
	return id, e.intoCases(id)
}

func (e *Edit) checkIncident(i record.Incident) error {
	bad := fault.Invalid{}
	now := e.unit.r.Moment
	switch {
	case i.What == "":
		bad.Add("what", "Enter what happened")
	case utf8.RuneCountInString(i.What) > longestIncident:
		bad.Add("what", "What happened must be %d characters or fewer", longestIncident)
	}
	switch {
	case i.Began.IsZero():
		bad.Add("day", "Enter the day it happened")
	case i.Began.After(now):
		bad.Add("day", "It must have happened in the past")
	case !i.Ended.IsZero() && !i.Ended.After(i.Began):
		bad.Add("until", "The end must be after the beginning")
	case i.Ended.After(now):
		bad.Add("until", "The end must be in the past")
	}
	if i.Severity != "" && record.SeverityWords(i.Severity) == "" {
		bad.Add("severity", "Select how bad it was from the list")
	}
	if err := bad.OrNil(); err != nil || i.Person == "" {
		return err
	}
	_, err := e.safeContact(i.Person) // who is not on the record told nothing of it
	return err
}

func (e *Edit) keepIncident(i record.Incident) (string, error) {
	i.ID, i.At = row.NewID(), e.unit.r.Moment
	if i.Author == "" {
		i.Author = e.unit.r.Principal.Name
	}
	var lon, lat any
	if i.Point != nil {
		lon, lat = i.Point.Lon, i.Point.Lat
	}
	_, err := e.unit.r.Exec(`INSERT INTO incident (id, record, began, timed, ended, place, lon, lat, person, reporter, report, origin, what, severity, at, author, seal)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		i.ID, e.rec.ID, i.Began, i.Timed, i.Ended, i.Place, lon, lat, i.Person, i.ByReporter, i.Report, i.Origin, i.What, i.Severity, i.At, i.Author, i.Seal)
	if err != nil {
		return "", fmt.Errorf("keep the incident: %w", err)
	}
	e.say("incident added", "", "", i.Began.Date().Words(), "", i.Seal)
	e.events[len(e.events)-1].Happened = i.Began
	if !e.isNew && !pack.Narrower(i.Seal) {
		e.riskAgain("A new incident")
	}
	return i.ID, nil
}

// intoCases has what a report tells be an incident of the open cases that answer it.
func (e *Edit) intoCases(id string) error {
	if e.kind.ID != e.unit.r.Core.Pack.Partnership.Report || e.isNew {
		return nil
	}
	cases, err := e.unit.r.IDs(store.SQL(`SELECT DISTINCT r.id FROM link l JOIN record r ON r.id = CASE WHEN l.from_id = ? THEN l.to_id ELSE l.from_id END
 JOIN incident i ON i.record = r.id AND i.report = ?
 WHERE (l.from_id = ? OR l.to_id = ?) AND l.ended IS NULL AND r.open ORDER BY r.id`, e.rec.ID, e.rec.ID, e.rec.ID, e.rec.ID))
	if err != nil {
		return err
	}
	for _, of := range cases {
		c, err := e.unit.following(of)
		if err != nil {
			return err
		}
		if err := c.takeIncidents(e); err != nil {
			return err
		}
	}
	return nil
}

// AnswersReport has a case answer a report: what the report told, and whatever was added to it, is an incident of the case, once.
func (e *Edit) AnswersReport(report *Edit) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	return e.takeIncidents(report)
}

func (e *Edit) takeIncidents(report *Edit) error {
	of, err := whole.Incidents(e.unit.r, report.rec.ID)
	if err != nil {
		return err
	}
	for i := range of {
		of[i].Origin = of[i].ID
	}
	of = append([]record.Incident{toldBy(report.rec)}, of...)
	has, err := whole.Incidents(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, i := range has {
		taken[i.Origin] = true
	}
	for _, i := range of {
		if taken[i.Origin] {
			continue
		}
		i.Report, i.Person = report.rec.ID, ""
		if !pack.Narrower(i.Seal) {
			i.Seal = record.ForStaff // who sent one report of a case reads nothing of the others
		}
		if _, err := e.keepIncident(i); err != nil {
			return err
		}
	}
	return nil
}

// toldBy is what a report tells as an incident: when it happened, or where that was not said when it was told.
func toldBy(r *record.Record) record.Incident {
	i := record.Incident{Began: r.Occurred, Ended: r.OccurredTo, Place: r.Place, Point: r.Point, What: r.Fields.Text("what"), ByReporter: true, Origin: r.ID, Author: record.Reporter, Seal: record.ForReporter}
	if i.Began.IsZero() {
		i.Began = r.Opened
	}
	i.Timed = i.Began != i.Began.Date().Start()
	if i.Ended == i.Began.Date().End() || !i.Ended.After(i.Began) {
		i.Ended = when.Instant{} // the day alone was said
	}
	if i.What == "" {
		i.What = r.Title
	}
	return i
}
