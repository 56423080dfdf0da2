package page

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Limits of a form that says nothing else.
const (
	FormBytes  = 1 << 20 // of a whole form without files
	TextLength = 10_000  // characters of one field
	formFields = 2_000   // values of a whole form
)

// Form is what a reader sent. Its methods read a field, bring it to order and note in Errors what is wrong, so a handler
// reads all fields, checks Errors once, and shows the form again as it was filled in.
type Form struct {
	Errors Errors
	values map[string][]string
	files  map[string][]*File
	words  *catalogue.Catalogue
	parts  *govuk.Words // of components, in the same language
}

// ReadForm reads a form of at most limit bytes (FormBytes where 0), files included. Too much is an error of kind
// TooLarge, what is no form one of kind BadRequest.
func ReadForm(w http.ResponseWriter, r *http.Request, limit int64) (*Form, error) {
	if limit <= 0 {
		limit = FormBytes
	}
	if r.ContentLength > limit { // said before a byte is read; the rest of it is not waited for
		w.Header().Set("Connection", "close")
		return nil, Wrap(TooLarge, &http.MaxBytesError{Limit: limit})
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	f, err := readForm(r)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, Wrap(TooLarge, err)
	case errors.As(err, new(*Error)):
		return nil, err
	case err != nil:
		return nil, Wrap(BadRequest, fmt.Errorf("the form: %w", err))
	}
	return f, nil
}

// readForm leaves the values in r.PostForm too, where a failure finds what the reader wrote.
func readForm(r *http.Request) (*Form, error) {
	err := r.ParseForm()
	f := &Form{values: r.PostForm, words: Words(r), parts: components(r)}
	if err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		f.values, f.files, err = readParts(r)
		r.PostForm = f.values
	}
	if err != nil {
		return nil, err
	}
	total := 0
	for _, v := range f.values {
		total += len(v)
	}
	if total > formFields {
		return nil, fmt.Errorf("the form has %d values, more than %d", total, formFields)
	}
	return f, nil
}

// ReadQuery reads the query of a link or of a GET form, such as a filter.
func ReadQuery(r *http.Request) *Form {
	return &Form{values: r.URL.Query(), words: Words(r), parts: components(r)}
}

// Wrong notes a fault of a field in the language of the form.
func (f *Form) Wrong(field, key string, names ...any) {
	f.Errors.Add(field, "%s", f.Say(key, names...))
}

// Draw draws a component in the language of the form.
func (f *Form) Draw(c govuk.Component) template.HTML { return f.parts.HTML(c) }

// Say is a message in the language of the form.
func (f *Form) Say(key string, names ...any) string {
	return f.Words().Say(key, names...)
}

// Words are those of the language of the form.
func (f *Form) Words() *catalogue.Catalogue {
	if f.words == nil {
		return catalogue.English()
	}
	return f.words
}

// Has says that the field was sent at all.
func (f *Form) Has(name string) bool { return len(f.values[name]) > 0 }

// Text is a field of one line or several: white space at its ends is gone, line ends are \n, what cannot be printed or
// stored is gone, and more than most characters (TextLength where 0) is an error.
func (f *Form) Text(name string, most int) string {
	if len(f.values[name]) == 0 {
		return ""
	}
	text := Clean(f.values[name][0])
	if most <= 0 {
		most = TextLength
	}
	if n := utf8.RuneCountInString(text); n > most {
		f.Wrong(name, "wrong.tooLong", "most", most, "number", n)
	}
	return text
}

// Clean brings a text to order as Form.Text does.
func Clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // bidirectional overrides disguise text
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// Needed is Text that must not be empty; missing says what to do, such as "Enter the street".
func (f *Form) Needed(name string, most int, missing string) string {
	text := f.Text(name, most)
	if text == "" {
		f.Errors.Add(name, "%s", missing)
	}
	return text
}

// Choice is a field that must be one of the values that were offered; empty is an error where missing is given.
func (f *Form) Choice(name string, offered []string, missing string) string {
	text := f.Text(name, 200)
	for _, o := range offered {
		if text == o && text != "" {
			return text
		}
	}
	if text != "" || missing != "" {
		f.Errors.Add(name, "%s", firstWord(missing, f.Say("wrong.choice")))
	}
	return ""
}

