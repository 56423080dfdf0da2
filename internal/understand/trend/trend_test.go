package trend_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// steady is so many in each month of some years, with one month more beside it so that nothing is constant.
func steady(f *choicetest.Facts, from, years, n int) {
	for y := range years {
		for m := range 12 {
			f.Crime(n+m%3, fmt.Sprintf("%d-%02d", from+y, m+1), 2, 535000, 181000, choicetest.North)
		}
	}
}

func TestAMonthFarOutsideTheLimitsIsRingedAndNamed(t *testing.T) {
	f := choicetest.New()
	steady(f, 2018, 2, 10)
	f.Crime(40, "2019-06", 2, 535000, 181000, choicetest.South)
	got, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2019-12"), Rules: "shewhart"})
	if err != nil {
		t.Fatal(err)
	}
	signals, ok := got.Section("signals")
	if !ok || len(signals.Table.Rows) != 1 || signals.Table.Rows[0][1].Text() != "June 2019" {
		t.Fatalf("%+v", got.Sections)
	}
	months, _ := got.Section("months")
	if months.Chart.Limits.Signals[17] == "" || len(months.Chart.Labels) != 24 {
		t.Errorf("%+v", months.Chart.Limits.Signals)
	}
	if wards, ok := got.Section("wards"); !ok || len(wards.Table.Rows) != 2 || wards.Table.Rows[0][0].Text() != "North" {
		t.Errorf("wards: %+v", wards)
	}
}

func TestAYearOfTwiceAsManyIsSaidToBeMoreThanSuchMonthsVaryBy(t *testing.T) {
	f := choicetest.New()
	steady(f, 2018, 1, 20)
	steady(f, 2019, 1, 40)
	got, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2019-12")})
	if err != nil {
		t.Fatal(err)
	}
	// 12 months of 20, 21, 22 are 252; of 40, 41, 42 are 492: +95 %.
	if !strings.Contains(got.Summary, "had 492 against 252") || !strings.Contains(got.Summary, "+95%") || !strings.Contains(got.Summary, "is more than such months vary by") {
		t.Error(got.Summary)
	}
}

func TestAMonthOfWhichNothingIsHeldIsAGapAndNotAFall(t *testing.T) {
	f := choicetest.New()
	steady(f, 2018, 2, 10)
	f.Crime(5, "2020-06", 2, 535000, 181000, choicetest.North)
	got, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2020-06")})
	if err != nil {
		t.Fatal(err)
	}
	months, _ := got.Section("months")
	if v := months.Chart.Series[0].Values[24]; v.Known() {
		t.Errorf("January 2020 is %+v and not a gap", v)
	}
	if !strings.Contains(strings.Join(got.Caveats, " "), "held for 5 of the 30 months") {
		t.Error(got.Caveats)
	}
}

func TestATypeThatIsHeldForOneMonthOnlyDoesNotLookLikeAWaveOfCrime(t *testing.T) {
	f := choicetest.New()
	steady(f, 2018, 2, 10)
	f.Crime(500, "2018-06", 0, 535000, 181000, choicetest.North)
	got, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2019-12")})
	if err != nil {
		t.Fatal(err)
	}
	if got.Events != 24*11 || !strings.Contains(strings.Join(got.Caveats, " "), "Left out, because they are held for some of these months only: anti-social behaviour") {
		t.Errorf("%d events; %v", got.Events, got.Caveats)
	}
}

func TestTooFewMonthsGiveNoTrendAndImpossibleQuestionsAnError(t *testing.T) {
	f := choicetest.New()
	f.Crime(5, "2018-01", 2, 535000, 181000, choicetest.North)
	got, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2018-03")})
	if err != nil || !strings.Contains(got.Summary, "A trend needs at least 12") {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-03", "2018-01")}); err == nil {
		t.Error("a period that ends before it begins was answered")
	}
	if _, err := trend.Run(context.Background(), trend.Params{Choice: f.Choice(t, "2018-01", "2018-03"), Rules: "hunch"}); err == nil {
		t.Error("a set of rules that nobody published was used")
	}
}
