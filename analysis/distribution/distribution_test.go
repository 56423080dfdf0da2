package distribution_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/distribution"
	"pgregory.net/rapid"
)

// references were computed with mpmath 1.3.0 at 50 digits from the defining integrals.
var references = []struct {
	name string
	args []float64
	want float64
}{
	{"NormalCDF", []float64{-38}, 2.8854283600687843084e-316},
	{"NormalCDF", []float64{-9.5}, 1.0494515075362607493e-21},
	{"NormalCDF", []float64{-3}, 0.0013498980316300945267},
	{"NormalCDF", []float64{-0.1}, 0.46017216272297101633},
	{"NormalCDF", []float64{0}, 0.5},
	{"NormalCDF", []float64{1.96}, 0.97500210485177956379},
	{"NormalCDF", []float64{6}, 0.99999999901341235496},
	{"NormalQuantile", []float64{1e-300}, -37.047096299361199237},
	{"NormalQuantile", []float64{1e-20}, -9.2623400897984075796},
	{"NormalQuantile", []float64{0.001}, -3.0902323061678135354},
	{"NormalQuantile", []float64{0.025}, -1.9599639845400542118},
	{"NormalQuantile", []float64{0.4}, -0.25334710313579974132},
	{"NormalQuantile", []float64{0.5}, 1.5648486738359740597e-57},
	{"NormalQuantile", []float64{0.6}, 0.25334710313579974132},
	{"NormalQuantile", []float64{0.975}, 1.9599639845400538556},
	{"NormalQuantile", []float64{0.9999}, 3.7190164854557083867},
	{"ChiSquaredTail", []float64{0.5, 1}, 0.47950012218695346232},
	{"ChiSquaredTail", []float64{3.84, 1}, 0.050043521248705103189},
	{"ChiSquaredTail", []float64{50, 3}, 7.9891792449514711391e-11},
	{"ChiSquaredTail", []float64{120, 100}, 0.084406681093691829623},
	{"ChiSquaredTail", []float64{300, 10}, 1.554674754380318106e-58},
	{"ChiSquaredTail", []float64{1000, 1100}, 0.98559027211008652829},
	{"StudentTwoSided", []float64{0.3, 1}, 0.81445284184451531937},
	{"StudentTwoSided", []float64{2.5, 7}, 0.040992218585752896889},
	{"StudentTwoSided", []float64{12, 33}, 1.3973934971417513678e-13},
	{"StudentTwoSided", []float64{1.2, 1000.5}, 0.23042341032776124313},
	{"StudentQuantile", []float64{0.975, 7}, 2.3646242515927847379},
	{"StudentQuantile", []float64{0.9, 2.5}, 1.730250928807176833},
	{"StudentQuantile", []float64{0.01, 100}, -2.3642173662384821281},
	{"BetaQuantile", []float64{0.025, 3, 8}, 0.066739511177734468518},
	{"BetaQuantile", []float64{0.975, 3, 8}, 0.55609546230764148305},
	{"BetaQuantile", []float64{0.025, 130, 185}, 0.3589804341099600181},
	{"BetaQuantile", []float64{0.5, 0.5, 0.5}, 0.5},
	{"PoissonCDF", []float64{0, 3.5}, 0.03019738342231850074},
	{"PoissonCDF", []float64{4, 0.2}, 0.99999774180944704218},
	{"PoissonCDF", []float64{12, 30}, 0.00016769764955133029407},
	{"PoissonCDF", []float64{2000, 2100}, 0.014440931125461443907},
	{"PoissonCDF", []float64{150, 140.5}, 0.80173558980414343275},
	{"PoissonTail", []float64{1, 3.5}, 0.96980261657768149926},
	{"PoissonTail", []float64{4, 0.2}, 0.000056840240758156623238},
	{"PoissonTail", []float64{60, 30}, 9.2518688049150570568e-7},
	{"PoissonTail", []float64{2000, 1800}, 1.890786548421117841e-6},
	{"PoissonPMF", []float64{1, 3.5}, 0.10569084197811475259},
	{"PoissonPMF", []float64{0, 0.2}, 0.81873075307798184958},
	{"PoissonPMF", []float64{60, 30}, 4.7672285869123771686e-7},
	{"PoissonPMF", []float64{2000, 1800}, 1.9692109030214719931e-7},
	{"BinomialTail", []float64{1, 10, 0.5}, 0.9990234375},
	{"BinomialCDF", []float64{1, 10, 0.5}, 0.0107421875},
	{"BinomialPMF", []float64{1, 10, 0.5}, 0.009765625},
	{"BinomialTail", []float64{129, 314, 0.5}, 0.99936963276397322529},
	{"BinomialCDF", []float64{129, 314, 0.5}, 0.00093221066304775648141},
	{"BinomialPMF", []float64{129, 314, 0.5}, 0.00030184342702098176696},
	{"BinomialTail", []float64{30, 40, 0.1}, 3.0649470763974543181e-22},
	{"BinomialCDF", []float64{30, 40, 0.1}, 1.0},
	{"BinomialPMF", []float64{30, 40, 0.1}, 2.9556095063738284678e-22},
	{"BinomialTail", []float64{5000, 10000, 0.49}, 0.023281712519269285011},
	{"BinomialCDF", []float64{5000, 10000, 0.49}, 0.9777976478701201927},
	{"BinomialPMF", []float64{5000, 10000, 0.49}, 0.0010793603893894777079},
	{"NegativeBinomialTail", []float64{3, 1.5, 2}, 0.21555341462117384012},
	{"NegativeBinomialCDF", []float64{3, 1.5, 2}, 0.88112134061917445423},
	{"NegativeBinomialTail", []float64{300, 220, 3.5}, 0.0040389560761636856725},
	{"NegativeBinomialCDF", []float64{300, 220, 3.5}, 0.99630713918106596341},
	{"NegativeBinomialTail", []float64{40, 5, 1.25}, 2.5010589990693850159e-15},
	{"NegativeBinomialCDF", []float64{40, 5, 1.25}, 0.99999999999999927021},
	{"GammaQuantile", []float64{0.025, 130}, 108.61465869862403174},
	{"GammaQuantile", []float64{0.975, 1}, 3.6888794541139354147},
	{"GammaQuantile", []float64{0.5, 0.5}, 0.22746821155978637597},
}