// Choices are the ticked boxes of a name, each one of those that were offered; others are left out.
func (f *Form) Choices(name string, offered []string) []string {
	sent := map[string]bool{}
	for _, v := range f.values[name] {
		sent[Clean(v)] = true
	}
	var out []string
	for _, o := range offered {
		if sent[o] {
			out = append(out, o)
		}
	}
	return out
}

// All are the values of a name, cleaned, without the empty ones: the rows ticked in a list.
func (f *Form) All(name string) []string {
	var out []string
	for _, v := range f.values[name] {
		if v = Clean(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Yes says that a box or a radio of the value yes, on, true or 1 was sent.
func (f *Form) Yes(name string) bool {
	switch strings.ToLower(f.Text(name, 20)) {
	case "yes", "on", "true", "1":
		return true
	}
	return false
}

// Int is a whole number between least and most; false where the field is empty or wrong.
func (f *Form) Int(name string, least, most int) (int, bool) {
	text := strings.ReplaceAll(f.Text(name, 40), ",", "")
	if text == "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.Wrong(name, "wrong.whole", "example", max(least, min(most, 3)))
		return 0, false
	}
	if n < least || n > most {
		f.Wrong(name, "wrong.between", "least", least, "most", most)
		return n, false
	}
	return n, true
}

// Float is a number such as a longitude; false where the field is empty or wrong.
func (f *Form) Float(name string, least, most float64) (float64, bool) {
	text := strings.ReplaceAll(f.Text(name, 40), ",", "")
	if text == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v != v || v < least || v > most {
		f.Wrong(name, "wrong.between", "least", fmt.Sprint(least), "most", fmt.Sprint(most))
		return 0, false
	}
	return v, true
}

// Date is a date of three fields, name-day, name-month and name-year, as DateInput draws them with NamePrefix name. What
// says which date, as the start of a sentence: "The date it happened". An empty date is the zero Date and no error.
func (f *Form) Date(name, what string) when.Date {
	parts := f.DateValues(name)
	d, m, y := parts[name+"-day"], parts[name+"-month"], parts[name+"-year"]
	if d == "" && m == "" && y == "" {
		return when.Date{}
	}
	for _, part := range []struct{ value, field string }{{d, "day"}, {m, "month"}, {y, "year"}} {
		if part.value == "" {
			f.Wrong(name+"-"+part.field, "wrong.date."+part.field, "what", what)
			return when.Date{}
		}
	}
	day, dayErr := strconv.Atoi(d)
	year, yearErr := strconv.Atoi(y)
	month := f.monthOf(m)
	if yearErr != nil || len(y) != 4 {
		f.Wrong(name+"-year", "wrong.date.digits")
		return when.Date{}
	}
	date := when.Day(year, time.Month(month), day)
	if dayErr != nil || month == 0 || date.DayOfMonth() != day || date.Month() != time.Month(month) {
		f.Wrong(name+"-day", "wrong.date.real", "what", what)
		return when.Date{}
	}
	return date
}

// DateValues are the three fields of a date as they were sent, to fill a DateInput again.
func (f *Form) DateValues(name string) map[string]string {
	out := map[string]string{}
	for _, part := range []string{"day", "month", "year"} {
		key := name + "-" + part
		if len(f.values[key]) > 0 {
			out[key] = firstRunes(Clean(f.values[key][0]), 20)
		}
	}
	return out
}

// monthOf takes a number, a name or the first three letters of a name; 0 is none.
func (f *Form) monthOf(text string) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= 12 {
		return n
	}
	if len(text) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if own := f.Say("date.month." + strconv.Itoa(int(m))); strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(text)) || strings.HasPrefix(strings.ToLower(own), strings.ToLower(text)) {
			return int(m)
		}
	}
	return 0
}

// Files are what was uploaded under a name; empty parts, which browsers send for no file, are left out.
func (f *Form) Files(name string) []*File {
	var out []*File
	for _, file := range f.files[name] {
		if file.Size > 0 {
			out = append(out, file)
		}
	}
	return out
}

// ReadFile is the content of an uploaded file of at most most bytes; a bigger one is an error of kind TooLarge.
func ReadFile(file *File, most int64) ([]byte, error) {
	if file.Size > most {
		return nil, Fail(TooLarge, "The file is larger than %s bytes. Choose a smaller one.", figure.Fixed(float64(most), 0))
	}
	return io.ReadAll(file.Open())
}

func firstRunes(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}

func firstWord(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
