package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/fairness"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/profile"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// Desk answers. It is safe for concurrent use.
type Desk struct {
	Gate  *gate.Gate
	Facts *incident.Library
	Areas *studyarea.Register
	Queue *queue.Queue
	// Principal is an account as it may act now, for questions that run in the background.
	Principal func(ctx context.Context, account string) (access.Principal, error)

	Patience time.Duration // how long Prompt waits; a second and a half where 0

	mu      sync.Mutex
	kept    []Answer           // the last answers, newest last
	flights map[string]*flight // answers under way, by question and facts
}

// keptAnswers is how many answers are remembered, for the map, the tables and the files of one page.
const keptAnswers = 16

// Answer is a finding with what it was made from.
type Answer struct {
	Ask         Ask
	Finding     *finding.Finding
	Fingerprint string // of the facts
}

// ground is what an analysis stands on.
type ground struct {
	choice.Choice
	area   studyarea.Area
	areas  *studyarea.Register
	points []gate.Point // of records, parallel to the rows of Facts.Crimes
	ask    Ask

	own      []gate.Point       // reports, for a profile
	who      []profile.Affected // who is affected, for a profile
	ownPrint string
	pack     *pack.Pack // set with own

	residents *fairness.Benchmark // of the whole partnership; nil where the pack has none
}

// Answer answers an ask as the principal may, from memory where nothing has changed since it was last put.
func (d *Desk) Answer(ctx context.Context, who access.Principal, ask Ask) (*Answer, error) {
	q, ok := Find(ask.Analysis)
	if !ok {
		return nil, fmt.Errorf("there is no analysis %q: %w", ask.Analysis, fault.ErrNotFound)
	}
	g, print, err := d.ground(ctx, who, q, ask)
	if err != nil {
		return nil, err
	}
	ask = g.ask
	if a, ok := d.remembered(ask, print); ok {
		return &a, nil
	}
	f, err := d.fly(ctx, ask.Canonical()+print, func(ctx context.Context) (*finding.Finding, error) {
		f, err := q.run(ctx, g)
		if err != nil {
			return nil, err
		}
		f.Analysis = q.ID
		d.remember(Answer{Ask: ask, Finding: f, Fingerprint: print})
		return f, nil
	})
	if err != nil {
		return nil, err
	}
	return &Answer{Ask: ask, Finding: f, Fingerprint: print}, nil
}

// asInvalid turns what an engine refuses into words for the form; broken reading and cancelling stay what they are.
func asInvalid(ctx context.Context, err error) error {
	var bad fault.Invalid
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &bad), errors.Is(err, fault.ErrForbidden), errors.Is(err, fault.ErrNotFound):
		return err
	}
	return fault.Invalid{"": err.Error()}
}

func (d *Desk) remembered(ask Ask, print string) (Answer, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	want := ask.Canonical()
	for _, a := range d.kept {
		if a.Fingerprint == print && a.Ask.Canonical() == want {
			return a, true
		}
	}
	return Answer{}, false
}

func (d *Desk) remember(a Answer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = append(d.kept, a)
	if len(d.kept) > keptAnswers {
		d.kept = append([]Answer(nil), d.kept[1:]...)
	}
}

