// Package document says what a file that somebody attached really is, and refuses what a reader's programs would run: macros in
// office documents, scripts, started programs and files within a PDF. Nothing is rendered or repaired here; what cannot be looked
// into is refused, with words for the person who sent it.
//
// OWASP ASVS 5.0: 5.2.2 type by content, 5.2.3 decompression. ISO 32000-1:2008, 7.5.7 object streams and 12.6.4 action types;
// ECMA-376-2, 10.1.2 content types; OpenDocument 1.3 part 2, 3.3 mimetype.
package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Refusal says in plain words why a file is not taken.
type Refusal string

// Error is the words.
func (r Refusal) Error() string { return string(r) }

const (
	notWhatItSays = Refusal("The file must be what its name says. Open it in the program it is from, save it again and send that")
	runs          = Refusal("The file holds macros or other parts that run by themselves. Save it without them, or as a PDF, and send that")
)

// office are the media types of office documents by the end of their name, and what their main part must be.
var office = map[string]struct{ media, main string }{
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"},
	".odt":  {"application/vnd.oasis.opendocument.text", ""},
	".ods":  {"application/vnd.oasis.opendocument.spreadsheet", ""},
}

const (
	partsMost = 10_000  // of an archive
	listBytes = 1 << 20 // of a list within an archive
)

// Media is the media type of a PDF or an office document, by its content and the end of its name; "" where it is neither, and a
// Refusal where it is one that is not taken.
func Media(name string, content []byte) (string, error) {
	kind, isOffice := office[strings.ToLower(path.Ext(name))]
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return "application/pdf", checkPDF(content)
	case isOffice && bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return kind.media, checkArchive(content, kind.media, kind.main)
	case isOffice:
		return "", notWhatItSays
	}
	return "", nil
}

func checkArchive(content []byte, media, main string) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(archive.File) > partsMost {
		return notWhatItSays
	}
	if slices.ContainsFunc(archive.File, func(f *zip.File) bool { return active(f.Name) }) {
		return runs
	}
	if main != "" {
		return checkOOXML(archive, main)
	}
	says, err := part(archive, "mimetype")
	if err != nil || strings.TrimSpace(string(says)) != media {
		return notWhatItSays
	}
	return nil
}

// active says that a part of an archive is one that a program runs.
func active(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "\\", "/"))
	for _, dir := range []string{"vbaproject", "activex/", "macrosheets/", "dialogsheets/", "basic/", "scripts/", "oleobject"} {
		if strings.Contains(name, dir) && !strings.HasSuffix(name, "/") {
			return true
		}
	}
	return slices.Contains([]string{".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta", ".lnk", ".jar"}, path.Ext(name))
}

type contentTypes struct {
	Overrides []struct {
		Part string `xml:"PartName,attr"`
		Type string `xml:"ContentType,attr"`
	} `xml:"Override"`
}

// checkOOXML asks for the list of content types, and in it for the main part, which must be there.
func checkOOXML(archive *zip.Reader, main string) error {
	list, err := part(archive, "[Content_Types].xml")
	if err != nil {
		return notWhatItSays
	}
	var types contentTypes
	if xml.Unmarshal(list, &types) != nil {
		return notWhatItSays
	}
	if bytes.Contains(bytes.ToLower(list), []byte("macroenabled")) {
		return runs
	}
	for _, o := range types.Overrides {
		if o.Type == main && slices.ContainsFunc(archive.File, func(f *zip.File) bool { return "/"+f.Name == o.Part }) {
			return checkTemplates(archive)
		}
	}
	return notWhatItSays
}

// checkTemplates refuses a document that loads a template or an object from elsewhere when it is opened.
func checkTemplates(archive *zip.Reader) error {
	for _, f := range archive.File {
		if path.Ext(f.Name) != ".rels" {
			continue
		}
		links, err := part(archive, f.Name)
		if err != nil {
			return notWhatItSays
		}
		var all struct {
			Links []struct {
				Type string `xml:"Type,attr"`
				Mode string `xml:"TargetMode,attr"`
			} `xml:"Relationship"`
		}
		if xml.Unmarshal(links, &all) != nil {
			return notWhatItSays
		}
		for _, l := range all.Links {
			if what := path.Base(l.Type); l.Mode == "External" && slices.Contains([]string{"attachedTemplate", "oleObject", "frame", "externalLinkPath", "subDocument"}, what) {
				return runs
			}
		}
	}
	return nil
}

// part is the content of a small part of an archive.
func part(archive *zip.Reader, name string) ([]byte, error) {
	f, err := archive.Open(name)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(f, listBytes+1))
	if len(content) > listBytes {
		err = errors.Join(err, notWhatItSays)
	}
	return content, errors.Join(err, f.Close())
}
