package pack

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestALanguageIsListedAndHasItsFileOrIsAMistake(t *testing.T) {
	with := func(list string, files ...string) (out []string) {
		pack := small(t, nil)
		text := string(pack["pack.yaml"].Data)
		pack["pack.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, "partnership:\n", "partnership:\n  languages: "+list+"\n", 1))}
		for _, f := range files {
			pack[f] = &fstest.MapFile{Data: []byte("layout.menu: Dewislen\n")}
		}
		for _, p := range Check(pack) {
			out = append(out, p.String())
		}
		return out
	}
	if found := with("[cy, bn]", "languages/cy.yaml", "languages/bn.yaml"); len(found) > 0 {
		t.Errorf("two languages with their files: %v", found)
	}
	for want, found := range map[string][]string{
		"no file languages/cy.yaml": with("[cy]"),
		"listed twice":              with("[cy, cy]", "languages/cy.yaml"),
		"no tag of a language":      with("[nonsense-of-a-tag]", "languages/nonsense-of-a-tag.yaml"),
		"would not be read":         with("[]", "languages/cy.yaml"),
	} {
		if !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%q is not said: %v", want, found)
		}
	}
}
