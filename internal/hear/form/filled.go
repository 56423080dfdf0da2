package form

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Filled is what has been filled in so far of a form that the pack declares. Answers that do not count any more, because one before
// them was changed, stay until they are wanted again; Declared.Answers leaves them out.
type Filled struct {
	Key     string          `json:"key"` // a secret of this one filling in, by which it is sent once
	Given   json.RawMessage `json:"fields,omitempty"`
	Place   Place           `json:"place,omitzero"`
	Contact Contact         `json:"contact,omitzero"`
	Passed  []string        `json:"passed,omitempty"` // pages that were answered

	fields record.Fields
	kept   Draft
}

// Field is the answer that is kept in a field of the kind; nil where there is none.
func (f *Filled) Field(id string) any { return f.fields[id] }

// Set takes the answer to a question; nil takes it away.
func (f *Filled) Set(id string, value any) {
	if value == nil {
		delete(f.fields, id)
		return
	}
	f.fields[id] = value
}

// Answered notes that a page was answered.
func (f *Filled) Answered(page string) {
	if !slices.Contains(f.Passed, page) {
		f.Passed = append(f.Passed, page)
	}
}

// Ask forgets that pages were answered, because an answer before them has changed.
func (f *Filled) Ask(pages ...string) {
	f.Passed = slices.DeleteFunc(f.Passed, func(p string) bool { return slices.Contains(pages, p) })
}

// Has says that a page was answered.
func (f *Filled) Has(page string) bool { return slices.Contains(f.Passed, page) }

// Clone is the same form to change without changing this one.
func (f *Filled) Clone() *Filled {
	c := *f
	c.fields, c.Place, c.Passed = maps.Clone(f.fields), f.Place.Clone(), slices.Clone(f.Passed)
	c.Contact.Reach.By = slices.Clone(f.Contact.Reach.By)
	return &c
}

// Become takes all that another one holds.
func (f *Filled) Become(now *Filled) { *f = *now }

// sealable is the form as it is kept.
func (f *Filled) sealable() (*Filled, error) {
	text, err := f.fields.Encode()
	f.Given = json.RawMessage(text)
	return f, err
}

// opened reads a form as it was kept; the kind gives each answer its type.
func opened(kept Draft, k *pack.Kind) (*Filled, error) {
	f := &Filled{kept: kept}
	if err := kept.Open(f); err != nil {
		return nil, err
	}
	var err error
	f.fields = record.Fields{}
	if len(f.Given) > 0 {
		f.fields, err = record.Decode(k, f.Given)
	}
	return f, err
}
