package risk_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/core/when"
)

// drawn is a version with answers to it.
func drawn(t *rapid.T) (*risk.Version, risk.Answers) {
	v := &risk.Version{Version: "1"}
	n := rapid.IntRange(1, 8).Draw(t, "questions")
	a := risk.Answers{}
	for i := range n {
		q := risk.Question{ID: "q" + string(rune('a'+i)), Short: "question", Many: rapid.Bool().Draw(t, "many")}
		for j := range rapid.IntRange(2, 5).Draw(t, "options") {
			q.Options = append(q.Options, risk.Option{ID: string(rune('a' + j)), Name: "answer", Points: rapid.IntRange(0, 6).Draw(t, "points")})
		}
		v.Questions = append(v.Questions, q)
		a[q.ID] = []string{q.Options[rapid.IntRange(0, len(q.Options)-1).Draw(t, "answer")].ID}
	}
	from := 0
	for _, id := range []string{"low", "medium", "high"} {
		v.Bands = append(v.Bands, risk.Band{Risk: id, From: from, Review: 5})
		from += rapid.IntRange(1, 10).Draw(t, "from")
	}
	v.Flags = []risk.Flag{{ID: "weapon"}, {ID: "follows", Of: []risk.Of{{Question: "qa", Options: []string{"b"}}}}}
	return v, a
}

var order = []string{"low", "medium", "high"}

func score(t *rapid.T, v *risk.Version, a risk.Answers, flags ...string) risk.Result {
	r, err := v.Score(a, flags)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMorePointsAreNeverALowerBand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, a := drawn(t)
		before := score(t, v, a)
		q := &v.Questions[rapid.IntRange(0, len(v.Questions)-1).Draw(t, "which")]
		for i := range q.Options {
			if q.Options[i].ID == a[q.ID][0] {
				q.Options[i].Points += rapid.IntRange(1, 9).Draw(t, "more")
			}
		}
		after := score(t, v, a)
		if after.Score <= before.Score || slices.Index(order, after.Points) < slices.Index(order, before.Points) || slices.Index(order, after.Band) < slices.Index(order, before.Band) {
			t.Fatalf("%d points are %s and %d are %s", before.Score, before.Band, after.Score, after.Band)
		}
	})
}

func TestAFlagIsAlwaysTheHighestBandHoweverFewThePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, a := drawn(t)
		if r := score(t, v, a, "weapon"); r.Band != "high" || !slices.Contains(r.Flags, "weapon") {
			t.Fatalf("a weapon with %d points is %s", r.Score, r.Band)
		}
		a["qa"] = []string{"b"}
		if r := score(t, v, a); r.Band != "high" || !slices.Equal(r.Flags, []string{"follows"}) {
			t.Fatalf("what follows from an answer is %s, %v", r.Band, r.Flags)
		}
		a["qa"] = []string{"a"}
		if r := score(t, v, a); len(r.Flags) > 0 || r.Band != r.Points {
			t.Fatalf("no flag, and %v %s", r.Flags, r.Band)
		}
	})
}

func TestTheExplanationAddsUpToTheScoreWhichIsNeverBeyondTheMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, a := drawn(t)
		for _, q := range v.Questions {
			if q.Many && rapid.Bool().Draw(t, "more answers") {
				for _, o := range q.Options {
					a[q.ID] = append(a[q.ID], o.ID)
				}
			}
		}
		r, sum := score(t, v, a), 0
		for _, l := range r.Lines {
			sum += l.Points
		}
		if sum != r.Score || r.Score < 0 || r.Score > r.Most || len(r.Lines) != len(v.Questions) {
			t.Fatalf("%d lines add up to %d; the score is %d of %d", len(r.Lines), sum, r.Score, r.Most)
		}
	})
}

func TestJudgementIsRaisedLoweredOrAsScored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, _ := drawn(t)
		from, to := rapid.IntRange(0, 2).Draw(t, "scored"), rapid.IntRange(0, 2).Draw(t, "set")
		want := risk.AsScored
		if to > from {
			want = risk.Raised
		} else if to < from {
			want = risk.Lowered
		}
		if got, ok := v.Judge(order[from], order[to]); !ok || got != want {
			t.Fatalf("%s set to %s is %s", order[from], order[to], got)
		}
		if _, ok := v.Judge(order[from], "none"); ok {
			t.Fatal("a band that the version does not have was judged")
		}
	})
}

func TestWhatWasNotAskedOrNotAnsweredIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, a := drawn(t)
		v.Questions[0].Many = false
		for what, wrong := range map[string]func() (risk.Answers, []string){
			"no answer":           func() (risk.Answers, []string) { return risk.Answers{}, nil },
			"two where one is":    func() (risk.Answers, []string) { return with(a, "qa", "a", "b"), nil },
			"another question":    func() (risk.Answers, []string) { return with(a, "other", "a"), nil },
			"another option":      func() (risk.Answers, []string) { return with(a, "qa", "z"), nil },
			"another flag":        func() (risk.Answers, []string) { return a, []string{"other"} },
			"a flag that follows": func() (risk.Answers, []string) { return a, []string{"follows"} },
		} {
			answers, flags := wrong()
			if _, err := v.Score(answers, flags); err == nil {
				t.Fatalf("%s was scored", what)
			}
		}
	})
}

func with(a risk.Answers, question string, options ...string) risk.Answers {
	out := risk.Answers{question: options}
	for id, o := range a {
		if id != question {
			out[id] = o
		}
	}
	return out
}

func TestAVersionThatIsNotSettledScoresNothing(t *testing.T) {
	day := func(s string) when.Date {
		d, err := when.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	m := risk.Matrix{Versions: []risk.Version{
		{Version: "1", From: day("2026-01-01"), Status: risk.LocalPolicy},
		{Version: "2", From: day("2026-06-01"), Status: risk.LocalPolicy},
		{Version: "3", From: day("2026-09-01"), Status: risk.Unknown},
	}}
	for on, want := range map[string]string{"2025-12-31": "", "2026-01-01": "1", "2026-05-31": "1", "2026-06-01": "2", "2026-12-01": "2"} {
		v, ok := m.On(day(on))
		if got := ""; ok {
			if got = v.Version; got != want {
				t.Errorf("on %s version %s scores; want %s", on, got, want)
			}
		} else if want != "" {
			t.Errorf("on %s no version scores; want %s", on, want)
		}
	}
}
