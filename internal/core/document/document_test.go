package document

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func pdf(objects string) []byte { return []byte("%PDF-1.7\n" + objects + "\n%%EOF") }

func objectStream(t *testing.T, objects string) []byte {
	t.Helper()
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := w.Write([]byte(objects)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return pdf(fmt.Sprintf("1 0 obj\n<< /Filter /FlateDecode /Type /ObjStm /N 1 /First 4 /Length %d >>\nstream\n%s\nendstream\nendobj", z.Len(), z.String()))
}

func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func types(part, main string) string {
	return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="` + part + `" ContentType="` + main + `"/></Types>`
}

func TestAFileIsWhatItsContentSaysAndRunsNothing(t *testing.T) {
	word, sheet := office[".docx"], office[".xlsx"]
	link := func(kind, mode string) string {
		return `<Relationships xmlns="x"><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="https://example.org/" TargetMode="` + mode + `"/></Relationships>`
	}
	for name, c := range map[string]struct {
		file    string
		content []byte
		media   string
		refused bool
	}{
		"a plain PDF":               {"a.pdf", pdf("1 0 obj << /Type /Catalog /OpenAction [2 0 R /Fit] >> endobj"), "application/pdf", false},
		"a PDF of another name":     {"photo.jpg", pdf("1 0 obj << >> endobj"), "application/pdf", false},
		"packed objects":            {"a.pdf", objectStream(t, "2 0 << /Type /Page >>"), "application/pdf", false},
		"a script":                  {"a.pdf", pdf("<< /OpenAction << /S /JavaScript /JS (app.alert) >> >>"), "", true},
		"a script, escaped":         {"a.pdf", pdf("<< /S /J#61va#53cript /JS (x) >>"), "", true},
		"a script, packed":          {"a.pdf", objectStream(t, "2 0 << /S /JavaScript /JS (x) >>"), "", true},
		"a script, packed, escaped": {"a.pdf", objectStream(t, "2 0 << /S /#4aavaScript >>"), "", true},
		"a program to start":        {"a.pdf", pdf("<< /S /Launch /F (cmd.exe) >>"), "", true},
		"a file within":             {"a.pdf", pdf("<< /Type /EmbeddedFile >>"), "", true},
		"locked":                    {"a.pdf", pdf("trailer << /Encrypt 9 0 R >>"), "", true},
		"packed in another way":     {"a.pdf", pdf("1 0 obj << /Type /ObjStm /Filter /LZWDecode >>\nstream\nxxxx\nendstream"), "", true},
		"packed and broken":         {"a.pdf", pdf("1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\nxxxx\nendstream"), "", true},
		"a Word file":               {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", word.main), "word/document.xml", "<w/>", "word/_rels/document.xml.rels", link("hyperlink", "External")), word.media, false},
		"any zip":                   {"a.docx", archive(t, "readme.txt", "hello"), "", true},
		"a zip with an empty list":  {"a.docx", archive(t, "[Content_Types].xml", `<Types/>`, "word/document.xml", ""), "", true},
		"a sheet called a letter":   {"a.docx", archive(t, "[Content_Types].xml", types("/xl/workbook.xml", sheet.main), "xl/workbook.xml", "<w/>"), "", true},
		"a main part that is not":   {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", word.main)), "", true},
		"macros":                    {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", word.main), "word/document.xml", "", "word/vbaProject.bin", ""), "", true},
		"a type with macros":        {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), "word/document.xml", ""), "", true},
		"a program within":          {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", word.main), "word/document.xml", "", "word/media/run.EXE", ""), "", true},
		"a template from elsewhere": {"a.docx", archive(t, "[Content_Types].xml", types("/word/document.xml", word.main), "word/document.xml", "", "word/_rels/settings.xml.rels", link("attachedTemplate", "External")), "", true},
		"a sheet":                   {"a.xlsx", archive(t, "[Content_Types].xml", types("/xl/workbook.xml", sheet.main), "xl/workbook.xml", "<w/>"), sheet.media, false},
		"an OpenDocument text":      {"a.odt", archive(t, "mimetype", office[".odt"].media, "content.xml", ""), office[".odt"].media, false},
		"one with macros":           {"a.odt", archive(t, "mimetype", office[".odt"].media, "Basic/Standard/Module1.xml", ""), "", true},
		"one of another sort":       {"a.odt", archive(t, "mimetype", office[".ods"].media), "", true},
		"a text called a letter":    {"a.docx", []byte("hello"), "", true},
		"a text":                    {"a.txt", []byte("hello"), "", false},
		"a zip of another name":     {"a.zip", archive(t, "a", "b"), "", false},
	} {
		media, err := Media(c.file, c.content)
		var refusal Refusal
		if errors.As(err, &refusal) != c.refused || err == nil && media != c.media || err != nil && !strings.Contains(err.Error(), "send that") {
			t.Errorf("%s: %q, %v", name, media, err)
		}
	}
}

func FuzzAnyFileIsReadOrRefused(f *testing.F) {
	f.Add("a.pdf", pdf("1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\nxxxx\nendstream"))
	f.Add("a.docx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		if media, err := Media(name, content); err == nil && strings.HasSuffix(media, "pdf") && bytes.Contains(content, []byte("/JavaScript")) {
			t.Fatal("a script was taken")
		}
	})
}
