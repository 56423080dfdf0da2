package answer

import "testing"

func TestASourceIsWrittenSoThatAReaderFindsIt(t *testing.T) {
	for source, want := range map[string]string{
		"004:L103":                              "paper 004, line 103",
		"004:L103; 004:L506":                    "paper 004, line 103; paper 004, line 506",
		"000:L5-13; 001:L102":                   "paper 000, lines 5-13; paper 001, line 102",
		"draft marks remain at 004:L55, L288":   "draft marks remain at paper 004, lines 55, 288",
		"ONS Census 2021 (OGL v3)":              "ONS Census 2021 (OGL v3)",
		"data.police.uk; 004:L191; 004:L2-10":   "data.police.uk; paper 004, line 191; paper 004, lines 2-10",
		"local setting; response within 5 days": "local setting; response within 5 days",
	} {
		if got := sourceWords(source); got != want {
			t.Errorf("%q is written %q, want %q", source, got, want)
		}
	}
}
