package pack

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestGuideNamesEverythingAWriterMayUse keeps docs/PACKS.md level with the program.
func TestGuideNamesEverythingAWriterMayUse(t *testing.T) {
	data, err := os.ReadFile("../../../docs/PACKS.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := strings.NewReplacer("`", " ", ".", " ", ",", " ", ":", " ", "|", " ").Replace(string(data))
	words := map[string]bool{}
	for _, w := range strings.Fields(guide) {
		words[w] = true
	}
	l := &loader{pack: &Pack{}}
	for name, target := range l.sections() {
		if !words[name] {
			t.Errorf("the guide does not name the section %q", name)
		}
		elem := reflect.TypeOf(target).Elem()
		if elem.Kind() == reflect.Slice {
			elem = elem.Elem()
		}
		if elem.Kind() != reflect.Struct {
			continue // a single word
		}
		for _, key := range fieldsOf(elem).needed {
			if !words[key] {
				t.Errorf("the guide does not name %q, which %s needs", key, fieldsOf(elem).name)
			}
		}
	}
	for _, keys := range [][]string{keysOf(reportKeys), keysOf(recordKeys), keysOf(principalKeys), optionSources,
		wordsOf(reflect.TypeFor[FieldType]()), wordsOf(reflect.TypeFor[Verb]()), wordsOf(reflect.TypeFor[Scope]()),
		fieldsOf(reflect.TypeFor[Declaration]()).keys, fieldsOf(reflect.TypeFor[Retention]()).keys, wordsOf(reflect.TypeFor[Regime]()),
		wordsOf(reflect.TypeFor[PersonOfData]()), wordsOf(reflect.TypeFor[LawfulBasis]()), wordsOf(reflect.TypeFor[KeptFrom]()),
		wordsOf(reflect.TypeFor[Every]()), wordsOf(reflect.TypeFor[Good]()), wordsOf(reflect.TypeFor[FormPart]()),
		fieldsOf(reflect.TypeFor[Form]()).keys, fieldsOf(reflect.TypeFor[FormPage]()).keys, fieldsOf(reflect.TypeFor[FormQuestion]()).keys,
		fieldsOf(reflect.TypeFor[FormOwner]()).keys, fieldIDs(&Kind{Fields: ContactFields})} {
		for _, key := range keys {
			if !words[key] {
				t.Errorf("the guide does not name %q", key)
			}
		}
	}
}
