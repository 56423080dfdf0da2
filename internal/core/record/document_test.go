package record

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/pack"
)

var money = &pack.Kind{Name: "grant", Fields: []pack.Field{{ID: "cost", Type: pack.Money}}}

// What a record holds is what was written into it, whatever its texts contain.
func TestADocumentIsReadAsItWasWritten(t *testing.T) {
	value := rapid.OneOf(rapid.String().AsAny(), rapid.Float64Range(-1e12, 1e12).AsAny(), rapid.Bool().AsAny(), rapid.SliceOf(rapid.String()).AsAny())
	rapid.Check(t, func(t *rapid.T) {
		want := Fields(rapid.MapOf(rapid.StringMatching(`[a-z_]{1,12}`), value).Draw(t, "fields"))
		delete(want, "cost")
		want["cost"] = rapid.Int64Range(0, 1e12).Draw(t, "pence")
		for id, v := range want {
			if list, ok := v.([]string); ok && list == nil {
				want[id] = []string{}
			}
		}
		doc, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(money, doc)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s is read as %#v (%v), want %#v", doc, got, err, want)
		}
	})
}

// FuzzABrokenDocumentIsRefused holds that no bytes in the store make the program fall, and that what is no object is refused.
func FuzzABrokenDocumentIsRefused(f *testing.F) {
	for _, doc := range []string{`{}`, `{"cost":12.5,"a":{"b":1},"c":[1,"x",null],"d":null}`, `{"a":1,}`, `[1]`, `null`, ``, `{"a":"x`, "{\"a\":\"\xff\"}", `{"cost":1e999}`, `{}x`} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		fields, err := Decode(money, doc)
		if err == nil && fields == nil {
			t.Fatalf("%q is read as nothing and not refused", doc)
		}
	})
}
