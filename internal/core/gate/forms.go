package gate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
)

// SavedForm is a form saved as it is filled in.
type SavedForm struct {
	ID     string // a random token that only the browser holds
	Form   string
	Data   []byte // JSON
	Expiry when.Instant
	Files  int // with it; SaveForm leaves them as they are
}

// SaveForm keeps or replaces a form under way.
func (u *Unit) SaveForm(f SavedForm) error {
	_, err := u.exec(`INSERT INTO draft (id, form, data, saved, expiry) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (id) DO UPDATE SET data = excluded.data, saved = excluded.saved, expiry = excluded.expiry`, f.ID, f.Form, string(f.Data), u.now, f.Expiry)
	if err != nil {
		return fmt.Errorf("save the form: %w", err)
	}
	return nil
}

// SaveForm is Unit.SaveForm in a write of its own: a form under way is no record.
func (g *Gate) SaveForm(ctx context.Context, who access.Principal, f SavedForm) error {
	return g.Write(ctx, who, func(u *Unit) error { return u.SaveForm(f) })
}

// DropForm is Unit.DropForm in a write of its own.
func (g *Gate) DropForm(ctx context.Context, who access.Principal, id string) error {
	return g.Write(ctx, who, func(u *Unit) error { return u.DropForm(id) })
}

// ChangeForm saves a form under way anew, under the same id. It is false where the form is no longer what was read: it was
// changed, sent or abandoned meanwhile.
func (u *Unit) ChangeForm(was, now SavedForm) (bool, error) {
	return u.changeForm("", was, now)
}

func (u *Unit) changeForm(also string, was, now SavedForm) (bool, error) {
	n, err := u.exec("UPDATE draft SET form = $1, data = $2, saved = $3, expiry = $4 WHERE id = $5 AND form = $6 AND data = $7"+also,
		now.Form, string(now.Data), u.now, now.Expiry, was.ID, was.Form, string(was.Data))
	if err != nil {
		return false, fmt.Errorf("save the form: %w", err)
	}
	return n == 1, nil
}

// ReplaceForm is ChangeForm that takes the form's files away. It is false, too, where they are not as many as when it was read.
func (u *Unit) ReplaceForm(was, now SavedForm) (bool, error) {
	if was.Files == 0 {
		return u.changeForm(" AND NOT EXISTS (SELECT 1 FROM draft_file f WHERE f.draft = draft.id)", was, now)
	}
	ours, err := u.ChangeForm(was, now)
	if err != nil || !ours {
		return false, err
	}
	n, err := u.exec("DELETE FROM draft_file WHERE draft = $1", was.ID)
	return n == int64(was.Files), err
}

// SavedForm is a form under way that has not expired.
func (v *View) SavedForm(id string) (SavedForm, error) {
	f := SavedForm{ID: id}
	err := v.tx.QueryRowContext(v.ctx, `SELECT form, data, expiry, (SELECT count(*) FROM draft_file WHERE draft = $1) FROM draft
 WHERE id = $1 AND expiry > $2`, id, v.now).Scan(&f.Form, &f.Data, &f.Expiry, &f.Files)
	if errors.Is(err, sql.ErrNoRows) {
		return f, notFound("saved form")
	}
	return f, err
}

// FormFile is a file of a form under way.
type FormFile struct {
	ID, Name, Media string
	Content         []byte
}

// SaveFormFile keeps a file of a form under way.
func (u *Unit) SaveFormFile(form string, f FormFile) (string, error) {
	id := newID()
	_, err := u.exec("INSERT INTO draft_file (id, draft, name, media, content) VALUES ($1, $2, $3, $4, $5)", id, form, f.Name, f.Media, f.Content)
	return id, err
}

// DropFormFile takes a file off a form under way.
func (u *Unit) DropFormFile(form, id string) error {
	_, err := u.exec("DELETE FROM draft_file WHERE draft = $1 AND id = $2", form, id)
	return err
}

// FormFiles are the files of a form under way.
func (v *View) FormFiles(form string) ([]FormFile, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id, name, media, content FROM draft_file WHERE draft = $1 ORDER BY id", form)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	var out []FormFile
	for rows.Next() {
		var f FormFile
		if err := rows.Scan(&f.ID, &f.Name, &f.Media, &f.Content); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// DropForm deletes a form under way and its files: it was sent or abandoned. Expired forms of others go with it.
func (u *Unit) DropForm(id string) error {
	for _, text := range []string{
		"DELETE FROM draft_file WHERE draft IN (SELECT id FROM draft WHERE id = $1 OR expiry < $2)",
		"DELETE FROM draft WHERE id = $1 OR expiry < $2",
	} {
		if _, err := u.exec(text, id, u.now); err != nil {
			return fmt.Errorf("delete the saved form: %w", err)
		}
	}
	return nil
}

// SavedForm is View.SavedForm for a page that reads nothing else.
func (g *Gate) SavedForm(ctx context.Context, who access.Principal, id string) (f SavedForm, err error) {
	err = g.Read(ctx, who, func(v *View) error {
		f, err = v.SavedForm(id)
		return err
	})
	return f, err
}
