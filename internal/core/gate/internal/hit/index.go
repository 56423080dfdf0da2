package hit

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// ShapeOf is what the projections of a kind depend on: which fields lists filter by, which are counted, which hold text, and which are
// kept in a compartment, whichever that is. A pack that changes none of these leaves the projections as they are.
func ShapeOf(k *pack.Kind) string {
	h := sha256.New()
	fmt.Fprintf(h, "words %s\n", IndexOf)
	for _, f := range k.Fields {
		if f.Type == pack.Text {
			fmt.Fprintf(h, "text %s %v %v\n", f.ID, f.Compartment != "", f.Reference)
		}
		if f.Filter || f.Measure != "" {
			fmt.Fprintf(h, "%s %s %v %s %v\n", f.ID, f.Type, f.Filter, f.Measure, f.Compartment != "")
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Progress is how far the projecting of a kind is.
type Progress struct {
	Shape, Upto string
	Done        bool
}

// Projected is how far the projecting of a kind, or of people, is.
func Projected(v *sight.Reader, kind string) (p Progress, err error) {
	err = v.Tx.QueryRowContext(v.Ctx, "SELECT shape, upto, done FROM projection WHERE kind = $1", kind).Scan(&p.Shape, &p.Upto, &p.Done)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return p, err
}

// Unindexed are the kinds of which not all records are found by their words yet. Once none is left nothing is asked any more: a pack does not
// change while a program runs.
func (v *Hits) Unindexed() (kinds []string, err error) {
	if v.r.Core.Indexed.Load() {
		return nil, nil
	}
	for i := range v.r.Core.Pack.Kinds {
		k := &v.r.Core.Pack.Kinds[i]
		p, err := Projected(v.r, k.ID)
		if err != nil {
			return nil, err
		}
		if p.Done && p.Shape == ShapeOf(k) {
			continue
		}
		some := 0
		if err := v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT count(*) FROM (SELECT 1 FROM record WHERE kind = $1 LIMIT 1) x", k.ID).Scan(&some); err != nil {
			return nil, err
		}
		if some > 0 {
			kinds = append(kinds, k.ID)
		}
	}
	v.r.Core.Indexed.Store(len(kinds) == 0)
	return kinds, nil
}

// PeopleAnew is the name under which the progress of indexing people is kept, beside the kinds of record.
const PeopleAnew = "people"
