package disparity

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/effect"
)

// Group is the count of searches of one group and the people it is measured against.
type Group struct {
	Name     string
	Searches int
	People   float64 // of the benchmark, more than 0
}

// Study is one comparison of groups.
type Study struct {
	Groups     []Group
	Reference  int     // index of the group that the others are compared with
	Unknown    int     // searches of people whose group is not known
	Benchmark  string  // what People counts, in words, with source and date; must not be empty
	Dispersion float64 // how many times Poisson's the counts vary, at least 1 (0: 1)
	Confidence float64 // of the intervals (0: 0.95)
	Withhold   int     // groups with fewer searches get no figures (0: 5)
	Unstable   int     // figures on fewer searches are marked (0: 20)
}

// Rate is what Rates says of one group. Where Withheld, only Name and the sentence are set.
type Rate struct {
	Name      string
	Searches  int
	Per1000   float64       // searches per 1,000 people of the benchmark
	Low, High float64       // exact Poisson interval of Per1000, widened by the dispersion
	Ratio     *effect.Ratio // to the reference group's rate; nil for the reference itself
	Least     float64       // Ratio had all unknowns been of the reference group
	Most      float64       // Ratio had all unknowns been of this group; +Inf where the reference had no search
	Excess    float64       // searches more (or fewer, below zero) than at the reference group's rate
	Withheld  bool
	Unstable  bool
	Sentence  string // plain English
}

// Report is the result of Rates.
type Report struct {
	Rates        []Rate  // parallel to the groups
	UnknownShare float64 // of all searches
	Benchmark    string
	Caveats      []string // to be shown beside the figures
}

// Rates compares the groups' rates of being searched. It is an error when the reference group has too few searches to be
// shown, when a benchmark is not named, or when a group is named twice.
func Rates(s Study) (Report, error) {
	s = s.withDefaults()
	if err := s.check(); err != nil {
		return Report{}, err
	}
	withheld := s.withheld()
	if err := s.enough(withheld); err != nil {
		return Report{}, err
	}
	report := Report{Benchmark: s.Benchmark, Caveats: s.caveats()}
	total := s.Unknown
	for i, g := range s.Groups {
		total += g.Searches
		if withheld[i] {
			report.Rates = append(report.Rates, Rate{Name: g.Name, Withheld: true,
				Sentence: fmt.Sprintf("%s: withheld, because the numbers are small.", g.Name)})
			continue
		}
		rate, err := s.rate(i)
		if err != nil {
			return Report{}, fmt.Errorf("group %q: %w", g.Name, err)
		}
		report.Rates = append(report.Rates, rate)
	}
	report.UnknownShare = float64(s.Unknown) / float64(total)
	if s.Unknown > 0 {
		report.Caveats = append(report.Caveats, fmt.Sprintf("The group is unknown in %d of %d searches (%.0f%%); the ratios suppose those to be like the rest, and the bounds say how far they could shift them.",
			s.Unknown, total, 100*report.UnknownShare))
	}
	return report, nil
}

func (s Study) withDefaults() Study {
	if s.Dispersion == 0 {
		s.Dispersion = 1
	}
	if s.Confidence == 0 {
		s.Confidence = 0.95
	}
	if s.Withhold == 0 {
		s.Withhold = 5
	}
	if s.Unstable == 0 {
		s.Unstable = 20
	}
	return s
}

func (s Study) check() error {
	if s.Benchmark == "" {
		return errors.New("name the benchmark: what the people of each group were counted as, where and when")
	}
	if len(s.Groups) < 2 || s.Reference < 0 || s.Reference >= len(s.Groups) {
		return fmt.Errorf("a comparison needs two groups or more, one of them the reference, not %d with reference %d", len(s.Groups), s.Reference)
	}
	if s.Unknown < 0 || float64(s.Unknown) > effect.MaxEvents {
		return fmt.Errorf("%d searches of an unknown group is not a count from 0 to %g", s.Unknown, float64(effect.MaxEvents))
	}
	if !(s.Dispersion >= 1 && s.Dispersion <= 1e6) || !(s.Confidence >= 0.5 && s.Confidence <= 0.999999) {
		return fmt.Errorf("the dispersion (%g) must be at least 1 and the confidence (%g) from 0.5 to 0.999999", s.Dispersion, s.Confidence)
	}
	if s.Withhold < 1 || s.Unstable < 1 {
		return fmt.Errorf("the small-number rules (%d, %d) must be at least 1", s.Withhold, s.Unstable)
	}
	return s.checkGroups()
}

