package record

import (
	"fmt"
	"math"
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// parsers keep their memory from one document to the next: a list decodes a document for every row, and encoding/json into
// values of any type took half the time of a list.
var parsers fastjson.ParserPool

// Decode reads a stored document, giving each value the type that its kind declares: texts, numbers, answers and lists of texts.
func Decode(k *pack.Kind, doc []byte) (Fields, error) {
	p := parsers.Get()
	defer parsers.Put(p)
	v, err := p.ParseBytes(doc)
	if err != nil {
		return nil, fmt.Errorf("the document of a %s cannot be read: %w", k.Name, err)
	}
	o, err := v.Object()
	if err != nil {
		return nil, fmt.Errorf("the document of a %s cannot be read: %w", k.Name, err)
	}
	fields := make(Fields, o.Len())
	o.Visit(func(id []byte, v *fastjson.Value) { fields[string(id)] = typed(k, string(id), v) })
	wordsBefore(k, fields)
	return fields, nil
}

// wordsBefore reads how it is safe to contact somebody as it was kept in words alone, by a kind that asks for the ways by now: the
// words stand beside the ways, and as none is named one asks first.
func wordsBefore(k *pack.Kind, fields Fields) {
	words, old := fields["safe_contact"].(string)
	if !old || !AsksSafeContact(k) {
		return
	}
	delete(fields, "safe_contact")
	if fields["contact_how"] == nil {
		fields["contact_how"] = words
	}
}

// typed is a value as the kind's fields hold it.
func typed(k *pack.Kind, id string, v *fastjson.Value) any {
	switch v.Type() {
	case fastjson.TypeString:
		return string(v.GetStringBytes())
	case fastjson.TypeNumber:
		x := figure(v)
		if f, ok := k.Field(id); ok && f.Type == pack.Money {
			return int64(math.Round(x))
		}
		return x
	case fastjson.TypeArray:
		items := v.GetArray()
		list := make([]string, 0, len(items))
		for _, item := range items {
			if item.Type() == fastjson.TypeString {
				list = append(list, string(item.GetStringBytes()))
			}
		}
		return list
	case fastjson.TypeTrue, fastjson.TypeFalse:
		return v.GetBool()
	}
	return nil
}

// figure is read from the number's own text: the library's figure may differ in the last place.
func figure(v *fastjson.Value) float64 {
	x, _ := strconv.ParseFloat(string(v.MarshalTo(nil)), 64) // the text is a number; one beyond all figures is infinite
	return x
}
