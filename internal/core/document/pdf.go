package document

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
)

const (
	pdfRuns   = Refusal("The PDF holds a script, a program to start or another file within it. Print it to a new PDF and send that")
	pdfClosed = Refusal("The PDF is locked or packed so that it cannot be looked into. Print it to a new PDF and send that")
)

// actions are the names without which nothing in a PDF runs, starts or is unpacked. An OpenAction that turns to a page is none.
var actions = [][]byte{[]byte("/JavaScript"), []byte("/Launch"), []byte("/EmbeddedFile"), []byte("/RichMedia"), []byte("/ImportData"), []byte("/SubmitForm")}

var (
	escape = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	packed = regexp.MustCompile(`(?s)/ObjStm.{0,400}?stream\r?\n`)
)

// unpackedMost bounds what one object stream may unpack to.
const unpackedMost = 32 << 20

// checkPDF looks for the names of actions where they can stand: in the file as it is, and in its object streams, unpacked. Names
// may be written with escapes (7.3.5).
func checkPDF(content []byte) error {
	plain := unescaped(content)
	if bytes.Contains(plain, []byte("/Encrypt")) {
		return pdfClosed
	}
	if holdsAction(plain) {
		return pdfRuns
	}
	for _, at := range packed.FindAllIndex(content, -1) {
		if dict := content[at[0]:at[1]]; !bytes.Contains(dict, []byte("FlateDecode")) && !bytes.Contains(before(content, at[0]), []byte("FlateDecode")) {
			if !bytes.Contains(dict, []byte("/Filter")) && !bytes.Contains(before(content, at[0]), []byte("/Filter")) {
				continue // not packed: it was looked through with the file
			}
			return pdfClosed
		}
		z, err := zlib.NewReader(bytes.NewReader(content[at[1]:]))
		if err != nil {
			return pdfClosed
		}
		objects, err := io.ReadAll(io.LimitReader(z, unpackedMost+1))
		if err != nil || len(objects) > unpackedMost {
			return pdfClosed
		}
		if holdsAction(unescaped(objects)) {
			return pdfRuns
		}
	}
	return nil
}

// before is the part of a dictionary that stands before a place in it.
func before(content []byte, at int) []byte {
	from := bytes.LastIndex(content[:at], []byte("obj"))
	if from < 0 || at-from > 1000 {
		return nil
	}
	return content[from:at]
}

func holdsAction(text []byte) bool {
	for _, name := range actions {
		if bytes.Contains(text, name) {
			return true
		}
	}
	return false
}

// unescaped reads the escapes of names; where there are none the text is as it was.
func unescaped(text []byte) []byte {
	return escape.ReplaceAllFunc(text, func(e []byte) []byte {
		one, err := hex.DecodeString(string(e[1:]))
		if err != nil {
			return e
		}
		return one
	})
}
