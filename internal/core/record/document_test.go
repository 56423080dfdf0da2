package record

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
)

var money = &pack.Kind{Name: "grant", Fields: []pack.Field{{ID: "cost", Type: pack.Money}}}

// FuzzADocumentIsReadAsEncodingJSONReadsIt holds the reader of documents to the one of the standard library.
func FuzzADocumentIsReadAsEncodingJSONReadsIt(f *testing.F) {
	for _, doc := range []string{`{}`, `{"what":"a – b","n":-1.5e3,"cost":1250,"yes":true,"no":false,"none":null,"list":["a","b"],"empty":[]}`,
		`{"a":"line\nnext \u003cb\u003e \ud83d\ude00","a":"again"}`, ` { "a" : [ "x" , "y" ] } `, `{"a":{"b":1}}`, `{"a":[1,"x",null]}`, `{"a":01}`, `{"a":1.}`, `{"a":-}`,
		`{"a":1,}`, `{"a" 1}`, `[1]`, `null`, ``, `{"a":"x`, "{\"a\":\"\x01\"}", "{\"a\":\"\xff\"}", "{\"a\":1}\x00", `{"a":1e999}`, `{"a":tru}`, `{"cost":12.5}`, `{}x`} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := Decode(money, bytes.Clone(doc))
		want, wrong := decodeAny(money, doc)
		if (err == nil) != (wrong == nil) {
			t.Fatalf("%q: %v, and encoding/json says %v", doc, err, wrong)
		}
		if err == nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is read as %#v, want %#v", doc, got, want)
		}
	})
}
