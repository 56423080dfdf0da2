package gate

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// shapeOf is what the projections of a kind depend on: which fields lists filter by, which are counted, which hold text, and which the
// police keep. A pack that changes none of these leaves the projections as they are.
func shapeOf(k *pack.Kind) string {
	h := sha256.New()
	fmt.Fprintf(h, "words %s\n", indexOf)
	for _, f := range k.Fields {
		if f.Type == pack.Text {
			fmt.Fprintf(h, "text %s %v %v\n", f.ID, f.Police, f.Reference)
		}
		if f.Filter || f.Measure != "" {
			fmt.Fprintf(h, "%s %s %v %s %v\n", f.ID, f.Type, f.Filter, f.Measure, f.Police)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// progress is how far the projecting of a kind is.
type progress struct {
	shape, upto string
	done        bool
}

func (v *View) projected(kind string) (p progress, err error) {
	err = v.tx.QueryRowContext(v.ctx, "SELECT shape, upto, done FROM projection WHERE kind = $1", kind).Scan(&p.shape, &p.upto, &p.done)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return p, err
}

// Unprojected are the kinds of which the pack has changed what lists filter by or what is counted, and whose records are not
// all projected anew yet: until then a list by such a field may leave some out.
func (g *Gate) Unprojected(ctx context.Context) (kinds []string, err error) {
	err = g.Read(ctx, access.System("projection"), func(v *View) (err error) {
		kinds, err = v.Unindexed()
		return err
	})
	return kinds, err
}

// Reproject brings the filter fields and counted results of all records to what the pack says now. It goes on where it was cut
// off, and does nothing where nothing changed.
func (g *Gate) Reproject(ctx context.Context) error {
	for i := range g.pack.Kinds {
		for {
			more, err := g.reprojectSome(ctx, &g.pack.Kinds[i])
			if err != nil {
				return fmt.Errorf("project the records of the kind %s anew: %w", g.pack.Kinds[i].ID, err)
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
func (g *Gate) reindexSome(ctx context.Context) (more bool, err error) {
	was := progress{}
	err = g.Read(ctx, access.System("projection"), func(v *View) (err error) {
		was, err = v.projected(peopleAnew)
		return err
	})
	if err != nil || was.done && was.shape == indexOf {
		return false, err
	}
	if was.shape != indexOf {
		was = progress{shape: indexOf}
	}
	err = g.Write(ctx, access.System("projection"), func(u *Unit) error {
		upto, n, err := u.reindexPeople(was.upto)
		if err != nil {
			return err
		}
		more = n == g.bounds.anew
		return u.keepProgress(peopleAnew, progress{shape: indexOf, upto: upto, done: !more})
	})
	return more, err
}

func (u *Unit) keepProgress(what string, p progress) error {
	_, err := u.exec(`INSERT INTO projection (kind, shape, upto, done) VALUES ($1, $2, $3, $4)
 ON CONFLICT (kind) DO UPDATE SET shape = excluded.shape, upto = excluded.upto, done = excluded.done`, what, p.shape, p.upto, p.done)
	return err
}

// reprojectSome projects the next records of a kind, and says whether there may be more.
func (g *Gate) reprojectSome(ctx context.Context, k *pack.Kind) (more bool, err error) {
	shape := shapeOf(k)
	was := progress{}
	err = g.Read(ctx, access.System("projection"), func(v *View) (err error) {
		was, err = v.projected(k.ID)
		return err
	})
	if err != nil || was.done && was.shape == shape {
		return false, err
	}
	if was.shape != shape {
		was = progress{shape: shape}
	}
	err = g.Write(ctx, access.System("projection"), func(u *Unit) error {
		var list []*record.Record
		err := u.rows(store.SQL("SELECT "+columns+" FROM record r WHERE r.kind = ? AND r.id > ? ORDER BY r.id"+store.Limit(g.bounds.anew), k.ID, was.upto), func(row scanner) error {
			r, err := scanRecord(g.pack, row)
			if err == nil {
				list = append(list, r)
			}
			return err
		})
		if err != nil {
			return err
		}
		more = len(list) == g.bounds.anew
		now := progress{shape: shape, upto: was.upto, done: !more}
		for _, r := range list {
			now.upto = r.ID
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
		if _, err := u.exec("DELETE FROM "+table+" WHERE record = $1", r.ID); err != nil {
			return err
		}
	}
	e := &Edit{unit: u, kind: k, rec: r}
	return errors.Join(e.projectValues(), e.projectMeasures(), e.projectParts())
}

// Unindexed are the kinds of which not all records are found by their words yet. Once none is left nothing is asked any more: a pack does not
// change while a program runs.
func (v *View) Unindexed() (kinds []string, err error) {
	if v.gate.indexed.Load() {
		return nil, nil
	}
	for i := range v.gate.pack.Kinds {
		k := &v.gate.pack.Kinds[i]
		p, err := v.projected(k.ID)
		if err != nil {
			return nil, err
		}
		if p.done && p.shape == shapeOf(k) {
			continue
		}
		some := 0
		if err := v.tx.QueryRowContext(v.ctx, "SELECT count(*) FROM (SELECT 1 FROM record WHERE kind = $1 LIMIT 1) x", k.ID).Scan(&some); err != nil {
			return nil, err
		}
		if some > 0 {
			kinds = append(kinds, k.ID)
		}
	}
	v.gate.indexed.Store(len(kinds) == 0)
	return kinds, nil
}
