// Package change is how records are changed: a Unit is a gate.View that can also make and edit records, and what it does happens whole or not
// at all. Access, history, audit, clocks, lists and messages are kept in the transaction of the change itself.
//
// Only those import it who declare what can be done (core/act and the movements), who sends messages, and who assembles the program;
// architecture_test.go names them. What is no record, as a form under way, is kept by a gate.Notebook.
//
//	err := change.Of(g).Write(ctx, who, func(u *change.Unit) error {
//		report, err := u.Edit("R-26-00042", version)
//		if err != nil {
//			return err
//		}
//		return report.Move("accepted", "", "")
//	})
package change

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
)

// Writer is a gate that can also be written through.
type Writer struct {
	*gate.Gate
	core *sight.Core
}

// Of is the writer of a gate.
func Of(g *gate.Gate) Writer { return Writer{g, g.Core(sight.Pass{})} }

// Write runs fn in one transaction; when it returns without error everything it did is on disk, and otherwise nothing is.
func (g Writer) Write(ctx context.Context, who access.Principal, fn func(*Unit) error) error {
	return g.core.Write(ctx, who, func(r *sight.Reader) error {
		u := &Unit{Notebook: gate.NotebookOf(r), r: r, g: g}
		if err := fn(u); err != nil {
			return err
		}
		return u.flush()
	})
}
