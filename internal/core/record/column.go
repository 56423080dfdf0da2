package record

import (
	"maps"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// text is the column of a record that a field is, where it holds a text.
func (r *Record) text(column string) *string {
	switch column {
	case "title":
		return &r.Title
	case "category":
		return &r.Category
	case "channel":
		return &r.Channel
	case "team":
		return &r.Team
	}
	return nil
}

// Fill fills the columns of a new record that were left empty from the fields that are columns, and such fields from their columns.
func (r *Record) Fill(k *pack.Kind) {
	for _, f := range k.Fields {
		column := f.Column()
		switch at, given := r.text(column), r.Fields.Text(column); {
		case at != nil && *at == "":
			*at = given
		case at != nil && given == "":
			r.Fields[column] = *at
		}
		if column == "repeat_victim" && r.Fields.Yes(column) {
			r.RepeatVictim = true
		}
	}
}

// Mirror has the fields that are columns say what the columns hold. Whether somebody suffered it before is a column of two values: that
// it was asked and denied stays with the fields, and says nothing against the column.
func (r *Record) Mirror(k *pack.Kind) {
	for _, f := range k.Fields {
		column := f.Column()
		switch at := r.text(column); {
		case at != nil && *at != "":
			r.Fields[column] = *at
		case at != nil:
			delete(r.Fields, column)
		case column == "repeat_victim" && r.RepeatVictim:
			r.Fields[column] = true
		case column == "repeat_victim" && r.Fields.Yes(column):
			delete(r.Fields, column)
		}
	}
}

// Own are the fields without those that are columns: what the record's document keeps.
func (r *Record) Own(k *pack.Kind) Fields {
	own := maps.Clone(r.Fields)
	for _, f := range k.Fields {
		if column := f.Column(); r.text(column) != nil || column != "" && r.RepeatVictim {
			delete(own, column)
		}
	}
	return own
}
