package pack

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// decoder fills the types of a pack from the tree of one file. It is stricter than a library's: every key must be known,
// every value of the right sort, and where each value stands is kept for the checks that follow.
type decoder struct {
	*loader
	file string
}

var (
	ruleType  = reflect.TypeFor[*Rule]()
	hoursType = reflect.TypeFor[Hours]()
	pointType = reflect.TypeFor[*Point]()
	textType  = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// appendTo decodes a list and appends it to what other files gave.
func (d *decoder) appendTo(node ast.Node, list reflect.Value, path string) {
	if _, empty := node.(*ast.NullNode); empty {
		return
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		d.add(spotOf(d.file, node), "", "%s: is a list; begin each entry with a dash", path)
		return
	}
	for _, item := range seq.Values {
		at := fmt.Sprintf("%s.%d", path, list.Len())
		value := reflect.New(list.Type().Elem()).Elem()
		d.decode(item, value, at)
		list.Set(reflect.Append(list, value))
	}
}

// decode reads a node into a value, and keeps where it stood.
func (d *decoder) decode(node ast.Node, v reflect.Value, path string) {
	at := spotOf(d.file, node)
	d.at[path] = at
	switch node.(type) {
	case *ast.NullNode:
		return
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
		d.add(at, "", "anchors, aliases and tags are not used in a pack: write the value out")
		return
	}
	if d.special(node, v, path) {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.decodeStruct(node, v, path)
	case reflect.Slice:
		d.appendTo(node, v, path)
	case reflect.Map:
		d.decodeMap(node, v, path)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(node, v.Elem(), path)
	default:
		d.decodeScalar(node, v, path)
	}
}

// special reads the types that have a form of their own: rules, opening hours, points, dates.
func (d *decoder) special(node ast.Node, v reflect.Value, path string) bool {
	switch {
	case v.Type() == ruleType:
		d.decodeRule(node, v, path)
	case v.Type() == hoursType:
		hours, err := d.hours(node)
		if err != nil {
			d.add(spotOf(d.file, node), "", "%v", err)
		}
		v.Set(reflect.ValueOf(hours))
	case v.Type() == pointType:
		d.decodePoint(node, v)
	case v.CanAddr() && v.Addr().Type().Implements(textType):
		text, _ := scalar(node)
		if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil {
			d.add(spotOf(d.file, node), "", "%s: %v", lastKey(path), err)
		}
	default:
		return false
	}
	return true
}

func (d *decoder) decodeRule(node ast.Node, v reflect.Value, path string) {
	source, ok := scalar(node)
	at := spotOf(d.file, node)
	if b, isBool := node.(*ast.BoolNode); isBool {
		source, ok = strconv.FormatBool(b.Value), true
	}
	if !ok || strings.TrimSpace(source) == "" {
		d.add(at, "", "%s: is a rule, such as report.category == \"noise\"", lastKey(path))
		return
	}
	if _, block := node.(*ast.LiteralNode); block {
		at.line++ // the text of a block begins on the line after its mark
		at.column = 0
	}
	rule := &Rule{Source: source}
	v.Set(reflect.ValueOf(rule))
	d.rules = append(d.rules, placedRule{path: path, rule: rule, at: at})
}

func (d *decoder) decodePoint(node ast.Node, v reflect.Value) {
	at := spotOf(d.file, node)
	seq, ok := node.(*ast.SequenceNode)
	if !ok || len(seq.Values) != 2 {
		d.add(at, "", "a point is written [longitude, latitude]")
		return
	}
	var lonLat [2]float64
	for i, item := range seq.Values {
		text, _ := scalar(item)
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(n) {
			d.add(at, "", "a point is written [longitude, latitude], and %q is no number", text)
			return
		}
		lonLat[i] = n
	}
	lon, lat := lonLat[0], lonLat[1]
	if what := misplaced(lon, lat); what != "" {
		d.add(at, "", "the point [%g, %g] %s", lon, lat, what)
		return
	}
	v.Set(reflect.ValueOf(&Point{Lon: lon, Lat: lat}))
}

func (d *decoder) decodeStruct(node ast.Node, v reflect.Value, path string) {
	pairs, ok := mapping(node)
	if !ok {
		d.add(spotOf(d.file, node), "", "%s: needs keys, and this is a single value", lastKey(path))
		return
	}
	fields := fieldsOf(v.Type())
	given := map[string]bool{}
	for _, pair := range pairs {
		key := keyText(pair)
		if _, merge := pair.Key.(*ast.MergeKeyNode); merge {
			d.add(spotOf(d.file, pair.Key), "", "anchors, aliases and tags are not used in a pack: write the value out")
			continue
		}
		f, known := fields.index[key]
		if !known {
			d.add(spotOf(d.file, pair.Key), nearest(key, fields.keys), "unknown key %s in %s", shown(key), fields.name)
			continue
		}
		d.decode(pair.Value, v.Field(f), path+"."+key)
		if _, null := pair.Value.(*ast.NullNode); null {
			d.at[path+"."+key] = spotOf(d.file, pair.Key)
			continue
		}
		given[key] = !nothing(pair.Value)
	}
	for _, key := range fields.needed {
		if !given[key] {
			d.add(spotOf(d.file, node), "", "%s needs %q", fields.name, key)
		}
	}
}

// nothing says that a value is there and holds nothing: no text, no entry, no key.
func nothing(node ast.Node) bool {
	if seq, ok := node.(*ast.SequenceNode); ok {
		return len(seq.Values) == 0
	}
	if pairs, ok := mapping(node); ok {
		return len(pairs) == 0
	}
	text, single := scalar(node)
	return single && strings.TrimSpace(text) == ""
}

func (d *decoder) decodeMap(node ast.Node, v reflect.Value, path string) {
	pairs, ok := mapping(node)
	if !ok {
		d.add(spotOf(d.file, node), "", "%s: needs keys, and this is a single value", lastKey(path))
		return
	}
	m := reflect.MakeMapWithSize(v.Type(), len(pairs))
	for _, pair := range pairs {
		value := reflect.New(v.Type().Elem()).Elem()
		d.decode(pair.Value, value, path+"."+keyText(pair))
		m.SetMapIndex(reflect.ValueOf(keyText(pair)), value)
	}
	v.Set(m)
}

func (d *decoder) decodeScalar(node ast.Node, v reflect.Value, path string) {
	text, ok := scalar(node)
	if b, isBool := node.(*ast.BoolNode); isBool && v.Kind() == reflect.Bool {
		v.SetBool(b.Value)
		return
	}
	if !ok {
		d.add(spotOf(d.file, node), "", "%s: %s", lastKey(path), wanted(v))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
		if allowed := wordsOf(v.Type()); allowed != nil && !has(allowed, text) {
			d.add(spotOf(d.file, node), nearest(text, allowed), "%s: %q is none of %s", lastKey(path), text, listed(allowed))
		}
		return
	case reflect.Int:
		if n, err := strconv.Atoi(text); err == nil {
			v.SetInt(int64(n))
			return
		}
	case reflect.Float64:
		if n, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) {
			v.SetFloat(n)
			return
		}
	}
	d.add(spotOf(d.file, node), "", "%s: %s, not %q", lastKey(path), wanted(v), text)
}

func wanted(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "must be true or false"
	case reflect.Int:
		return "must be a whole number"
	case reflect.Float64:
		return "must be a number"
	}
	return "must be text (put it in quotes)"
}

func lastKey(path string) string {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i > 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil {
			return parts[i]
		}
	}
	return parts[0]
}
