package pack

import (
	"sync"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// ruleEnv is where a kind of rule stands: which roots it may name and which keys each root has. Keys are declared as
// qualified variables ("report.category"), so that CEL checks their types and a misspelt key is found at load.
type ruleEnv struct {
	roots map[string]map[string]*cel.Type // root → key → type; a root with no keys is itself a variable
	env   func() (*cel.Env, error)

	values knownValues // nil where no pack is known
}

// givenVar carries the qualified names that were given a value, for the macro given(fields.x).
const givenVar = "@given"

var timeType = cel.TimestampType

// reportKeys are what a route or a notice may know of a report before and after it is sent.
var reportKeys = map[string]*cel.Type{
	"category":       cel.StringType,
	"group":          cel.StringType,
	"kind":           cel.StringType,               // kind of record that triage would open
	"area":           cel.StringType,               // code of the ward
	"areas":          cel.ListType(cel.StringType), // every area code and area group that holds the place
	"place":          cel.StringType,               // id of the gazetteer
	"place_kind":     cel.StringType,
	"hour":           cel.IntType, // London hour of the incident, 0-23
	"weekday":        cel.IntType, // 1 Monday … 7 Sunday
	"risk":           cel.StringType,
	"danger":         cel.BoolType, // somebody is in danger now
	"happening":      cel.BoolType, // a crime is happening now
	"sensitive":      cel.BoolType,
	"anonymous":      cel.BoolType,
	"repeat":         cel.BoolType, // it has happened before
	"because_of_who": cel.BoolType, // it happened because of who somebody is
	"channel":        cel.StringType,
	"affected":       cel.StringType,
}

// recordKeys are the common columns of a record.
var recordKeys = map[string]*cel.Type{
	"reference": cel.StringType, "kind": cel.StringType, "state": cel.StringType, "body": cel.StringType,
	"team": cel.StringType, "assignee": cel.StringType, "area": cel.StringType, "risk": cel.StringType,
	"marking": cel.StringType, "category": cel.StringType, "place_kind": cel.StringType, "channel": cel.StringType,
	"opened": timeType, "occurred": timeType, "due": timeType, "closed": timeType, "version": cel.IntType,
}

// principalKeys describe who is acting.
var principalKeys = map[string]*cel.Type{
	"id": cel.StringType, "roles": cel.ListType(cel.StringType), "teams": cel.ListType(cel.StringType),
	"bodies": cel.ListType(cel.StringType), "areas": cel.ListType(cel.StringType), "police": cel.BoolType,
}

var reportEnv = newRuleEnv(map[string]map[string]*cel.Type{"report": reportKeys})

// kindEnv is the environment of the rules of one kind: the kind's own fields are typed.
func kindEnv(k *Kind) *ruleEnv {
	fields := make(map[string]*cel.Type, len(k.Fields))
	for _, f := range k.Fields {
		if _, twice := fields[f.ID]; !twice {
			fields[f.ID] = f.Type.cel()
		}
	}
	return newRuleEnv(map[string]map[string]*cel.Type{
		"record": recordKeys, "principal": principalKeys, "fields": fields, "today": nil,
	})
}

// cel is the type under which a rule sees a field. Numbers are dynamic since they may be whole or not.
func (t FieldType) cel() *cel.Type {
	switch t {
	case Number:
		return cel.DynType
	case Money:
		return cel.IntType
	case Date:
		return timeType
	case Choices:
		return cel.ListType(cel.StringType)
	case YesNo:
		return cel.BoolType
	default:
		return cel.StringType
	}
}

func newRuleEnv(roots map[string]map[string]*cel.Type) *ruleEnv {
	return &ruleEnv{roots: roots, env: sync.OnceValues(func() (*cel.Env, error) {
		base, err := baseEnv()
		if err != nil {
			return nil, err
		}
		var opts []cel.EnvOption
		for root, keys := range roots {
			if keys == nil {
				opts = append(opts, cel.Variable(root, timeType))
			}
			for key, typ := range keys {
				opts = append(opts, cel.Variable(root+"."+key, typ))
			}
		}
		return base.Extend(opts...)
	})}
}

var baseEnv = sync.OnceValues(func() (*cel.Env, error) {
	return cel.NewEnv(
		cel.CrossTypeNumericComparisons(true),
		cel.Variable(givenVar, cel.ListType(cel.StringType)),
		cel.Macros(cel.GlobalMacro("given", 1, expandGiven)),
	)
})

// expandGiven turns given(fields.x) into ("fields.x" in @given), which is true where the key holds a value. check reads the
// name back out of the literal, so that a misspelt key is found here too.
func expandGiven(eh cel.MacroExprFactory, _ celast.Expr, args []celast.Expr) (celast.Expr, *cel.Error) {
	arg := args[0]
	if arg.Kind() != celast.SelectKind || arg.AsSelect().Operand().Kind() != celast.IdentKind {
		return nil, eh.NewError(arg.ID(), "given() takes one key, such as given(fields.name)")
	}
	name := arg.AsSelect().Operand().AsIdent() + "." + arg.AsSelect().FieldName()
	return eh.NewCall(operators.In, eh.NewLiteral(types.String(name)), eh.NewIdent(givenVar)), nil
}
