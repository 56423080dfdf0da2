package scan_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/scan"
)

// SaTScan's own sample: brain cancer in New Mexico by county, 1973 to 1991, standardised by 18 age groups and sex.
func TestNewMexicoPoisson(t *testing.T) {
	follows(t, newMexico)
	dir := fixture.Beside(t, "fixtures")
	if dir == "" {
		return
	}
	stem := filepath.Join(dir, "satscan", "sample_data", "nm")
	s := sample{cases: scan.Cases{Places: scan.Places{Geographic: true}}}
	row := map[string]int{}
	for _, w := range fields(t, stem+".geo") {
		row[w[0]] = len(s.name)
		s.name = append(s.name, w[0])
		s.cases.Places.X = append(s.cases.Places.X, number(t, w[2]))
		s.cases.Places.Y = append(s.cases.Places.Y, number(t, w[1]))
	}
	stratum := map[string]int{}
	var people []scan.Population
	for _, w := range fields(t, stem+".pop") {
		if _, ok := stratum[w[3]+" "+w[4]]; !ok {
			stratum[w[3]+" "+w[4]] = len(stratum)
		}
		people = append(people, scan.Population{Place: row[w[0]], Stratum: stratum[w[3]+" "+w[4]],
			At: time.Date(1900+int(number(t, w[1])), 7, 1, 0, 0, 0, 0, time.UTC), People: number(t, w[2])})
	}
	study := scan.Study{Places: len(s.name), Strata: len(stratum)}
	for year := 1973; year <= 1992; year++ {
		study.Starts = append(study.Starts, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	cases := make([]int, len(stratum))
	c := scan.Counts{Places: s.cases.Places, Periods: 19, Cases: make([]int, len(s.name)*19)}
	for _, w := range fields(t, stem+".cas") {
		n := int(number(t, w[1]))
		cases[stratum[w[3]+" "+w[4]]] += n
		c.Cases[row[w[0]]*19+int(number(t, w[2]))-1973] += n
	}
	var err error
	var mean []float64
	if c.Expected, mean, err = scan.Standardise(people, cases, study); err != nil {
		t.Fatal(err)
	}
	population := 0.0
	for _, n := range mean {
		population += n
	}
	near(t, "population, averaged over time", population, 1344288, 0.5)
	got, err := scan.Poisson(t.Context(), c, scan.Options{Replications: 999, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for k, w := range []struct {
		published
		relativeRisk float64
	}{
		{published{"Torrance, Bernalillo, Valencia, SantaFe, Guadelupe, Socorro, Sandoval, SanMiguel, LosAlamos",
			"1985", "1989", 236, 176.22, 10.979758, 0.014, 125.60}, 1.42},
		{published{"Chaves", "1988", "1989", 16, 6.03, 5.684828, 0.692, 0}, 2.68},
		{published{"Curry, Roosevelt", "1982", "1983", 13, 5.37, 3.884186, 0.996, 41.28}, 2.44},
	} {
		g := got.Clusters[k]
		is := fmt.Sprint(strings.Join(s.named(g.Places), ", "), " ", 1973+g.First, " ", 1973+g.Last, " ", g.Cases)
		if should := fmt.Sprint(w.places, " ", w.first, " ", w.last, " ", w.cases); is != should {
			t.Errorf("cluster %d is\n%s, SaTScan says\n%s", k+1, is, should)
		}
		w.numbers(t, g, got.Replications)
		near(t, "relative risk", g.RelativeRisk(got.Cases), w.relativeRisk, 0.005001)
	}
	if got.Clusters[3].P < 0.99 {
		t.Errorf("a fourth cluster with p = %g that SaTScan does not report", got.Clusters[3].P)
	}
}
