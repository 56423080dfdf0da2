package hear

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"path/filepath"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/photo"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// photoFormBytes bounds a form with as many photos as a report may have.
const photoFormBytes = form.PhotosMost*photo.MaxBytes + 1<<20

func (s *screens) askPhotos(a *answer) error { return askPhotosOf(a, s.reports.Drafts(), reportPath) }

// askPhotosOf asks for photos of a form that keeps them so and stands under an address.
func askPhotosOf[F journey.Draft[F]](a *journey.Answer[F], drafts form.Drafts, root string) error {
	a.Screen.Heading, a.Screen.Title, a.Screen.Multipart = a.Say("photos.title"), a.Say("photos.title"), true
	photos, err := drafts.Photos(a.R.Context(), a.Token)
	if err != nil {
		return err
	}
	a.Add(journey.Paragraph(a.Say("photos.safely")))
	if len(photos) < form.PhotosMost {
		a.Add(a.Draw(govuk.FileUpload{Name: "photos", Multiple: true, ErrorMessage: a.Form.Errors.For("photos"), Label: journey.Label(a.Say("photos.add")),
			Hint:       govuk.Hint{Text: a.Say("photos.hint", "most", form.PhotosMost, "megabytes", photo.MaxBytes>>20)},
			Attributes: govuk.Attributes{"accept": "image/jpeg,image/png,image/webp"}}),
			a.Draw(govuk.Button{Text: a.Say("photos.add.these"), Name: "add", Value: "yes", Classes: "govuk-button--secondary"}))
	}
	for i, p := range photos {
		a.Add(formPhoto(a, i+1, p, root))
	}
	return nil
}

func formPhoto(a journey.Filling, n int, p form.KeptPhoto, root string) template.HTML {
	esc := template.HTMLEscapeString
	button := a.Draw(govuk.Button{HTML: a.Words().HTML("photos.remove", "hidden", `<span class="govuk-visually-hidden">`+a.Words().HTML("photos.remove.which", "number", n)+`</span>`), Name: "remove", Value: p.ID, Classes: "govuk-button--secondary"}) //nolint:gosec // a number
	return template.HTML(fmt.Sprintf(`<div class="wm-photo"><img class="wm-photo__image" src="%s/photo/%s" alt="%s" width="160">`, esc(root), esc(p.ID), esc(a.Say("photos.alt", "number", n, "name", p.Name)))) +                                        //nolint:gosec // escaped on this line
		button + `</div>`
}

func (s *screens) keepPhotos(a *answer) (string, error) {
	return keepPhotosOf(s, a, s.reports.Drafts())
}

// keepPhotosOf takes photos in and off. With nothing to do it lets the answer be taken.
func keepPhotosOf[F journey.Draft[F]](s *screens, a *journey.Answer[F], drafts form.Drafts) (string, error) {
	if id := a.Form.Text("remove", 100); id != "" {
		return a.Path(), drafts.RemovePhoto(a.R.Context(), a.Token, id)
	}
	files := a.Form.Files("photos")
	if len(files) == 0 {
		if a.Form.Yes("add") {
			a.Form.Wrong("photos", "photos.missing")
		}
		return "", nil
	}
	for _, file := range files[:min(len(files), form.PhotosMost+1)] {
		if err := keepPhoto(s, a, drafts, file); err != nil {
			var refused *photo.Refusal
			switch {
			case errors.As(err, &refused):
				a.Form.Wrong("photos", "photos.refused."+string(refused.Reason), "file", shorten(file.Filename, 60), "megabytes", photo.MaxBytes>>20)
			case desk.Wrong(err, a.Form):
			default:
				return "", err
			}
			return "", nil
		}
	}
	if a.Form.Yes("add") {
		return a.Path(), nil
	}
	return "", nil
}

func keepPhoto[F journey.Draft[F]](s *screens, a *journey.Answer[F], drafts form.Drafts, file *page.File) error {
	clean, err := s.photos.Clean(a.R.Context(), file.Open())
	if err != nil {
		return err
	}
	name := shorten(page.Clean(filepath.Base(file.Filename)), 100)
	return drafts.AddPhoto(a.R.Context(), a.Token, form.Photo{Name: name, Content: clean.JPEG})
}

// formPhoto is a photo of the form under way, for the browser that holds its token.
func (s *screens) formPhoto(w http.ResponseWriter, r *http.Request) error {
	return writePhoto(w, r, s.reports.Drafts(), s.report.Cookie.Token(r))
}

func writePhoto(w http.ResponseWriter, r *http.Request, drafts form.Drafts, token string) error {
	photos, err := drafts.Photos(r.Context(), token)
	if err != nil {
		return err
	}
	for _, p := range photos {
		if p.ID == r.PathValue("id") {
			return writeJPEG(w, p.Content)
		}
	}
	return fault.ErrNotFound
}

func writeJPEG(w http.ResponseWriter, content []byte) error {
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Length", number(len(content)))
	_, err := w.Write(content)
	if err != nil {
		return nil //nolint:nilerr // a reader that has gone away is not our fault
	}
	return nil
}
