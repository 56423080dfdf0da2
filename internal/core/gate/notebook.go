package gate

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Notebook is a View that can also keep what is no record: forms under way, values that are entered, analyses, and figures that were worked
// out. Records are changed by package change alone.
type Notebook struct{ View }

// NotebookOf is that of a reader within a write, for the gate's own rooms.
func NotebookOf(r *sight.Reader) Notebook { return Notebook{Rooms(r)} }

// Keep runs fn in one transaction; when it returns without error everything it kept is on disk, and otherwise nothing is.
func (g *Gate) Keep(ctx context.Context, who access.Principal, fn func(*Notebook) error) error {
	return g.core.Write(ctx, who, func(r *sight.Reader) error {
		n := NotebookOf(r)
		return fn(&n)
	})
}

// SaveForm keeps or replaces a form under way.
func (n *Notebook) SaveForm(f SavedForm) error {
	_, err := n.r.Exec(`INSERT INTO draft (id, form, data, saved, expiry) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (id) DO UPDATE SET data = excluded.data, saved = excluded.saved, expiry = excluded.expiry`, f.ID, f.Form, string(f.Data), n.r.Moment, f.Expiry)
	if err != nil {
		return fmt.Errorf("save the form: %w", err)
	}
	return nil
}

// ChangeForm saves a form under way anew, under the same id. It is false where the form is no longer what was read: it was
// changed, sent or abandoned meanwhile.
func (n *Notebook) ChangeForm(was, now SavedForm) (bool, error) {
	return n.changeForm("", was, now)
}

func (n *Notebook) changeForm(also string, was, now SavedForm) (bool, error) {
	changed, err := n.r.Exec("UPDATE draft SET form = $1, data = $2, saved = $3, expiry = $4 WHERE id = $5 AND form = $6 AND data = $7"+also,
		now.Form, string(now.Data), n.r.Moment, now.Expiry, was.ID, was.Form, string(was.Data))
	if err != nil {
		return false, fmt.Errorf("save the form: %w", err)
	}
	return changed == 1, nil
}

// ReplaceForm is ChangeForm that takes the form's files away. It is false, too, where they are not as many as when it was read.
func (n *Notebook) ReplaceForm(was, now SavedForm) (bool, error) {
	if was.Files == 0 {
		return n.changeForm(" AND NOT EXISTS (SELECT 1 FROM draft_file f WHERE f.draft = draft.id)", was, now)
	}
	ours, err := n.ChangeForm(was, now)
	if err != nil || !ours {
		return false, err
	}
	changed, err := n.r.Exec("DELETE FROM draft_file WHERE draft = $1", was.ID)
	return changed == int64(was.Files), err
}

// SaveFormFile keeps a file of a form under way.
func (n *Notebook) SaveFormFile(form string, f FormFile) (string, error) {
	id := row.NewID()
	_, err := n.r.Exec("INSERT INTO draft_file (id, draft, name, media, content) VALUES ($1, $2, $3, $4, $5)", id, form, f.Name, f.Media, f.Content)
	return id, err
}

// DropFormFile takes a file off a form under way.
func (n *Notebook) DropFormFile(form, id string) error {
	_, err := n.r.Exec("DELETE FROM draft_file WHERE draft = $1 AND id = $2", form, id)
	return err
}

// DropForm deletes a form under way and its files: it was sent or abandoned. Expired forms of others go with it.
func (n *Notebook) DropForm(id string) error {
	for _, text := range []string{
		"DELETE FROM draft_file WHERE draft IN (SELECT id FROM draft WHERE id = $1 OR expiry < $2)",
		"DELETE FROM draft WHERE id = $1 OR expiry < $2",
	} {
		if _, err := n.r.Exec(text, id, n.r.Moment); err != nil {
			return fmt.Errorf("delete the saved form: %w", err)
		}
	}
	return nil
}

// Enter keeps a value of an indicator. Earlier values of the period stay; the newest is shown.
func (n *Notebook) Enter(e Entered) error {
	if !n.r.Core.Rules.Home(n.r.Principal, "performance", "admin") {
		return fmt.Errorf("your post does not let you enter indicator values: %w", fault.ErrForbidden)
	}
	bad := fault.Invalid{}
	if _, ok := n.r.Core.Pack.Indicator(e.Indicator); !ok {
		bad.Add("indicator", "there is no indicator %q", e.Indicator)
	}
	if e.Period == "" {
		bad.Add("period", "Enter the period that the value is for")
	}
	if e.Source == "" {
		bad.Add("source", "Enter where the value comes from")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	_, err := n.r.Exec(`INSERT INTO indicator_value (id, indicator, period, value, base, source, comment, rating, at, by)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, row.NewID(), e.Indicator, e.Period, e.Value, e.Base, e.Source, e.Comment, e.Rating, n.r.Moment, n.r.Principal.Name)
	return err
}

// KeepRun keeps an analysis and gives its id.
func (n *Notebook) KeepRun(r Run) (string, error) {
	if !n.r.Core.Rules.Anywhere(n.r.Principal, pack.Analyse, "") {
		return "", fmt.Errorf("your post does not let you keep an analysis: %w", fault.ErrForbidden)
	}
	r.ID = row.NewID()
	_, err := n.r.Exec(`INSERT INTO run (id, analysis, title, parameters, fingerprint, seed, result, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Analysis, r.Title, string(r.Parameters), r.Fingerprint, r.Seed, string(r.Result), n.r.Moment, n.r.Principal.Name)
	return r.ID, err
}

// KeepFigures keeps figures. Of an edition the first that is kept stands: what comes later is left out without an error,
// because two processes may make the same one.
func (n *Notebook) KeepFigures(f Figures) error {
	if !n.r.Principal.System {
		return fmt.Errorf("figures are kept by the program alone: %w", fault.ErrForbidden)
	}
	twice := "DO NOTHING"
	if f.Edition == "" {
		twice = "DO UPDATE SET basis = excluded.basis, value = excluded.value, at = excluded.at"
	}
	_, err := n.r.Exec("INSERT INTO figures (name, edition, basis, value, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name, edition) "+twice,
		f.Name, f.Edition, f.Basis, string(f.Value), f.At)
	return err
}
