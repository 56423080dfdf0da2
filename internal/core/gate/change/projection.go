package change

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/internal/hit"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Reproject brings the filter fields and counted results of all records to what the pack says now. It goes on where it was cut
// off, and does nothing where nothing changed.
func (g Writer) Reproject(ctx context.Context) error {
	for i := range g.core.Pack.Kinds {
		for {
			more, err := g.ReprojectSome(ctx, g.core.Pack.Kinds[i].ID)
			if err != nil {
				return fmt.Errorf("project the records of the kind %s anew: %w", g.core.Pack.Kinds[i].ID, err)
			}
			if !more {
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	for more := true; more; {
		var err error
		if more, err = g.reindexSome(ctx); err != nil {
			return fmt.Errorf("index people anew: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// reindexSome indexes the next people anew, and says whether there may be more.
func (g Writer) reindexSome(ctx context.Context) (more bool, err error) {
	was, err := g.progress(ctx, hit.PeopleAnew)
	if err != nil || was.Done && was.Shape == hit.IndexOf {
		return false, err
	}
	if was.Shape != hit.IndexOf {
		was = hit.Progress{Shape: hit.IndexOf}
	}
	err = g.Write(ctx, access.System("projection"), func(u *Unit) error {
		upto, n, err := u.reindexPeople(was.Upto)
		if err != nil {
			return err
		}
		more = n == g.core.Bounds.Anew
		return u.keepProgress(hit.PeopleAnew, hit.Progress{Shape: hit.IndexOf, Upto: upto, Done: !more})
	})
	return more, err
}

// progress is how far the projecting of a kind, or of people, is.
func (g Writer) progress(ctx context.Context, what string) (p hit.Progress, err error) {
	r := g.core.Read(ctx, access.System("projection"))
	err = g.core.DB.Read(ctx, func(tx store.Tx) error {
		r.Tx = tx
		p, err = hit.Projected(r, what)
		return err
	})
	return p, err
}

func (u *Unit) keepProgress(what string, p hit.Progress) error {
	_, err := u.r.Exec(`INSERT INTO projection (kind, shape, upto, done) VALUES ($1, $2, $3, $4)
 ON CONFLICT (kind) DO UPDATE SET shape = excluded.shape, upto = excluded.upto, done = excluded.done`, what, p.Shape, p.Upto, p.Done)
	return err
}

// ReprojectSome is one step of Reproject: it projects the next records of a kind, and says whether there may be more.
func (g Writer) ReprojectSome(ctx context.Context, kind string) (more bool, err error) {
	k, ok := g.core.Pack.Kind(kind)
	if !ok {
		return false, nil
	}
	shape := hit.ShapeOf(k)
	was, err := g.progress(ctx, k.ID)
	if err != nil || was.Done && was.Shape == shape {
		return false, err
	}
	if was.Shape != shape {
		was = hit.Progress{Shape: shape}
	}
	err = g.Write(ctx, access.System("projection"), func(u *Unit) error {
		var list []*record.Record
		err := u.r.Rows(store.SQL("SELECT "+row.Columns+" FROM record r WHERE r.kind = ? AND r.id > ? ORDER BY r.id"+store.Limit(g.core.Bounds.Anew), k.ID, was.Upto), func(s row.Scanner) error {
			r, err := row.ScanRecord(g.core.Pack, s)
			if err == nil {
				list = append(list, r)
			}
			return err
		})
		if err != nil {
			return err
		}
		more = len(list) == g.core.Bounds.Anew
		now := hit.Progress{Shape: shape, Upto: was.Upto, Done: !more}
		for _, r := range list {
			now.Upto = r.ID
			if err := u.projectAnew(k, r); err != nil {
				return err
			}
		}
		return u.keepProgress(k.ID, now)
	})
	return more, err
}

// projectAnew writes the narrow rows of a record; the record itself does not change, so its version and history stay.
func (u *Unit) projectAnew(k *pack.Kind, r *record.Record) error {
	for _, table := range []string{"record_value", "record_measure"} {
		if _, err := u.r.Exec("DELETE FROM "+table+" WHERE record = $1", r.ID); err != nil {
			return err
		}
	}
	e := &Edit{unit: u, kind: k, rec: r}
	return errors.Join(e.projectValues(), e.projectMeasures(), e.projectParts())
}
