package records

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// formBytes bounds a form with files.
const formBytes = 25 << 20

// form is the form of a kind under way: what was sent or kept, what it means, and what is still to be asked.
type form struct {
	s     *screens
	kind  *pack.Kind
	who   access.Principal
	today when.Date
	*ask.Sheet
	editing bool // a record that is there already; team and risk are changed by acts of their own

	fields  record.Fields
	common  common
	uploads map[string]act.File
	added   []string    // names of fields that the answers so far call for, and that were not shown before
	offered []pack.Team // to which a new record may be given
}

// common is what records of every kind have, whatever their own fields.
type common struct {
	Title        string
	Team         string
	Risk         string
	Place        placed
	Occurred, To when.Instant
}

func (s *screens) newForm(w http.ResponseWriter, r *http.Request, k *pack.Kind) (*form, error) {
	in, err := page.ReadForm(w, r, formBytes)
	if err != nil {
		return nil, err
	}
	f := &form{s: s, kind: k, who: desk.Who(r), today: s.desk.Gate.Now().Date(), Sheet: ask.NewSheet(in, r.Method == http.MethodPost),
		fields: record.Fields{}, uploads: map[string]act.File{}}
	f.offered, err = f.teams(r)
	return f, err
}

// control names the inputs of a kind's own field, apart from those that every kind has.
func control(field string) string { return "f_" + field }

// mine are the fields that the reader may fill in: those kept by the police are for them and whom the pack names beside them.
func (f *form) mine() []pack.Field {
	return slices.DeleteFunc(slices.Clone(f.kind.Fields), func(x pack.Field) bool { return !f.s.desk.Gate.Rules().Keeps(f.who, x) })
}

// asked are those of mine that the answers so far call for. A new record is not asked for what its ending is for.
func (f *form) asked() []pack.Field {
	return slices.DeleteFunc(f.mine(), func(x pack.Field) bool {
		return !record.Asked(f.kind, x, f.fields, f.today) || !f.editing && !x.Required && endsWith(f.kind, x)
	})
}

// endsWith says that a guard of a closing move looks at the field: the page of that move asks for it.
func endsWith(k *pack.Kind, field pack.Field) bool {
	return slices.ContainsFunc(k.Transitions, func(t pack.Transition) bool {
		to, _ := k.State(t.To)
		return to.Closed && slices.Contains(t.Guarded(), field.ID)
	})
}

// read takes everything that was sent. What was wrong is in f.In.Errors; f.ready says whether it can be kept.
func (f *form) read(r *http.Request, v *gate.View) error {
	shown := f.In.All("shown")
	for _, field := range f.mine() {
		if field.When != nil && !slices.Contains(shown, field.ID) {
			continue
		}
		value, err := f.parse(r, v, field)
		if err != nil {
			return err
		}
		if value != nil {
			f.fields[field.ID] = value
		}
	}
	f.dropUnasked()
	for _, field := range f.asked() {
		_, given := f.fields[field.ID]
		if field.When != nil && !slices.Contains(shown, field.ID) {
			f.added = append(f.added, words.Lower(field.Name))
			continue
		}
		if field.Required && !given && len(f.Picks[control(field.ID)]) == 0 {
			f.fail(field, missing(field))
		}
	}
	return f.readCommon()
}

// dropUnasked empties what the answers no longer call for, and says nothing of its faults.
func (f *form) dropUnasked() {
	for range f.kind.Fields { // one field may hang on another that hangs on a third
		before := len(f.fields)
		for _, field := range f.mine() {
			if !record.Asked(f.kind, field, f.fields, f.today) {
				delete(f.fields, field.ID)
				delete(f.uploads, field.ID)
				f.In.Errors = slices.DeleteFunc(f.In.Errors, func(e page.FieldError) bool { return e.Field == ask.Anchor(control(field.ID), field) })
			}
		}
		if len(f.fields) == before {
			return
		}
	}
}

// ready says that nothing is wrong and nothing is left to ask.
func (f *form) ready() bool {
	return len(f.In.Errors) == 0 && len(f.added) == 0 && len(f.Picks) == 0
}

func missing(field pack.Field) string {
	switch field.Type {
	case pack.Choice, pack.Choices, pack.YesNo, pack.BodyRef, pack.Document:
		return "Select " + words.Lower(field.Name)
	}
	return "Enter " + words.Lower(field.Name)
}

func (f *form) fail(field pack.Field, message string) { f.Fail(control(field.ID), field, message) }

// refused moves what the gate said of fields to their controls. It is false where err is something else.
func (f *form) refused(err error) bool {
	var found page.Errors
	if !desk.Invalid(err, &found) {
		return false
	}
	for _, e := range found {
		if field, ok := f.kind.Field(e.Field); ok {
			f.fail(field, e.Message)
			continue
		}
		f.In.Errors.Add("c_"+e.Field, "%s", words.Capital(e.Message))
	}
	return true
}

// hold fills the controls with a record as it is.
func (f *form) hold(rec *record.Record) {
	f.fields = record.Fields{}
	for id, v := range rec.Fields {
		f.fields[id] = v
	}
	for _, field := range f.kind.Fields {
		f.holdField(field, f.fields[field.ID])
	}
	f.Initial["c_title"] = []string{rec.Title}
	f.Initial["c_area"] = []string{rec.Area}
	f.holdPlace("c_where", rec.Place, rec.Area)
	if rec.Point != nil {
		f.Initial["c_lon"], f.Initial["c_lat"] = []string{degrees(rec.Point.Lon)}, []string{degrees(rec.Point.Lat)}
	}
	if !rec.Occurred.IsZero() {
		f.HoldDay("c_day", rec.Occurred.Date())
		f.Initial["c_from"] = clockTime(rec.Occurred)
		f.Initial["c_to"] = clockTime(rec.OccurredTo)
	}
}

func (f *form) holdField(field pack.Field, v any) {
	name := control(field.ID)
	f.Hold(name, field, v)
	if field.Type == pack.PlaceRef && v != nil {
		f.holdPlace(name, record.Show(field, v), "")
	}
}
