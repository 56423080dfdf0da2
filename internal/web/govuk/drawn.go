package govuk

import (
	"encoding/binary"
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
)

// A component is drawn from its options and nothing else, and most pages draw the same bar, buttons and selects; html/template
// takes some microseconds for each {{…}}. So HTML remembers what it drew, by the options, as far as they are short.
const (
	drawnMost    = 2048
	drawnLongest = 4096 // bytes of the options, written as a key
)

var remembered = mustRemember(drawnMost)

func mustRemember(most int) *lru.Cache[string, template.HTML] {
	kept, err := lru.New[string, template.HTML](most)
	if err != nil {
		panic(err) // only for a size below one
	}
	return kept
}

// unlike is a component of which hardly two are alike, as a list of records: it is not worth remembering.
type unlike interface{ unlike() }

func (Table) unlike()         {}
func (SortableTable) unlike() {}
func (BulkTable) unlike()     {}
func (Timeline) unlike()      {}
func (Filter) unlike()        {}

// keyOf writes a component's type and options, false where they are too long. Two components have one key only if all their
// options are equal, for every text and list is led by its length.
func keyOf(c Component) (string, bool) {
	if _, ok := c.(unlike); ok {
		return "", false
	}
	v := reflect.ValueOf(c)
	key, ok := appendKey(appendText(make([]byte, 0, 512), v.Type().String()), v)
	return string(key), ok
}

func appendKey(key []byte, v reflect.Value) ([]byte, bool) {
	ok := len(key) <= drawnLongest
	switch v.Kind() {
	case reflect.String:
		key = appendText(key, v.String())
	case reflect.Bool:
		key = strconv.AppendBool(key, v.Bool())
	case reflect.Int, reflect.Int8:
		key = binary.AppendVarint(key, v.Int())
	case reflect.Struct:
		for i := 0; ok && i < v.NumField(); i++ {
			key, ok = appendKey(key, v.Field(i))
		}
	case reflect.Slice:
		key = binary.AppendUvarint(key, uint64(v.Len()))
		for i := 0; ok && i < v.Len(); i++ {
			key, ok = appendKey(key, v.Index(i))
		}
	case reflect.Map:
		key, ok = appendPairs(key, v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(key, 0), ok
		}
		key, ok = appendKey(appendText(append(key, 1), v.Elem().Type().String()), v.Elem())
	default:
		return key, false
	}
	return key, ok
}

func appendText(key []byte, s string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(s))), s...)
}

// appendPairs writes a map of texts in the order of its names.
func appendPairs(key []byte, v reflect.Value) ([]byte, bool) {
	if v.Type().Key().Kind() != reflect.String {
		return key, false
	}
	names := v.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	key = binary.AppendUvarint(key, uint64(len(names)))
	ok := true
	for i := 0; ok && i < len(names); i++ {
		key, _ = appendKey(key, names[i])
		key, ok = appendKey(key, v.MapIndex(names[i]))
	}
	return key, ok
}
