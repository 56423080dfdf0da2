package disparity

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/survey"
)

// Finds is how many searches of one group found something, of those whose outcome is known.
type Finds struct {
	Name     string
	Found    int
	Searches int
}

// FindRate is what Outcomes says of one group. Where Withheld, only Name and the sentence are set.
type FindRate struct {
	Name       string
	Share      survey.Share       // of searches that found something, with Wilson's interval
	Difference *survey.Difference // to the reference group, with Newcombe's interval; nil for the reference
	Withheld   bool
	Unstable   bool
	Sentence   string
}

// OutcomeReport is the result of Outcomes.
type OutcomeReport struct {
	Rates   []FindRate // parallel to the groups
	Q       float64    // Pearson's chi-squared of equal find rates
	P       float64    // its chance; 1 where nothing or everything was found
	Sparse  bool       // an expected count is below five: P is rough
	Caveats []string
}

// OutcomeStudy is one comparison of find rates. Its rules are those of Study; Withhold counts searches.
type OutcomeStudy struct {
	Groups     []Finds
	Reference  int
	Found      string  // what counts as a find, in words; must not be empty
	Confidence float64 // (0: 0.95)
	Withhold   int     // (0: 5)
	Unstable   int     // (0: 20)
}

// Outcomes is the outcome test: do searches of each group find as often? Every group takes part in Q; withheld groups
// are not shown.
func Outcomes(s OutcomeStudy) (OutcomeReport, error) {
	if s.Found == "" {
		return OutcomeReport{}, fmt.Errorf("say what counts as a find")
	}
	rules := Study{Reference: s.Reference, Benchmark: "searches", Confidence: s.Confidence, Withhold: s.Withhold, Unstable: s.Unstable}
	for _, g := range s.Groups {
		if g.Found < 0 || g.Found > g.Searches {
			return OutcomeReport{}, fmt.Errorf("group %q: %d finds in %d searches", g.Name, g.Found, g.Searches)
		}
		rules.Groups = append(rules.Groups, Group{Name: g.Name, Searches: g.Searches, People: 1})
	}
	rules = rules.withDefaults()
	if err := rules.check(); err != nil {
		return OutcomeReport{}, err
	}
	withheld := rules.withheld()
	if err := rules.enough(withheld); err != nil {
		return OutcomeReport{}, err
	}
	report := OutcomeReport{Caveats: []string{
		"A find is: " + s.Found + ".",
		"Equal find rates do not prove equal grounds, nor unequal ones bias, where the risk is spread differently within the groups.",
	}}
	report.Q, report.P, report.Sparse = homogeneity(s.Groups)
	for i, g := range s.Groups {
		if withheld[i] {
			report.Rates = append(report.Rates, FindRate{Name: g.Name, Withheld: true,
				Sentence: fmt.Sprintf("%s: withheld, because the numbers are small.", g.Name)})
			continue
		}
		rate, err := s.findRate(i, rules)
		if err != nil {
			return OutcomeReport{}, err
		}
		report.Rates = append(report.Rates, rate)
	}
	return report, nil
}

func (s OutcomeStudy) findRate(i int, rules Study) (FindRate, error) {
	g, reference := s.Groups[i], s.Groups[s.Reference]
	share, err := survey.Wilson(float64(g.Found), float64(g.Searches), rules.Confidence)
	if err != nil {
		return FindRate{}, fmt.Errorf("group %q: %w", g.Name, err)
	}
	r := FindRate{Name: g.Name, Share: share, Unstable: g.Searches < rules.Unstable}
	r.Sentence = fmt.Sprintf("%s: %.0f%% of searches found something (%g%% interval %.0f%% to %.0f%%).", g.Name, 100*share.Value, 100*rules.Confidence, 100*share.Low, 100*share.High)
	if i == s.Reference {
		return r, nil
	}
	other, err := survey.Wilson(float64(reference.Found), float64(reference.Searches), rules.Confidence)
	if err != nil {
		return FindRate{}, fmt.Errorf("group %q: %w", reference.Name, err)
	}
	difference, err := survey.Newcombe(share, other)
	if err != nil {
		return FindRate{}, err
	}
	r.Difference = &difference
	if !difference.Clear {
		r.Sentence += fmt.Sprintf(" The difference from %s is within what chance would bring.", reference.Name)
	}
	if r.Unstable {
		r.Sentence += " The numbers are small and the figure is unstable."
	}
	return r, nil
}

// homogeneity is Pearson's chi-squared test that all groups share one find rate (groups without searches apart).
func homogeneity(groups []Finds) (q, p float64, sparse bool) {
	var found, searches float64
	freedom := -1.0
	for _, g := range groups {
		found += float64(g.Found)
		searches += float64(g.Searches)
		if g.Searches > 0 {
			freedom++
		}
	}
	if found == 0 || found == searches || freedom < 1 {
		return 0, 1, true
	}
	overall := found / searches
	for _, g := range groups {
		n := float64(g.Searches)
		if n == 0 {
			continue
		}
		d := float64(g.Found) - n*overall
		q += d * d / (n * overall * (1 - overall))
		sparse = sparse || n*overall < 5 || n*(1-overall) < 5
	}
	return q, distribution.ChiSquaredTail(q, freedom), sparse
}
