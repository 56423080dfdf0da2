package clock

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"pgregory.net/rapid"
)

func day(t testing.TB, s string) when.Date {
	t.Helper()
	d, err := when.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBankHolidaysAreThoseThatGOVUKPublishedFrom2012To2028(t *testing.T) {
	file, err := os.Open("testdata/bank-holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := EnglandAndWales.Holidays(day(t, "2012-01-01"), day(t, "2028-12-31"))
	if len(got) != len(rows)-1 {
		t.Fatalf("%d bank holidays, published are %d", len(got), len(rows)-1)
	}
	for i, row := range rows[1:] {
		if got[i].Day.String() != row[0] || got[i].Name == "" || got[i].Source == "" {
			t.Errorf("bank holiday %d is %v, published is %v", i, got[i], row)
		}
	}
}

// The data is what was proclaimed, so the rule is asked for what it must give where nothing was moved or added.
func TestTheOrdinaryRuleGivesThePublishedDaysWhereNothingWasMovedOrAdded(t *testing.T) {
	var ruled, published []when.Date
	for year := 2012; year <= 2028; year++ {
		if slices.Contains([]int{2012, 2020, 2022, 2023}, year) {
			continue
		}
		for _, h := range ordinary(year) {
			ruled = append(ruled, h.Day)
		}
		for _, h := range EnglandAndWales.Holidays(when.Day(year, 1, 1), when.Day(year, 12, 31)) {
			published = append(published, h.Day)
		}
	}
	if !slices.Equal(ruled, published) {
		t.Errorf("by rule %v, published %v", ruled, published)
	}
}

func TestAfterTheLastProclaimedYearTheDaysAreExpectedOnly(t *testing.T) {
	if ProclaimedTo != 2027 || !Proclaimed(day(t, "2027-12-31")) || Proclaimed(day(t, "2028-01-01")) {
		t.Errorf("proclaimed to %d", ProclaimedTo)
	}
	if EnglandAndWales.IsWorkingDay(day(t, "2031-12-25")) || !EnglandAndWales.IsWorkingDay(day(t, "2031-12-24")) {
		t.Error("the ordinary rule does not count on")
	}
}

func TestBankHolidaysOf2010And2011(t *testing.T) {
	want := []string{
		"2010-01-01", "2010-04-02", "2010-04-05", "2010-05-03", "2010-05-31", "2010-08-30", "2010-12-27", "2010-12-28",
		"2011-01-03", "2011-04-22", "2011-04-25", "2011-04-29", "2011-05-02", "2011-05-30", "2011-08-29", "2011-12-26", "2011-12-27",
	}
	got := EnglandAndWales.Holidays(day(t, "2010-01-01"), day(t, "2011-12-31"))
	if len(got) != len(want) {
		t.Fatalf("%d days, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		if got[i].Day.String() != want[i] {
			t.Errorf("day %d is %s, want %s", i, got[i].Day, want[i])
		}
	}
}

// The dates are those of the table in the Book of Common Prayer for the years to 2035, and the earliest and latest that
// Easter can fall on.
func TestEasterIsThatOfThePublishedTable(t *testing.T) {
	for _, want := range []string{
		"2010-04-04", "2011-04-24", "2012-04-08", "2013-03-31", "2014-04-20", "2015-04-05", "2016-03-27", "2017-04-16",
		"2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20",
		"2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17",
		"2034-04-09", "2035-03-25", "1818-03-22", "1943-04-25", "2038-04-25", "2049-04-18", "2076-04-19", "1954-04-18", "1981-04-19",
	} {
		if got := easterSunday(day(t, want).Year()); got.String() != want {
			t.Errorf("Easter is %s, want %s", got, want)
		}
	}
}

func TestBankHolidaysFrom2029To2035AreEightWeekdaysAYear(t *testing.T) {
	for year := 2029; year <= 2035; year++ {
		days := EnglandAndWales.Holidays(when.Day(year, time.January, 1), when.Day(year, time.December, 31))
		if len(days) != 8 {
			t.Errorf("%d has %d bank holidays: %v", year, len(days), days)
		}
		for _, h := range days {
			if w := h.Day.Weekday(); w == time.Saturday || w == time.Sunday {
				t.Errorf("%s %s falls on a %s", h.Day, h.Name, w)
			}
		}
	}
}

func TestWorkingDaysSkipWeekendsAndBankHolidays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-24", 1, "2026-12-29"}, // Christmas Friday, weekend, Boxing Day's substitute
		{"2026-12-23", 1, "2026-12-24"},
		{"2026-11-20", 1, "2026-11-23"}, // Friday
		{"2026-11-21", 1, "2026-11-23"}, // Saturday
		{"2026-11-22", 5, "2026-11-27"},
		{"2022-09-16", 1, "2022-09-20"}, // the state funeral
		{"2020-05-01", 1, "2020-05-04"}, // the first Monday of May 2020 was worked
		{"2020-05-07", 1, "2020-05-11"},
		{"2026-11-23", -1, "2026-11-20"},
		{"2026-12-29", -1, "2026-12-24"},
		{"2026-11-21", 0, "2026-11-23"},
		{"2026-11-23", 0, "2026-11-23"},
		{"2018-03-14", 20, "2018-04-13"}, // 20 working days over Good Friday and Easter Monday
	} {
		if got := EnglandAndWales.AddWorkingDays(day(t, c.from), c.n); got.String() != c.want {
			t.Errorf("%d working days after %s is %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestADayOnWhichThePartnershipIsShutIsNoWorkingDay(t *testing.T) {
	shut := Holiday{day(t, "2026-12-24"), "Town hall closed", "Council calendar"}
	cal := NewCalendar(shut, Holiday{day(t, "2026-12-25"), "Also closed", "Council calendar"})
	if cal.IsWorkingDay(shut.Day) || !EnglandAndWales.IsWorkingDay(shut.Day) {
		t.Error("the closing must change this calendar and no other")
	}
	if h, ok := cal.Holiday(day(t, "2026-12-25")); !ok || h.Name != "Christmas Day" {
		t.Errorf("a closing on a bank holiday changes nothing, got %v", h)
	}
	if got := cal.AddWorkingDays(day(t, "2026-12-23"), 1); got.String() != "2026-12-29" {
		t.Errorf("next working day is %s", got)
	}
}

func anyDay(t *rapid.T, name string) when.Date {
	return when.Day(2010, time.January, 1).AddDays(rapid.IntRange(0, 26*365).Draw(t, name))
}

func TestAddingAndCountingWorkingDaysAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal, from, n := EnglandAndWales, anyDay(t, "from"), rapid.IntRange(-60, 60).Draw(t, "n")
		to := cal.AddWorkingDays(from, n)
		if !cal.IsWorkingDay(to) {
			t.Fatalf("%s is no working day", to)
		}
		if n > 0 && cal.WorkingDaysBetween(from, to) != n {
			t.Fatalf("from %s to %s are %d, want %d", from, to, cal.WorkingDaysBetween(from, to), n)
		}
		if n < 0 && cal.WorkingDaysBetween(from, to) != n {
			t.Fatalf("back from %s to %s are %d, want %d", from, to, cal.WorkingDaysBetween(from, to), n)
		}
		later := from.AddDays(1)
		if cal.AddWorkingDays(later, n).Before(to) {
			t.Fatal("a later start gave an earlier end")
		}
		mid := from.AddDays(rapid.IntRange(0, 60).Draw(t, "mid"))
		end := mid.AddDays(rapid.IntRange(0, 60).Draw(t, "end"))
		if cal.WorkingDaysBetween(from, mid)+cal.WorkingDaysBetween(mid, end) != cal.WorkingDaysBetween(from, end) {
			t.Fatal("the counts of two stretches are not the count of both")
		}
	})
}

// A list of what has been overdue for years asks it for every line, so it is counted by weeks.
func TestWorkingDaysBetweenAreTheDaysOneByOne(t *testing.T) {
	cal := NewCalendar(Holiday{Day: when.Day(2026, 8, 8)}, Holiday{Day: when.Day(2026, 8, 10)})
	rapid.Check(t, func(t *rapid.T) {
		from := when.Day(2025, 1, 1).AddDays(rapid.IntRange(0, 900).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))
		want := 0
		for day := from.AddDays(1); !day.After(to); day = day.AddDays(1) {
			if cal.IsWorkingDay(day) {
				want++
			}
		}
		if got := cal.WorkingDaysBetween(from, to); got != want {
			t.Fatalf("after %s up to %s are %d, want %d", from, to, got, want)
		}
	})
}
