package store

import "context"

type watchKey struct{}

// Watch hands every statement that is run under the context to fn, with its arguments. Tests compare with it what two requests
// ask of the store: a page that reads more where somebody else has written something tells of it, by its time if not by its
// words. Statements of SQLite alone are told, and none runs slower for it elsewhere.
func Watch(ctx context.Context, fn func(statement string, args []any)) context.Context {
	return context.WithValue(ctx, watchKey{}, fn)
}

// observed hands a statement to whoever watches.
func observed(ctx context.Context, statement string, args []any) {
	if fn, ok := ctx.Value(watchKey{}).(func(string, []any)); ok {
		fn(statement, args)
	}
}
