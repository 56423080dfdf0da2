package change

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// flush writes what changed of the record, its clocks, its projections and its events.
func (e *Edit) flush() error {
	if !e.isNew && !e.dirty {
		return nil
	}
	if err := e.holds(); err != nil {
		return err
	}
	if err := errors.Join(e.placed(), e.lapse()); err != nil {
		return err
	}
	if err := e.waiting(); err != nil {
		return err
	}
	stored := e.stored
	if err := e.update(); err != nil {
		return err
	}
	if differ(e.stored, stored, "owner_body", "team", "assignee") && !e.isNew {
		if err := e.handRecordings(); err != nil {
			return err
		}
	}
	if err := e.keepClocks(); err != nil {
		return err
	}
	if err := e.project(stored); err != nil {
		return fmt.Errorf("project %s: %w", e.rec.Reference, err)
	}
	events := row.Rows{Into: row.EventColumns}
	for _, ev := range e.events {
		row.AddEvent(&events, ev)
	}
	if err := events.Insert(e.unit.r.Ctx, e.unit.r.Tx); err != nil {
		return fmt.Errorf("keep the history of %s: %w", e.rec.Reference, err)
	}
	if err := e.tell(); err != nil {
		return err
	}
	e.events, e.dirty, e.told, e.isNew = nil, false, false, false
	return nil
}

// The columns of the record table by their bare names, in the order of recordArgs.
var (
	columnNames  = strings.Split(strings.NewReplacer("r.", "", " ", "", "\n", "").Replace(row.Columns), ",")
	insertRecord = row.InsertText("record ("+strings.Join(columnNames, ", ")+")", 1, len(columnNames))
)

func (e *Edit) insert() (err error) {
	if err := e.circled(); err != nil {
		return err
	}
	if e.stored, err = row.RecordArgs(e.kind, e.rec); err != nil {
		return err
	}
	if _, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, insertRecord, e.stored...); err != nil {
		return fmt.Errorf("keep %s: %w", e.rec.Reference, err)
	}
	e.dirty = false
	return nil
}

// differ says that two readings of a record's columns are not the same in one of some.
func differ(one, other []any, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		i := slices.Index(columnNames, name)
		return one[i] != other[i]
	})
}

// update writes the columns that changed, since each index that holds a column is written with it; a version that is no
// longer current is a conflict, never an overwrite.
func (e *Edit) update() error {
	if !e.dirty {
		return nil // made in this unit, and not changed since
	}
	was := e.rec.Version
	if !e.isNew && e.told {
		e.rec.Version++
	}
	now, err := row.RecordArgs(e.kind, e.rec)
	if err != nil {
		return err
	}
	if differ(now, e.stored, sight.RecordFacts...) {
		if err := e.circled(); err != nil {
			return err
		}
		now[slices.Index(columnNames, "circle")] = e.rec.Circle
	}
	var set []string
	var args []any
	for i, name := range columnNames {
		if now[i] != e.stored[i] {
			args = append(args, now[i])
			set = append(set, name+" = $"+strconv.Itoa(len(args)))
		}
	}
	if len(set) == 0 {
		return nil
	}
	n, err := e.unit.r.Exec(fmt.Sprintf("UPDATE record SET %s WHERE id = $%d AND version = $%d", strings.Join(set, ", "), len(args)+1, len(args)+2), append(args, e.rec.ID, was)...)
	if err != nil {
		return fmt.Errorf("keep %s: %w", e.rec.Reference, err)
	}
	if n == 0 {
		return e.unit.conflict(e.rec, was)
	}
	e.stored = now
	return nil
}

// project keeps the filter fields, the counted results and the words of the record in their narrow tables, where anything that they are
// made of changed.
func (e *Edit) project(stored []any) error {
	changed := func(names ...string) bool {
		return e.isNew || differ(e.stored, stored, names...)
	}
	for _, p := range []struct {
		table string
		from  []string
		write func() error
	}{
		{"record_value", append(columnFields(e.kind), "fields"), e.projectValues},
		{"record_measure", []string{"fields", "occurred", "area", "owner_body"}, e.projectMeasures},
	} {
		if !changed(p.from...) {
			continue
		}
		if !e.isNew {
			if _, err := e.unit.r.Exec("DELETE FROM "+p.table+" WHERE record = $1", e.rec.ID); err != nil {
				return err
			}
		}
		if err := p.write(); err != nil {
			return err
		}
	}
	if e.written(changed) {
		return e.projectParts()
	}
	return nil
}

// columnFields are the columns that are fields of a kind too.
func columnFields(k *pack.Kind) (columns []string) {
	for _, f := range k.Fields {
		if column := f.Column(); column != "" {
			columns = append(columns, column)
		}
	}
	return columns
}

func (e *Edit) projectValues() error {
	values := row.Rows{Into: "record_value (record, kind, field, value)"}
	for field, all := range record.Projected(e.kind, e.Record().Fields) {
		for _, v := range all {
			values.Add(e.rec.ID, e.kind.ID, field, v)
		}
	}
	return values.Insert(e.unit.r.Ctx, e.unit.r.Tx)
}

func (e *Edit) projectMeasures() error {
	day := e.rec.Occurred
	if day.IsZero() {
		day = e.rec.Opened
	}
	measures := row.Rows{Into: "record_measure (record, kind, measure, amount, day, area, body)"}
	for measure, amount := range record.Measured(e.kind, e.rec.Fields) {
		measures.Add(e.rec.ID, e.kind.ID, measure, amount, day.Date().String(), e.rec.Area, e.rec.OwnerBody)
	}
	return measures.Insert(e.unit.r.Ctx, e.unit.r.Tx)
}
