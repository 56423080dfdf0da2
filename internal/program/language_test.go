package program_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/packs"
)

func TestAPackCheckNamesWhatIsWrongWithTheWordsOfALanguage(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "partnership.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "partnership:\n", "partnership:\n  languages: [cy]\n", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "languages"), 0o700); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"language.name: Cymraeg\n":                                       "",
		"form.yes: Ie\n":                                                 "language.name",
		"language.name: Cymraeg\nform.yess: Ie\n":                        `no message "form.yess"`,
		"language.name: Cymraeg\ndoors.ring: \"{who}\"\n":                "names {who}",
		"language.name: Cymraeg\nphotos.count.one: \"{count} llun\"\n":   "no form .two",
		"language.name: Cymraeg\nphotos.count: lluniau\nform.yess: Ie\n": "counts in one language",
	} {
		if err := os.WriteFile(filepath.Join(dir, "languages", "cy.yaml"), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, p := range program.CheckPack(os.DirFS(dir)) {
			said = append(said, p.String())
		}
		all := strings.Join(said, "\n")
		if want == "" && all != "" || !strings.Contains(all, want) || want != "" && !strings.Contains(all, "languages/cy.yaml: ") {
			t.Errorf("%q is told %q, want %q", words, all, want)
		}
	}
}
