package pack

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// readable says what is wrong with the text of a file, with its line: an encoding other than UTF-8, or a character that nobody
// can see and that makes two words differ which look the same. Line 0 means that nothing is.
func readable(text []byte) (line int, what string) {
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		return 1, "is in UTF-16; save it as UTF-8"
	}
	line = 1
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		switch {
		case c == utf8.RuneError && size == 1:
			return line, fmt.Sprintf("is not in UTF-8 (byte %#x); save it as UTF-8", text[0])
		case c == '\n':
			line++
		case unicode.Is(unicode.Cf, c):
			return line, fmt.Sprintf("holds a character that cannot be seen (%U); delete it", c)
		}
		text = text[size:]
	}
	return 0, ""
}

// shown quotes a word for a message. Letters beyond those of ids are written out by number, for some of them look like those.
func shown(word string) string { return strconv.QuoteToASCII(word) }