func value(t *testing.T, name string, a []float64) float64 {
	one := map[string]func(float64) float64{"NormalCDF": distribution.NormalCDF, "NormalQuantile": distribution.NormalQuantile}
	two := map[string]func(float64, float64) float64{
		"ChiSquaredTail": distribution.ChiSquaredTail, "StudentTwoSided": distribution.StudentTwoSided,
		"StudentQuantile": distribution.StudentQuantile, "PoissonCDF": distribution.PoissonCDF,
		"PoissonTail": distribution.PoissonTail, "PoissonPMF": distribution.PoissonPMF, "GammaQuantile": distribution.GammaQuantile,
	}
	three := map[string]func(float64, float64, float64) float64{
		"BetaQuantile": distribution.BetaQuantile, "BinomialTail": distribution.BinomialTail, "BinomialCDF": distribution.BinomialCDF,
		"BinomialPMF": distribution.BinomialPMF, "NegativeBinomialTail": distribution.NegativeBinomialTail,
		"NegativeBinomialCDF": distribution.NegativeBinomialCDF,
	}
	switch {
	case one[name] != nil:
		return one[name](a[0])
	case two[name] != nil:
		return two[name](a[0], a[1])
	case three[name] != nil:
		return three[name](a[0], a[1], a[2])
	}
	t.Fatalf("no function %s", name)
	return 0
}

// TestDistributionsAgreeWithFiftyDigits compares every function with mpmath to 2e-12, far tails included.
func TestDistributionsAgreeWithFiftyDigits(t *testing.T) {
	for _, r := range references {
		if got := value(t, r.name, r.args); !(math.Abs(got-r.want) <= 2e-12*math.Abs(r.want)) && math.Abs(got-r.want) > 1e-16 {
			t.Errorf("%s%v: got %.17g, reference %.17g, relative %.2g", r.name, r.args, got, r.want, got/r.want-1)
		}
	}
}

// TestCountQuantilesAreTheSmallestCount holds for any chance and any mean.
func TestCountQuantilesAreTheSmallestCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := rapid.Float64Range(0.0001, 0.9999).Draw(rt, "p")
		mean := rapid.Float64Range(0.01, 5000).Draw(rt, "mean")
		factor := rapid.Float64Range(1.001, 30).Draw(rt, "factor")
		q := distribution.PoissonQuantile(p, mean)
		if distribution.PoissonCDF(q, mean) < p*(1-1e-12) || (q > 0 && distribution.PoissonCDF(q-1, mean) > p*(1+1e-12)) {
			rt.Fatalf("Poisson quantile %g", q)
		}
		q = distribution.NegativeBinomialQuantile(p, mean, factor)
		cdf := func(k float64) float64 { return distribution.NegativeBinomialCDF(k, mean, factor) }
		if cdf(q) < p*(1-1e-12) || (q > 0 && cdf(q-1) > p*(1+1e-12)) {
			rt.Fatalf("negative binomial quantile %g", q)
		}
	})
}

// TestArgumentsOutsideTheDomainGiveNaN says that no function panics or spins on them.
func TestArgumentsOutsideTheDomainGiveNaN(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		odd := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, 1, -1, 0.5, math.NaN(), math.Inf(1), math.Inf(-1), 1e300}))
		a := []float64{odd.Draw(rt, "a"), odd.Draw(rt, "b"), odd.Draw(rt, "c")}
		for _, r := range references {
			_ = value(t, r.name, a)
		}
		if p := distribution.NormalTwoSided(a[0]); p < 0 || p > 1 {
			rt.Fatalf("both tails beyond %g hold %g", a[0], p)
		}
		_ = distribution.PoissonQuantile(a[0], a[1])
		_ = distribution.NegativeBinomialQuantile(a[0], a[1], a[2])
	})
}

func ExampleNormalQuantile() {
	fmt.Printf("%.6f\n", distribution.NormalQuantile(0.975))
	// Output: 1.959964
}
