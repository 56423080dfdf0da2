package form

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
)

// PhotosMost is the number of photos that a form may have.
const PhotosMost = 5

// Photo is a picture that has been checked and stripped of its metadata.
type Photo struct {
	Name    string
	Content []byte // JPEG
}

// KeptPhoto is a photo of a form under way.
type KeptPhoto struct {
	ID string
	Photo
}

// AddPhoto puts a clean photo into a form under way.
func (k Drafts) AddPhoto(ctx context.Context, token string, p Photo) error {
	content, err := seal(token, p.Content)
	if err != nil {
		return err
	}
	name, err := seal(token, []byte(p.Name))
	if err != nil {
		return err
	}
	return k.Gate.Keep(ctx, access.Public(), func(u *gate.Notebook) error {
		files, err := u.FormFiles(k.ID(token))
		if err != nil {
			return err
		}
		if len(files) >= PhotosMost {
			return fault.Wrong{"photos": fault.Say("photos.wrong.most", "most", PhotosMost)}
		}
		_, err = u.SaveFormFile(k.ID(token), gate.FormFile{Name: fmt.Sprintf("%x", name), Media: "application/octet-stream", Content: content})
		return err
	})
}

// RemovePhoto takes a photo off a form under way.
func (k Drafts) RemovePhoto(ctx context.Context, token, id string) error {
	return k.Gate.Keep(ctx, access.Public(), func(u *gate.Notebook) error { return u.DropFormFile(k.ID(token), id) })
}

// Photos are the photos of a form under way, in the order in which they were added.
func (k Drafts) Photos(ctx context.Context, token string) ([]KeptPhoto, error) {
	var out []KeptPhoto
	err := k.Gate.Read(ctx, access.Public(), func(v *gate.View) error {
		files, err := v.FormFiles(k.ID(token))
		for _, file := range files {
			p := KeptPhoto{ID: file.ID}
			if p.Content, err = unseal(token, file.Content); err != nil {
				return err
			}
			var name []byte
			if _, err := fmt.Sscanf(file.Name, "%x", &name); err != nil {
				return err
			}
			if name, err = unseal(token, name); err != nil {
				return err
			}
			p.Name = string(name)
			out = append(out, p)
		}
		return err
	})
	return out, err
}
