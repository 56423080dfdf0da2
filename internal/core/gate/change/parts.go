package change

import (
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/hit"
	"github.com/wardmote/wardmote/internal/core/gate/internal/list"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/reference"
)

// wordy is what is done to a record that leaves words beside its actions.
var wordy = []string{"noted", "file added", "incident added", "contacted"}

// written says that the words of a record may have changed in this unit: a column that has words, or what hangs on it.
func (e *Edit) written(changed func(...string) bool) bool {
	return changed("title", "place", "reference", "fields", "opened") || slices.ContainsFunc(e.events, func(ev record.Event) bool {
		return slices.Contains(wordy, ev.Verb) || strings.HasPrefix(ev.Verb, "action ")
	})
}

// projectParts keeps the words of the record in the index: all that whoever opens it may read in one part, and apart from it each field of
// a compartment, what hangs on it in each compartment, and each reference of another record, which not everybody reads.
func (e *Edit) projectParts() error {
	index, u := find.On(e.unit.r.Core.DB.Engine()), e.unit
	if !e.isNew {
		if err := index.Forget(u.r.Ctx, u.r.Tx, find.Records, e.rec.ID); err != nil {
			return err
		}
	}
	hanging, err := hit.Hanging(u.r, []string{e.rec.ID})
	if err != nil {
		return err
	}
	for _, p := range partsOf(e.kind, e.rec, hanging) {
		if err := index.Keep(u.r.Ctx, u.r.Tx, p); err != nil {
			return err
		}
	}
	return nil
}

// partsOf are the parts of a record. What is of one part alone stands beside the words of the title and the place, so that the two are
// found together.
func partsOf(k *pack.Kind, r *record.Record, hanging []hit.Passage) []find.Part {
	title, place, others := r.Title, r.Place, []string(nil)
	if slices.ContainsFunc(k.Fields, func(f pack.Field) bool { return f.Reference }) {
		title, others = withoutReferences(title)
	}
	head := find.Tokens(title, place, r.Reference)
	for _, name := range []string{find.Name(title), find.Name(place)} {
		if name != "" && !slices.Contains(head, name) {
			head = append(head, name)
		}
	}
	open := find.Part{Record: r.ID, At: r.Opened, Head: head}
	apart := func(text, seal, about string) find.Part {
		return find.Part{Record: r.ID, At: r.Opened, Seal: seal, About: about, Text: find.Tokens(text, title, place)}
	}
	var texts []string
	var sealed []find.Part
	for _, f := range k.Fields {
		text := r.Fields.Text(f.ID)
		switch ref, err := reference.Parse(text); {
		case f.Type != pack.Text || text == "":
		case f.Reference && err == nil:
			others = append(others, ref.String())
		case f.Compartment != "":
			sealed = append(sealed, apart(text, list.SealOf(k, f), ""))
		default:
			texts = append(texts, text)
		}
	}
	for _, about := range slices.Compact(slices.Sorted(slices.Values(others))) {
		sealed = append(sealed, apart(about, "", about))
	}
	under := map[string][]string{}
	for _, h := range hanging {
		if pack.Narrower(h.Seal) {
			under[h.Seal] = append(under[h.Seal], h.Text)
		} else {
			texts = append(texts, h.Text)
		}
	}
	for _, seal := range slices.Sorted(maps.Keys(under)) {
		sealed = append(sealed, apart(strings.Join(under[seal], "\n"), seal, ""))
	}
	open.Text = find.Tokens(texts...)
	return append([]find.Part{open}, sealed...)
}

// withoutReferences parts a title from the references of records in it, as earlier versions wrote them.
func withoutReferences(title string) (string, []string) {
	var others []string
	for _, word := range strings.Fields(title) {
		if ref, err := reference.Parse(strings.Trim(word, ".,:;()")); err == nil && ref.String() == strings.Trim(word, ".,:;()") {
			others = append(others, ref.String())
			title = strings.ReplaceAll(title, ref.String(), " ")
		}
	}
	return title, others
}
