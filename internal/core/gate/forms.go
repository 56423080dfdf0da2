package gate

import (
	"context"
	"database/sql"
	"errors"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
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

// SavedForm is a form under way that has not expired.
func (v *View) SavedForm(id string) (SavedForm, error) {
	f := SavedForm{ID: id}
	err := v.r.Tx.QueryRowContext(v.r.Ctx, `SELECT form, data, expiry, (SELECT count(*) FROM draft_file WHERE draft = $1) FROM draft
 WHERE id = $1 AND expiry > $2`, id, v.r.Moment).Scan(&f.Form, &f.Data, &f.Expiry, &f.Files)
	if errors.Is(err, sql.ErrNoRows) {
		return f, sight.NotFound("saved form")
	}
	return f, err
}

// FormFile is a file of a form under way.
type FormFile struct {
	ID, Name, Media string
	Content         []byte
}

// FormFiles are the files of a form under way.
func (v *View) FormFiles(form string) ([]FormFile, error) {
	rows, err := v.r.Tx.QueryContext(v.r.Ctx, "SELECT id, name, media, content FROM draft_file WHERE draft = $1 ORDER BY id", form)
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

// SavedForm is View.SavedForm for a page that reads nothing else.
func (g *Gate) SavedForm(ctx context.Context, who access.Principal, id string) (f SavedForm, err error) {
	err = g.Read(ctx, who, func(v *View) error {
		f, err = v.SavedForm(id)
		return err
	})
	return f, err
}
