package hear

import (
	"bytes"
	"errors"
	"net/http"
	"path/filepath"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/access"
	coreact "github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/document"
	"github.com/wardmote/wardmote/internal/core/photo"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// diaryBytes bounds a sheet with its recording or photo.
const diaryBytes = photo.MaxBytes + 1<<20

// showDiary draws the sheet: several rows, of which each is one time that it happened.
func showDiary(_ *screens, form *page.Form, _ bool, screen *actPage) {
	screen.Multipart = true
	screen.Parts = append(screen.Parts, journey.Paragraph(form.Say("track.diary.lead")))
	for n := 1; n <= report.DiaryMost; n++ {
		number := strconv.Itoa(n)
		inside := form.Draw(govuk.DateInput{ID: "day" + number, NamePrefix: "day" + number, Values: form.DateValues("day" + number), ErrorMessage: journey.DateError(form, "day"+number), Fieldset: journey.Legend(form.Say("track.diary.day"))})
		for _, id := range []string{"from", "until"} {
			inside += form.Draw(govuk.Input{Name: id + number, Value: form.Text(id+number, 20), Label: journey.Label(form.Say("track.diary." + id)), Hint: govuk.Hint{Text: form.Say("track.diary.hint")}, Classes: "govuk-input--width-5", ErrorMessage: form.Errors.For(id + number), Spellcheck: govuk.Off})
		}
		inside += form.Draw(govuk.CharacterCount{Name: "what" + number, MaxLength: whatMost, Rows: 3, Value: form.Text("what"+number, 1<<20), Label: journey.Label(form.Say("track.diary.what")), ErrorMessage: form.Errors.For("what" + number)})
		screen.Parts = append(screen.Parts, form.Draw(govuk.Fieldset{Legend: govuk.Legend{Text: form.Say("track.diary.time", "number", n), Classes: "govuk-fieldset__legend--m"}, HTML: inside}))
	}
	screen.Parts = append(screen.Parts, form.Draw(govuk.FileUpload{Name: "file", Label: journey.Label(form.Say("track.diary.file")), Hint: govuk.Hint{Text: form.Say("track.diary.file.hint", "megabytes", photo.MaxBytes>>20)}, ErrorMessage: form.Errors.For("file")}))
}

func takeDiary(s *screens, r *http.Request, who access.Principal, form *page.Form) (string, error) {
	var rows []report.DiaryRow
	for n := 1; n <= report.DiaryMost; n++ {
		number := strconv.Itoa(n)
		rows = append(rows, report.DiaryRow{Day: form.Date("day"+number, form.Say("report.when.what")), From: report.HourOfDiary(form.Time("from" + number)), Until: report.HourOfDiary(form.Time("until" + number)), What: form.Text("what"+number, whatMost)})
	}
	file, err := s.evidence(r, form)
	if err != nil || len(form.Errors) > 0 {
		return "", err
	}
	return "diary", s.reports.KeepDiary(r.Context(), who, rows, file, form.Text("key", 100))
}

// evidence is the recording or the photo that was sent with a sheet; nil where none was. A photo is cleaned of what it says of where it was taken.
func (s *screens) evidence(r *http.Request, form *page.Form) (*coreact.File, error) {
	files := form.Files("file")
	if len(files) == 0 {
		return nil, nil
	}
	name := shorten(page.Clean(filepath.Base(files[0].Filename)), 100)
	content, err := page.ReadFile(files[0], photo.MaxBytes)
	if err != nil {
		return nil, err
	}
	if media := document.Audio(content); media != "" {
		return &coreact.File{Name: name, Media: media, Content: content}, nil
	}
	clean, err := s.photos.Clean(r.Context(), bytes.NewReader(content))
	var refused *photo.Refusal
	if errors.As(err, &refused) {
		form.Wrong("file", "track.diary.file.refused", "file", name)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &coreact.File{Name: name, Media: "image/jpeg", Content: clean.JPEG}, nil
}
