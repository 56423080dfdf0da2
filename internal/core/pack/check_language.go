package pack

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// languagesFolder holds the words of public pages in further languages, one file of messages each. They are no sections of the pack:
// what is in them is checked against the messages that the program has (program.CheckPack).
const languagesFolder = "languages"

// LanguageFile is where the messages of a language stand in a pack.
func LanguageFile(tag string) string { return languagesFolder + "/" + tag + ".yaml" }

func wordsOfPages(name string) bool { return path.Dir(name) == languagesFolder }

// checkLanguages holds the languages that the partnership lists to the files that are there.
func (l *loader) checkLanguages() {
	listed := l.pack.Partnership.Languages
	for i, tag := range listed {
		at := l.spot(join("partnership.languages", i))
		if _, err := language.Parse(tag); err != nil || strings.ContainsAny(tag, "/\\.") {
			l.add(at, "", "%s is no tag of a language, such as cy or bn", shown(tag))
			continue
		}
		if slices.Index(listed, tag) < i {
			l.add(at, "", "the language %s is listed twice", shown(tag))
		}
		if _, ok := l.files[LanguageFile(tag)]; !ok {
			l.add(at, "", "there is no file %s with the messages of that language", LanguageFile(tag))
		}
	}
	for _, name := range l.names {
		if tag := strings.TrimSuffix(path.Base(name), ".yaml"); wordsOfPages(name) && !slices.Contains(listed, tag) {
			l.add(spot{file: name}, "", "would not be read: list %s under languages of the partnership", shown(tag))
		}
	}
}
