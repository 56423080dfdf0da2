package understand

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/inquiry"
)

func TestEveryQuestionExplainsItsWords(t *testing.T) {
	for _, q := range inquiry.All() {
		list := termsOf(q.ID)
		if len(list) == 0 {
			t.Errorf("%s explains no word", q.ID)
		}
		for _, x := range list {
			if strings.HasPrefix(x.Word, "analysis.") || strings.HasPrefix(x.Means, "analysis.") {
				t.Errorf("%s: the catalogue lacks %+v", q.ID, x)
			}
		}
	}
}

func TestAnotherQuestionKeepsTheEventsTheMonthsAndTheArea(t *testing.T) {
	a := inquiry.Ask{Analysis: "hotspots", Source: inquiry.Crimes, Types: []string{"drugs"}, From: "2019-01", To: "2020-12", Area: "E05009336", Cell: 200}
	found := map[string]string{}
	for _, l := range others(a) {
		found[l.Text] = l.Href
	}
	if got := found["Trend and control chart"]; got != "/analysis/trend?area=E05009336&from=2019-01&source=crimes&to=2020-12&types=drugs" {
		t.Error(got)
	}
	if got := found["Effect of an operation"]; strings.Contains(got, "from=") || !strings.Contains(got, "types=drugs") {
		t.Error(got)
	}
	for _, never := range []string{"Hot spots", "Stop and search", "Hours of the week"} {
		if found[never] != "" {
			t.Errorf("%s can be put to crimes: %s", never, found[never])
		}
	}
}
