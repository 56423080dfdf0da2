package gate

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
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

// Enter keeps a value of an indicator. Earlier values of the period stay; the newest is shown.
func (g *Gate) Enter(ctx context.Context, who access.Principal, e Entered) error {
	return g.Write(ctx, who, func(u *Unit) error { return u.enter(e) })
}

func (u *Unit) enter(e Entered) error {
	if !u.gate.rules.Home(u.who, "performance", "admin") {
		return fmt.Errorf("your post does not let you enter indicator values: %w", fault.ErrForbidden)
	}
	bad := fault.Invalid{}
	if _, ok := u.gate.pack.Indicator(e.Indicator); !ok {
		bad.Add("indicator", "there is no indicator %q", e.Indicator)
	}
	if e.Period == "" {
		bad.Add("period", "Enter the period that the value is for")
	}
	if e.Source == "" {
		bad.Add("source", "Enter where the value comes from")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	_, err := u.exec(`INSERT INTO indicator_value (id, indicator, period, value, base, source, comment, rating, at, by)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, newID(), e.Indicator, e.Period, e.Value, e.Base, e.Source, e.Comment, e.Rating, u.now, u.who.Name)
	return err
}

// entriesMost bounds the values that are read of one indicator.
const entriesMost = 500

// Entries are the values entered for each of some indicators, newest first.
func (v *View) Entries(indicators ...string) (map[string][]Entered, error) {
	out := map[string][]Entered{}
	err := v.rows(store.SQL(`SELECT id, indicator, period, value, base, source, comment, rating, at, by FROM indicator_value
 WHERE indicator IN ? ORDER BY at DESC, id DESC`+store.Limit(entriesMost*len(indicators)), indicators), func(s scanner) error {
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

// KeepRun keeps an analysis and gives its id.
func (u *Unit) KeepRun(r Run) (string, error) {
	if !u.gate.rules.Anywhere(u.who, pack.Analyse, "") {
		return "", fmt.Errorf("your post does not let you keep an analysis: %w", fault.ErrForbidden)
	}
	r.ID = newID()
	_, err := u.exec(`INSERT INTO run (id, analysis, title, parameters, fingerprint, seed, result, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Analysis, r.Title, string(r.Parameters), r.Fingerprint, r.Seed, string(r.Result), u.now, u.who.Name)
	return r.ID, err
}

// Runs are the kept analyses, newest first; analysis "" means any.
func (v *View) Runs(analysis string, most int) ([]Run, error) {
	if !v.gate.rules.Anywhere(v.who, pack.Analyse, "") {
		return nil, fmt.Errorf("your post does not let you open an analysis: %w", fault.ErrForbidden)
	}
	var out []Run
	err := v.rows(store.SQL(`SELECT id, analysis, title, parameters, fingerprint, seed, result, at, by FROM run
 WHERE ? = '' OR analysis = ? OR id = ? ORDER BY at DESC, id DESC`+store.Limit(min(max(most, 1), 200)), analysis, analysis, analysis), func(s scanner) error {
		var r Run
		err := s.Scan(&r.ID, &r.Analysis, &r.Title, &r.Parameters, &r.Fingerprint, &r.Seed, &r.Result, &r.At, &r.By)
		out = append(out, r)
		return err
	})
	return out, err
}
