package pack

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"

	"cel.dev/cel-go/cel"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Root is what a rule may name under one word, such as the fields of fields.found. Only the keys that a rule names are asked
// for; one that holds nothing is nil.
type Root interface{ Value(key string) any }

// Values is a Root of values that are there already.
type Values map[string]any

// Value is the value under a key.
func (v Values) Value(key string) any { return v[key] }

// activation gives a rule its values: every declared key resolves, to what the caller gave or to the empty value of its
// type, so that a rule is total over any record however sparse.
type activation struct {
	env  *ruleEnv
	vars map[string]any
}

func (e *ruleEnv) activation(vars map[string]any) cel.Activation {
	return &activation{env: e, vars: vars}
}

// rooted says that every value with keys is a Root: of another one no rule would see anything.
func (e *ruleEnv) rooted(vars map[string]any) error {
	for name, keys := range e.roots {
		v, given := vars[name]
		if _, ok := v.(Root); given && keys != nil && !ok {
			return fmt.Errorf("%s is a %T, which a rule cannot ask for its keys", name, v)
		}
	}
	return nil
}

// Parent is nil: a rule sees nothing but its own roots.
func (a *activation) Parent() cel.Activation { return nil }

// ResolveName finds the value of "root.key", of a root without keys, or of the list that given() reads.
func (a *activation) ResolveName(name string) (any, bool) {
	if name == givenVar {
		return a.given(), true
	}
	root, key, qualified := strings.Cut(name, ".")
	keys, known := a.env.roots[root]
	if !known {
		return nil, false
	}
	if !qualified {
		return orEmpty(plain(a.vars[root]), timeType), keys == nil
	}
	typ, known := keys[key]
	if !known {
		return nil, false
	}
	return orEmpty(a.value(root, key), typ), true
}

func (a *activation) value(root, key string) any {
	if r, ok := a.vars[root].(Root); ok {
		return plain(r.Value(key))
	}
	return nil
}

// given lists the keys that hold something.
func (a *activation) given() []string {
	var names []string
	for root, keys := range a.env.roots {
		for key := range keys {
			if !Empty(a.value(root, key)) {
				names = append(names, root+"."+key)
			}
		}
	}
	sort.Strings(names)
	return names
}

// Empty says that a plain value is no answer: nothing, no text, or a list of nothing. Zero and no are answers.
func Empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		return x == ""
	case []string:
		return len(x) == 0
	case []any:
		return len(x) == 0
	}
	return false
}

func orEmpty(v any, typ *cel.Type) any {
	if v != nil {
		return v
	}
	switch typ.Kind() {
	case cel.BoolKind:
		return false
	case cel.StringKind:
		return ""
	case cel.ListKind:
		return []string{}
	case cel.TimestampKind:
		return time.Time{}
	default:
		return int64(0)
	}
}

// plain reduces a value of Wardmote to one that CEL knows: moments and days to times, whole numbers to int64, named
// strings to strings. An unset moment or nil is nil.
func plain(v any) any {
	switch x := v.(type) {
	case nil, string, bool, int64, []string:
		return x
	case time.Time:
		return x
	case when.Instant:
		if x.IsZero() {
			return nil
		}
		return x.Time()
	case when.Date:
		if x.IsZero() {
			return nil
		}
		return x.Start().Time()
	case float64:
		if x == float64(int64(x)) {
			return int64(x)
		}
		return x
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = plain(x[i])
		}
		return out
	}
	return plainByKind(reflect.ValueOf(v))
}

func plainByKind(r reflect.Value) any {
	switch r.Kind() {
	case reflect.Pointer:
		if r.IsNil() {
			return nil
		}
		return plain(r.Elem().Interface())
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int()
	case reflect.Float32, reflect.Float64:
		return plain(r.Float())
	default:
		return r.Interface()
	}
}
