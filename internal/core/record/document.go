package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// Decode reads a stored document, giving each value the type that its kind declares. A list decodes a document for every
// row, and encoding/json into values of any type took half the time of a list; a document is one object of texts, numbers,
// answers and lists of texts, so it is read here. What has another form is left to encoding/json.
func Decode(k *pack.Kind, doc []byte) (Fields, error) {
	p := &document{rest: doc}
	fields, err := p.object(k)
	if errors.Is(err, errOther) {
		fields, err = decodeAny(k, doc)
	}
	if err != nil {
		return nil, fmt.Errorf("the document of a %s cannot be read: %w", k.Name, err)
	}
	return fields, nil
}

func decodeAny(k *pack.Kind, doc []byte) (Fields, error) {
	var raw map[string]any
	if err := json.Unmarshal(doc, &raw); err != nil {
		return nil, err
	}
	fields := make(Fields, len(raw))
	for id, v := range raw {
		fields[id] = typed(k, id, v)
	}
	return fields, nil
}

// typed is a value as the kind's fields hold it.
func typed(k *pack.Kind, id string, v any) any {
	switch x := v.(type) {
	case []any:
		list := make([]string, 0, len(x))
		for _, item := range x {
			if s, ok := item.(string); ok {
				list = append(list, s)
			}
		}
		return list
	case float64:
		if f, ok := k.Field(id); ok && f.Type == pack.Money {
			return int64(math.Round(x))
		}
	}
	return v
}

// document is what is left to read of a document.
type document struct{ rest []byte }

// errOther says that the document has a form that is not read here, or none at all.
var errOther = errors.New("not a plain document")

func (d *document) object(k *pack.Kind) (Fields, error) {
	fields := make(Fields, 16)
	if !d.takes('{') {
		return nil, errOther
	}
	for first := true; !d.takes('}'); first = false {
		if !first && !d.takes(',') {
			return nil, errOther
		}
		id, err := d.text()
		if err != nil || !d.takes(':') {
			return nil, errOther
		}
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		fields[id] = typed(k, id, v)
	}
	if d.next(); len(d.rest) > 0 {
		return nil, errOther
	}
	return fields, nil
}

func (d *document) value() (any, error) {
	switch c := d.next(); {
	case c == '"':
		return d.text()
	case c == '[':
		return d.list()
	case c == '-' || c >= '0' && c <= '9':
		return d.number()
	case d.word("true"):
		return true, nil
	case d.word("false"):
		return false, nil
	case d.word("null"):
		return nil, nil
	}
	return nil, errOther
}

func (d *document) list() ([]string, error) {
	list := []string{}
	d.takes('[')
	for first := true; !d.takes(']'); first = false {
		if !first && !d.takes(',') {
			return nil, errOther
		}
		s, err := d.text()
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func (d *document) number() (any, error) {
	n := 0
	for n < len(d.rest) && (d.rest[n] >= '0' && d.rest[n] <= '9' || d.rest[n] == '-' || d.rest[n] == '+' || d.rest[n] == '.' || d.rest[n] == 'e' || d.rest[n] == 'E') {
		n++
	}
	if n > 1 && (d.rest[0] == '0' && d.rest[1] != '.' || d.rest[0] == '-') || d.rest[n-1] == '.' { // JSON writes them in fewer ways than strconv reads
		return nil, errOther
	}
	x, err := strconv.ParseFloat(string(d.rest[:n]), 64)
	d.rest = d.rest[n:]
	if err != nil {
		return nil, errOther
	}
	return x, nil
}

// text reads a text; one with escapes or broken characters is left to encoding/json.
func (d *document) text() (string, error) {
	if d.next() != '"' {
		return "", errOther
	}
	plain := true
	for i := 1; i < len(d.rest); i++ {
		switch c := d.rest[i]; {
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			return "", errOther
		case c == '"':
			quoted := d.rest[:i+1]
			d.rest = d.rest[i+1:]
			if plain && utf8.Valid(quoted) {
				return string(quoted[1:i]), nil
			}
			var s string
			err := json.Unmarshal(quoted, &s)
			return s, err
		}
	}
	return "", errOther
}

// next is the byte that comes next, behind white space; 0 at the end.
func (d *document) next() byte {
	for len(d.rest) > 0 {
		switch c := d.rest[0]; c {
		case ' ', '\t', '\r', '\n':
			d.rest = d.rest[1:]
		default:
			return c
		}
	}
	return 0
}

func (d *document) takes(c byte) bool {
	if d.next() != c {
		return false
	}
	d.rest = d.rest[1:]
	return true
}

func (d *document) word(w string) bool {
	if len(d.rest) < len(w) || string(d.rest[:len(w)]) != w {
		return false
	}
	d.rest = d.rest[len(w):]
	return true
}
