package records

import (
	"bytes"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/document"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/photo"
	"github.com/wardmote/wardmote/internal/web/page"
)

// uploadBytes bounds one file.
const uploadBytes = 20 << 20

// accepted says on the form what is taken.
const accepted = "A photo (JPEG, PNG, WebP), a recording (WAV, MP3, M4A, AAC, Ogg), a PDF, a Word, Excel, PowerPoint or OpenDocument file, text or CSV, up to 20 MB"

var plain = map[string]string{".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8"}

// document takes the file of a document field: the new one where one was sent, and "upload" stands for it until the
// record keeps it; else the one that the record holds.
func (f *form) document(r *http.Request, field pack.Field) (any, error) {
	files := f.In.Files(control(field.ID))
	if len(files) == 0 {
		if kept := f.Initial[control(field.ID)]; len(kept) > 0 && !f.In.Yes(control(field.ID)+"_remove") {
			return kept[0], nil
		}
		return nil, nil
	}
	up, err := f.s.take(r, files[0])
	var bad fault.Invalid
	if errors.As(err, &bad) {
		f.fail(field, bad["file"])
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f.uploads[field.ID] = up
	return up.Name, nil
}

// take reads a file, finds by its content what it is, and makes a photo clean. A file that is not taken is fault.Invalid
// under "file", in words for the person who sent it.
func (s *screens) take(r *http.Request, file *page.File) (act.File, error) {
	name := fileName(file.Filename)
	if file.Size > uploadBytes {
		return act.File{}, fault.Invalid{"file": "The file must be smaller than 20 MB"}
	}
	content, err := page.ReadFile(file, uploadBytes)
	if err != nil {
		return act.File{}, err
	}
	end := strings.ToLower(path.Ext(name))
	media, err := document.Media(name, content)
	var refused document.Refusal
	switch {
	case errors.As(err, &refused):
		return act.File{}, fault.Invalid{"file": refused.Error()}
	case err != nil:
		return act.File{}, err
	case media == "application/pdf":
		return act.File{Name: withEnd(name, ".pdf"), Media: media, Content: content}, nil
	case media != "":
		return act.File{Name: name, Media: media, Content: content}, nil
	case document.Audio(content) != "":
		return act.File{Name: withEnd(name, document.AudioEnd(document.Audio(content))), Media: document.Audio(content), Content: content}, nil
	case plain[end] != "" && utf8.Valid(content) && !bytes.ContainsRune(content, 0):
		return act.File{Name: name, Media: plain[end], Content: content}, nil
	}
	clean, err := s.photos.Clean(r.Context(), bytes.NewReader(content))
	var refusal *photo.Refusal
	if errors.As(err, &refusal) {
		if refusal.Reason == photo.NotImage {
			return act.File{}, fault.Invalid{"file": "The file must be a photo, a recording, a PDF, a Word, Excel, PowerPoint or OpenDocument file, text or CSV"}
		}
		return act.File{}, fault.Invalid{"file": refusal.Words}
	}
	if err != nil {
		return act.File{}, err
	}
	return act.File{Name: withEnd(strings.TrimSuffix(name, path.Ext(name)), ".jpg"), Media: "image/jpeg", Content: clean.JPEG}, nil
}

// fileName is the name that a file was sent under, without folders and without what could disguise it.
func fileName(sent string) string {
	name := path.Base(strings.ReplaceAll(page.Clean(sent), "\\", "/"))
	name = strings.Map(func(c rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`+"\n\t", c) {
			return '_'
		}
		return c
	}, name)
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[len(runes)-120:])
	}
	if slices.Contains([]string{"", ".", ".."}, name) {
		return "file"
	}
	return name
}

func withEnd(name, end string) string {
	if strings.EqualFold(path.Ext(name), end) {
		return name
	}
	return name + end
}