// ground finds the facts, through the gate, and their fingerprint.
func (d *Desk) ground(ctx context.Context, who access.Principal, q *Inquiry, ask Ask) (*ground, string, error) {
	if err := d.Gate.May(who, pack.Analyse); err != nil {
		return nil, "", err
	}
	if ask.Source == "" || !q.Takes(ask.Source) {
		ask.Source = q.Sources[0]
		if ask.Source == Records {
			return nil, "", fault.Invalid{"source": "Choose the kind of record"}
		}
	}
	g := &ground{areas: d.Areas, ask: ask, residents: Benchmark(d.Gate.Pack())}
	facts, err := d.Facts.Facts(ctx)
	if err != nil {
		return nil, "", err
	}
	g.Facts, g.NameWard, g.Ground, g.People, g.Kind = facts, d.Areas.NameWard, d.Areas.Streets, d.Areas.Residents, incident.Crime
	print := facts.Version
	switch ask.Source {
	case Crimes:
		if q.own {
			if err := d.own(ctx, who, g); err != nil {
				return nil, "", err
			}
			print += g.ownPrint
		}
	case Stops:
		g.Kind = incident.Stop
	default:
		if print, err = d.records(ctx, who, g); err != nil {
			return nil, "", err
		}
	}
	if ask.Area == "" {
		ask.Area = d.Areas.Whole().Code
	}
	if g.area, err = d.Areas.Find(ask.Area); err != nil {
		return nil, "", fault.Invalid{"area": "Choose an area of the list"}
	}
	g.Area = g.area
	if err := ask.fill(&g.Choice); err != nil {
		return nil, "", err
	}
	ask.Area, ask.From, ask.To = g.area.Code, g.From.String(), g.To.String()
	g.ask = ask
	if q.own && ask.Source == Crimes {
		if err := d.affected(ctx, who, g); err != nil {
			return nil, "", err
		}
		print += g.whoPrint()
	}
	return g, print, nil
}

// records makes facts of the points of a kind of record, as the gate gives them to the principal.
func (d *Desk) records(ctx context.Context, who access.Principal, g *ground) (string, error) {
	kind, ok := d.Gate.Pack().Kind(g.ask.Source)
	if !ok {
		return "", fault.Invalid{"source": "Choose a kind of record"}
	}
	var points []gate.Point
	err := d.Gate.ReadLong(ctx, who, func(v *gate.View) (err error) {
		points, err = v.Points(gate.Query{Kinds: []string{kind.ID}, Purpose: g.ask.Analysis})
		return err
	})
	if err != nil {
		return "", err
	}
	g.Noun, g.points, g.Facts = lower(kind.Plural), points, factsOf(points, g.Facts, d.Areas)
	raw, err := json.Marshal(points)
	sum := sha256.Sum256(raw)
	return kind.ID + "-" + hex.EncodeToString(sum[:8]), err
}

// lower writes a name as it stands in the middle of a sentence: an abbreviation, such as ASB, stays one.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); size == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// factsOf lays records out as the engines read facts: one place each, named by the street of the nearest police point.
func factsOf(points []gate.Point, police *incident.Facts, areas *studyarea.Register) *incident.Facts {
	f := &incident.Facts{Wards: []incident.Code{0}, LSOAs: []incident.Code{0}, Streets: []string{""}}
	number := map[incident.Code]uint16{0: 0}
	named, street := choice.NewStreets(police, areas.Streets), map[string]uint32{"": 0}
	for i, p := range points {
		code := areas.Ward(p.Lon, p.Lat)
		n, ok := number[code]
		if !ok {
			n = uint16(len(f.Wards))
			number[code], f.Wards = n, append(f.Wards, code)
		}
		f.Places.Lon, f.Places.Lat = append(f.Places.Lon, p.Lon), append(f.Places.Lat, p.Lat)
		f.Places.Easting, f.Places.Northing = append(f.Places.Easting, p.Easting), append(f.Places.Northing, p.Northing)
		f.Places.Ward, f.Places.LSOA = append(f.Places.Ward, n), append(f.Places.LSOA, 0)
		name := named.Near(p.Easting, p.Northing)
		at, ok := street[name]
		if !ok {
			at = uint32(len(f.Streets))
			street[name], f.Streets = at, append(f.Streets, place.OnOrNear(name))
		}
		f.Places.Street = append(f.Places.Street, at)
		e := &f.Crimes
		e.Month = append(e.Month, incident.Month(max(0, p.DayMonths-2000*12)))
		e.Place, e.Ward, e.Type = append(e.Place, uint32(i)), append(e.Ward, n), append(e.Type, 0)
	}
	return f
}
