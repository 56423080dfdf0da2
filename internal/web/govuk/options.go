package govuk

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// setOptions writes "name", value pairs into a component. A name may be a path such as "label.text".
func setOptions(params any, pairs []any) error {
	if len(pairs)%2 != 0 {
		return errors.New("options come in pairs of a name and a value")
	}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return fmt.Errorf("option %d: the name is a %T and must be text", i/2+1, pairs[i])
		}
		if err := setPath(reflect.ValueOf(params).Elem(), name, pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func setPath(dst reflect.Value, path string, value any) error {
	head, rest, deeper := strings.Cut(path, ".")
	index, ok := optionsOf(dst.Type())[head]
	if !ok {
		return fmt.Errorf("there is no option %q", head)
	}
	field := dst.Field(index)
	if !deeper {
		if err := assign(field, value); err != nil {
			return fmt.Errorf("option %s: %w", head, err)
		}
		return nil
	}
	if field.Kind() == reflect.Pointer {
		if field.IsNil() {
			field.Set(reflect.New(field.Type().Elem()))
		}
		field = field.Elem()
	}
	if field.Kind() != reflect.Struct {
		return fmt.Errorf("option %s has no options of its own", head)
	}
	return setPath(field, rest, value)
}

var optionIndex sync.Map // reflect.Type to map[string]int

// optionsOf maps a struct's macro option names, which are its json tags, to its fields.
func optionsOf(t reflect.Type) map[string]int {
	if known, ok := optionIndex.Load(t); ok {
		return known.(map[string]int)
	}
	names := map[string]int{}
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag != "" && tag != "-" {
			names[tag] = i
		}
	}
	optionIndex.Store(t, names)
	return names
}

// loose is a type that a macro lets be written as a plain text or as false.
type loose interface{ fromLoose(value any) bool }

// assign converts as Nunjucks does: numbers print as text, false and null leave text and structs empty.
func assign(dst reflect.Value, value any) error {
	if value == nil {
		return nil
	}
	src := reflect.ValueOf(value)
	if src.Type().AssignableTo(dst.Type()) {
		dst.Set(src)
		return nil
	}
	if l, ok := dst.Addr().Interface().(loose); ok && l.fromLoose(value) {
		return nil
	}
	switch dst.Kind() {
	case reflect.Pointer:
		dst.Set(reflect.New(dst.Type().Elem()))
		return assign(dst.Elem(), value)
	case reflect.String:
		return assignText(dst, src)
	case reflect.Slice:
		return assignSlice(dst, src)
	case reflect.Map:
		return assignMap(dst, src)
	case reflect.Struct:
		return assignStruct(dst, src)
	}
	if src.CanConvert(dst.Type()) && src.Kind() != reflect.String {
		dst.Set(src.Convert(dst.Type()))
		return nil
	}
	return fmt.Errorf("a %s cannot be read from the %s %v", dst.Type(), src.Type(), value)
}

func assignText(dst, src reflect.Value) error {
	switch src.Kind() {
	case reflect.String:
		dst.SetString(src.String())
	case reflect.Slice, reflect.Map, reflect.Struct, reflect.Pointer, reflect.Func:
		return fmt.Errorf("a text cannot be read from %s", src.Type())
	case reflect.Bool:
		if src.Bool() {
			dst.SetString("true")
		}
	default:
		dst.SetString(fmt.Sprint(src.Interface()))
	}
	return nil
}

func assignSlice(dst, src reflect.Value) error {
	if src.Kind() == reflect.Bool && !src.Bool() {
		return nil
	}
	if src.Kind() != reflect.Slice {
		return fmt.Errorf("a list cannot be read from %s", src.Type())
	}
	out := reflect.MakeSlice(dst.Type(), src.Len(), src.Len())
	for i := range src.Len() {
		if err := assign(out.Index(i), src.Index(i).Interface()); err != nil {
			return fmt.Errorf("item %d: %w", i+1, err)
		}
	}
	dst.Set(out)
	return nil
}

func assignMap(dst, src reflect.Value) error {
	if src.Kind() != reflect.Map {
		return fmt.Errorf("a set of names cannot be read from %s", src.Type())
	}
	out := reflect.MakeMapWithSize(dst.Type(), src.Len())
	for keys := src.MapRange(); keys.Next(); {
		item := reflect.New(dst.Type().Elem()).Elem()
		if err := assign(item, keys.Value().Interface()); err != nil {
			return fmt.Errorf("%v: %w", keys.Key(), err)
		}
		out.SetMapIndex(keys.Key(), item)
	}
	dst.Set(out)
	return nil
}

func assignStruct(dst, src reflect.Value) error {
	options, ok := src.Interface().(map[string]any)
	if !ok {
		if src.IsZero() { // a falsy list item keeps its place and draws nothing
			return nil
		}
		return fmt.Errorf("%s cannot be read from %s", dst.Type(), src.Type())
	}
	for name, value := range options {
		if err := setPath(dst, name, value); err != nil {
			return err
		}
	}
	return nil
}
