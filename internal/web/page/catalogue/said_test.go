package catalogue

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Charts, maps and the analyst's pages ask for their words by Say and by the templates' t.
func TestEveryMessageThatAPieceOrAnAnalystsPageAsksForIsInTheCatalogue(t *testing.T) {
	asked, found := regexp.MustCompile(`(?:Say\(|\bt )"([a-zA-Z0-9.]+)"`), 0
	for _, folder := range []string{"chart", "mapview", "understand"} {
		files, err := filepath.Glob(filepath.Join("..", "..", folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				continue // a folder
			}
			for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
				found++
				if !strings.HasSuffix(m[1], ".") && !English().Has(m[1]) {
					t.Errorf("%s asks for %q, which the catalogue lacks", file, m[1])
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d messages were looked for", found)
	}
	if Say("no.such") != "no.such" || Say("chart.table", "title", "Noise") != "Table: Noise" {
		t.Error("a message is not said")
	}
}
