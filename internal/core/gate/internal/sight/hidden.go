package sight

import (
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/store"
)

// AnotherRecord stands for the reference of a record that the reader may not see: that there is one is part of this record or of its
// history, which one is not.
const AnotherRecord = "another record"

// HideReferences takes out of a history the references of records that the principal may not see, as when two records were
// linked.
func (v *Reader) HideReferences(events []record.Event) error {
	var texts []*string
	for i := range events {
		texts = append(texts, &events[i].Before, &events[i].After)
	}
	return v.hide(texts)
}

// Narrow takes out of records what the principal may not read of them: the fields of compartments, and the references of others.
func (v *Reader) Narrow(records ...*record.Record) error {
	for _, r := range records {
		v.hideSealedFields(r)
	}
	return v.hideAbout(records...)
}

// hideAbout takes out of records the references of others that the principal may not see: out of the fields that say which record
// they are about, and out of the titles of such kinds.
func (v *Reader) hideAbout(records ...*record.Record) error {
	if v.Principal.System {
		return nil
	}
	type held struct {
		r        *record.Record
		field    string // the title where it is empty
		was, now string
	}
	var all []*held
	for _, r := range records {
		kind, ok := v.Core.Pack.Kind(r.Kind)
		if !ok {
			continue
		}
		for _, f := range kind.Fields {
			if !f.Reference {
				continue
			}
			if ref := r.Fields.Text(f.ID); ref != "" {
				all = append(all, &held{r, f.ID, ref, row.TidyReference(ref)})
			}
			for _, word := range strings.Fields(r.Title) { // as earlier versions wrote it
				all = append(all, &held{r, "", strings.Trim(word, ".,:;()"), strings.Trim(word, ".,:;()")})
			}
		}
	}
	texts := make([]*string, 0, len(all))
	for _, h := range all {
		texts = append(texts, &h.now)
	}
	if err := v.hide(texts); err != nil {
		return err
	}
	for _, h := range all {
		switch {
		case h.now != AnotherRecord:
		case h.field == "":
			h.r.Title = strings.ReplaceAll(h.r.Title, h.was, AnotherRecord)
		default:
			h.r.Fields[h.field] = AnotherRecord
		}
	}
	return nil
}

// hide puts AnotherRecord in the place of each text that is the reference of a record which the principal may not see.
func (v *Reader) hide(texts []*string) error {
	named := map[string]string{}
	var refs []*string
	for _, text := range texts {
		if ref, err := reference.Parse(*text); err == nil && ref.String() == *text {
			named[*text] = AnotherRecord
			refs = append(refs, text)
		}
	}
	if len(named) == 0 {
		return nil
	}
	may, err := v.Rule(pack.View)
	if err != nil {
		return err
	}
	err = v.Rows(store.SQL("SELECT r.reference FROM record r WHERE r.reference IN ? AND ("+may.Text+")", append([]any{slices.Sorted(maps.Keys(named))}, may.Args...)...), func(s row.Scanner) error {
		var ref string
		err := s.Scan(&ref)
		named[ref] = ref
		return err
	})
	for _, text := range refs {
		*text = named[*text]
	}
	return err
}
