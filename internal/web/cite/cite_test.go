package cite_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/packs"
)

func reference(t *testing.T) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func TestASourceNamesItsPaperWithDateAndSection(t *testing.T) {
	p := reference(t)
	const plan = "Partnership plan 2021-2024 (1 April 2021), "
	for source, want := range map[string]string{
		"004:L103":                              plan + "“Achievements against the indicators of the plan 2017-21”",
		"004:L191; 004:L506":                    plan + "“What the strategic assessment of 2020 says”; “Priority 1: neighbourhood crime and ASB”",
		"004:L103; 004:L105":                    plan + "“Achievements against the indicators of the plan 2017-21”",
		"draft marks remain at 004:L55, L288":   "draft marks remain at " + plan + "“Foreword”; “Consultation with the partners”",
		"ONS Census 2021 (OGL v3)":              "ONS Census 2021 (OGL v3)",
		"data.police.uk; 001:L96":               "data.police.uk; Transformation report (9 December 2019), “3.6 Council funded police officers”",
		"local setting; response within 5 days": "local setting; response within 5 days",
		"007:L3":                                "007:L3",
	} {
		if got := cite.Words(p, source); got != want {
			t.Errorf("%q is written %q, want %q", source, got, want)
		}
	}
	if got := cite.HTML(p, "001:L96 <b>"); !strings.Contains(string(got), `href="/sources/001#section-10"`) || strings.Contains(string(got), "<b>") {
		t.Errorf("the link: %s", got)
	}
}

// TestNoSourceOfThePackIsALineNumber: a line of a text file that no reader has means nothing to them.
func TestNoSourceOfThePackIsALineNumber(t *testing.T) {
	p := reference(t)
	line := regexp.MustCompile(`\d{3}:L?\d|\bline \d|\bpaper \d{3}`)
	check := func(what, source string) {
		if got := cite.Words(p, source); line.MatchString(got) || got == "" {
			t.Errorf("%s: %q is written %q", what, source, got)
		}
	}
	for _, f := range p.Figures {
		check(f.ID, f.Source)
	}
	for _, x := range p.Indicators {
		check(x.ID, x.Source)
		for _, v := range x.Values {
			check(x.ID, v.Source)
		}
	}
	for _, b := range p.Bodies {
		check(b.ID, b.Source)
	}
}
