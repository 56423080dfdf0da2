package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Answers are the options that were chosen, by question.
type Answers map[string][]string

// Least are the answers that give the fewest points, as of somebody who is hardly harmed: for what is invented.
func (v *Version) Least() Answers {
	out := Answers{}
	for _, q := range v.Questions {
		if q.Many || len(q.Options) == 0 {
			continue
		}
		least := slices.MinFunc(q.Options, func(a, b Option) int { return cmp.Compare(a.Points, b.Points) })
		out[q.ID] = []string{least.ID}
	}
	return out
}

// Missing are the questions that need an answer and have none, in their order.
func (v *Version) Missing(a Answers) []Question {
	var out []Question
	for _, q := range v.Questions {
		if !q.Many && len(a[q.ID]) == 0 {
			out = append(out, q)
		}
	}
	return out
}

// Line is one part of an explanation: what was answered, and its points.
type Line struct {
	Question string // what it is about
	Answer   string
	Points   int
}

// Result is what answers come to.
type Result struct {
	Score  int
	Most   int
	Flags  []string // that are raised, in the order of the version
	Points string   // the band by the points alone
	Band   string   // the band as scored: by the points, or the highest where a flag is raised
	Lines  []Line
}

// Score is what answers and ticked flags come to. It refuses an answer that the version does not offer, two where one is to be chosen, a
// question without an answer, and a flag that the version does not have or that nobody ticks because it follows.
func (v *Version) Score(a Answers, ticked []string) (Result, error) {
	out := Result{Most: v.Most()}
	if missing := v.Missing(a); len(missing) > 0 {
		return out, fmt.Errorf("%d of %d questions have no answer: %s", len(missing), len(v.Questions), missing[0].Short)
	}
	if len(v.Bands) == 0 {
		return out, fmt.Errorf("version %s has no bands", v.Version)
	}
	for id := range a {
		if _, ok := v.Question(id); !ok {
			return out, fmt.Errorf("version %s asks no question %q", v.Version, id)
		}
	}
	for _, q := range v.Questions {
		line, err := q.line(a[q.ID])
		if err != nil {
			return out, err
		}
		out.Score += line.Points
		out.Lines = append(out.Lines, line)
	}
	for _, id := range ticked {
		if f, ok := v.Flag(id); !ok || len(f.Of) > 0 {
			return out, fmt.Errorf("version %s has no flag %q to tick", v.Version, id)
		}
	}
	for _, f := range v.Flags {
		if slices.Contains(ticked, f.ID) || f.follows(a) {
			out.Flags = append(out.Flags, f.ID)
		}
	}
	out.Points = v.band(out.Score)
	if out.Band = out.Points; len(out.Flags) > 0 {
		out.Band = v.Bands[len(v.Bands)-1].Risk
	}
	return out, nil
}

func (q *Question) line(chosen []string) (Line, error) {
	out := Line{Question: q.Short}
	if len(chosen) > 1 && !q.Many {
		return out, fmt.Errorf("choose one answer: %s", q.Short)
	}
	var names []string
	for i, id := range chosen {
		o, ok := q.Option(id)
		if !ok {
			return out, fmt.Errorf("%q is no answer to this: %s", id, q.Short)
		}
		if slices.Contains(chosen[:i], id) {
			continue
		}
		names = append(names, o.Name)
		out.Points += o.Points
	}
	out.Answer = strings.Join(names, ", ")
	return out, nil
}

func (f *Flag) follows(a Answers) bool {
	return len(f.Of) > 0 && !slices.ContainsFunc(f.Of, func(o Of) bool {
		return !slices.ContainsFunc(a[o.Question], func(id string) bool { return slices.Contains(o.Options, id) })
	})
}

// band is the band of so many points: the last whose fewest they reach.
func (v *Version) band(points int) string {
	at := v.Bands[0].Risk
	for _, b := range v.Bands {
		if points >= b.From {
			at = b.Risk
		}
	}
	return at
}

// Judgement is how a band that somebody set stands to what was scored.
type Judgement string

// The judgements.
const (
	AsScored Judgement = "as-scored"
	Raised   Judgement = "raised"
	Lowered  Judgement = "lowered"
)

// Judge says how a band stands to what was scored; false where it is no band of the version.
func (v *Version) Judge(scored, set string) (Judgement, bool) {
	from, to := v.rank(scored), v.rank(set)
	switch {
	case from < 0 || to < 0:
		return "", false
	case to > from:
		return Raised, true
	case to < from:
		return Lowered, true
	}
	return AsScored, true
}
