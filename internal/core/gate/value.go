package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Entered is a value of an indicator that was entered by hand, or computed and kept.
type Entered struct {
	ID        string
	Indicator string
	Period    string
	Value     float64
	Base      string
	Source    string
	Comment   string
	Rating    string
	At        when.Instant
	By        string
}

// entriesMost bounds the values that are read of one indicator.
const entriesMost = 500

// Entries are the values entered for each of some indicators, newest first.
func (v *View) Entries(indicators ...string) (map[string][]Entered, error) {
	out := map[string][]Entered{}
	err := v.r.Rows(store.SQL(`SELECT id, indicator, period, value, base, source, comment, rating, at, by FROM indicator_value
 WHERE indicator IN ? ORDER BY at DESC, id DESC`+store.Limit(entriesMost*len(indicators)), indicators), func(s row.Scanner) error {
		var e Entered
		err := s.Scan(&e.ID, &e.Indicator, &e.Period, &e.Value, &e.Base, &e.Source, &e.Comment, &e.Rating, &e.At, &e.By)
		out[e.Indicator] = append(out[e.Indicator], e)
		return err
	})
	return out, err
}

// Run is an analysis that was kept, with all that is needed to run it again.
type Run struct {
	ID          string
	Analysis    string
	Title       string
	Parameters  []byte // JSON
	Fingerprint string // of the facts it read
	Seed        int64
	Result      []byte // JSON
	At          when.Instant
	By          string
}

// Runs are the kept analyses, newest first; analysis "" means any.
func (v *View) Runs(analysis string, most int) ([]Run, error) {
	if !v.r.Core.Rules.Anywhere(v.r.Principal, pack.Analyse, "") {
		return nil, fmt.Errorf("your post does not let you open an analysis: %w", fault.ErrForbidden)
	}
	var out []Run
	err := v.r.Rows(store.SQL(`SELECT id, analysis, title, parameters, fingerprint, seed, result, at, by FROM run
 WHERE ? = '' OR analysis = ? OR id = ? ORDER BY at DESC, id DESC`+store.Limit(min(max(most, 1), 200)), analysis, analysis, analysis), func(s row.Scanner) error {
		var r Run
		err := s.Scan(&r.ID, &r.Analysis, &r.Title, &r.Parameters, &r.Fingerprint, &r.Seed, &r.Result, &r.At, &r.By)
		out = append(out, r)
		return err
	})
	return out, err
}
