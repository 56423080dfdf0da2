package answer_test

import (
	"context"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

var tableRows = regexp.MustCompile(`(?s)<tr.*?</tr>`)
var tableCells = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)

// cellsOf are the texts of a row's cells.
func cellsOf(row string) (out []string) {
	for _, c := range tableCells.FindAllStringSubmatch(row, -1) {
		out = append(out, strings.TrimSpace(tags.ReplaceAllString(c[1], "")))
	}
	return out
}

// What a ward's page says of a year and its quarters gives no small number away: no row has its year with one quarter hidden, what
// is shown adds up, and nothing from 1 to 4 is shown. The year of wards with a small quarter is there all the same.
func TestAWardsPageShowsItsYearAndGivesNoSmallQuarterAway(t *testing.T) {
	s := programtest.StartWith(t, programtest.Options{Now: today})
	random := rand.New(rand.NewPCG(7, 7))
	wards, p := s.Program.Pack.Wards(), s.Program.Pack
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for range 900 {
			at := when.Day(2025, 4, 1).AddDays(random.IntN(365)).Start().Add(12 * time.Hour)
			u.Backdate(at)
			c := p.Categories[random.IntN(len(p.Categories))]
			if _, err := u.Create(record.Draft{Kind: "report", Title: "test", OwnerBody: "council", Opened: at, Area: wards[int(float64(len(wards))*random.Float64()*random.Float64())].Code,
				Category: c.ID, Fields: record.Fields{"category": c.ID, "what": "test"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Wards.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept, c := 0, s.Client()
	for _, w := range wards {
		_, body := s.Get(c, "/wards/"+w.Code)
		at := strings.Index(body, "Reports by what they were about")
		if at < 0 || !strings.Contains(body, "Year 2025–26") {
			t.Fatalf("%s: the page has no year", w.Code)
		}
		table, _, _ := strings.Cut(body[at:], "</table>")
		for _, row := range tableRows.FindAllString(table, -1)[1:] {
			cells := cellsOf(row)
			hidden, sum := 0, 0
			for _, text := range cells[1:5] {
				n, err := strconv.Atoi(text)
				if err != nil {
					hidden++
				}
				if sum += n; n > 0 && n < 5 {
					t.Errorf("%s shows %v", w.Name, cells)
				}
			}
			year, err := strconv.Atoi(strings.ReplaceAll(cells[5], ",", ""))
			switch {
			case err == nil && (hidden == 1 || hidden == 0 && year != sum || hidden > 0 && year <= sum+hidden || year > 0 && year < 5):
				t.Errorf("%s gives a quarter away: %v", w.Name, cells)
			case err == nil && hidden > 0 && cells[0] == "In all":
				kept++
			}
		}
	}
	if kept == 0 {
		t.Error("no ward with a hidden quarter has its year")
	}
}