func (s Study) checkGroups() error {
	seen := map[string]bool{}
	for _, g := range s.Groups {
		switch {
		case g.Searches < 0 || float64(g.Searches) > effect.MaxEvents:
			return fmt.Errorf("group %q: %d searches is not a count from 0 to %g", g.Name, g.Searches, float64(effect.MaxEvents))
		case !(g.People > 0 && g.People <= 1e12):
			return fmt.Errorf("group %q: its people must be more than 0, not %g", g.Name, g.People)
		case seen[g.Name]:
			return fmt.Errorf("group %q is there twice", g.Name)
		}
		seen[g.Name] = true
	}
	return nil
}

// withheld marks the groups with too few searches. One alone could be had from the total, so that the next smallest
// group joins it; a count of zero withholds too, since "none" of a small group also says something of its people.
func (s Study) withheld() []bool {
	order := make([]int, len(s.Groups))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return s.Groups[order[a]].Searches < s.Groups[order[b]].Searches })
	out := make([]bool, len(s.Groups))
	small := 0
	for _, i := range order {
		if s.Groups[i].Searches < s.Withhold {
			out[i] = true
			small++
		}
	}
	if small == 1 {
		for _, i := range order[1:] {
			if i != s.Reference { // the reference is needed; the next one protects as well
				out[i] = true
				break
			}
		}
	}
	return out
}

// enough says whether there is anything to compare. A reference shown alone would also betray the one group withheld.
func (s Study) enough(withheld []bool) error {
	if withheld[s.Reference] {
		return fmt.Errorf("the reference group %q has too few searches to compare with", s.Groups[s.Reference].Name)
	}
	for i, w := range withheld {
		if !w && i != s.Reference {
			return nil
		}
	}
	return errors.New("every other group has too few searches to be shown; join groups or take a longer period")
}

func (s Study) caveats() []string {
	return []string{
		"Measured against: " + s.Benchmark + ". People who are searched need not belong to it, and groups differ in age and in time spent in public.",
		"A ratio measures disparity. It does not say why there is one.",
		"Searches are counted, not people: one person may be searched several times.",
	}
}

func (s Study) rate(i int) (Rate, error) {
	g, reference := s.Groups[i], s.Groups[s.Reference]
	r := Rate{Name: g.Name, Searches: g.Searches, Unstable: g.Searches < s.Unstable, Per1000: 1000 * float64(g.Searches) / g.People}
	low, high := garwood(float64(g.Searches), s.Dispersion, s.Confidence)
	r.Low, r.High = 1000*low/g.People, 1000*high/g.People
	if i == s.Reference {
		r.Sentence = fmt.Sprintf("%s: %.1f searches per 1,000 people (the group that the others are compared with).", g.Name, r.Per1000)
		return r, nil
	}
	first := effect.Rate{Events: float64(g.Searches), Exposure: g.People}
	second := effect.Rate{Events: float64(reference.Searches), Exposure: reference.People}
	ratio, err := effect.RateRatioOverdispersed(first, second, s.Dispersion, s.Confidence)
	if s.Dispersion == 1 {
		ratio, err = effect.RateRatio(first, second, s.Confidence)
	}
	if err != nil {
		return Rate{}, err
	}
	r.Ratio = &ratio
	unknown := float64(s.Unknown)
	r.Least = first.Events / (second.Events + unknown) * (reference.People / g.People)
	r.Most = (first.Events + unknown) / second.Events * (reference.People / g.People) // the reference is not withheld, so not zero
	r.Excess = first.Events - second.Events*(g.People/reference.People)
	r.Sentence = s.sentence(r, reference.Name)
	return r, nil
}

func (s Study) sentence(r Rate, reference string) string {
	text := fmt.Sprintf("%s: searched %.1f times as often as %s (%g%% interval %.1f to %.1f", r.Name, r.Ratio.Value, reference, 100*s.Confidence, r.Ratio.Low, r.Ratio.High)
	if s.Unknown > 0 {
		text += fmt.Sprintf("; from %.1f to %.1f depending on who the unknown were", r.Least, r.Most)
	}
	text += ")."
	if r.Ratio.Low <= 1 && r.Ratio.High >= 1 {
		text += " The difference is within what chance would bring."
	}
	if r.Unstable {
		text += " The numbers are small and the figure is unstable."
	}
	return text
}

// garwood is the exact interval of a Poisson mean (Garwood 1936, Biometrika 28:437), for counts that vary dispersion
// times as much taken at the count over the dispersion, as for so many independent batches.
func garwood(count, dispersion, confidence float64) (low, high float64) {
	tail := (1 - confidence) / 2
	batches := count / dispersion
	if batches > 0 {
		low = distribution.GammaQuantile(tail, batches) * dispersion
	}
	return low, math.Max(count, distribution.GammaQuantile(1-tail, batches+1)*dispersion)
}
