package page

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/web/govuk"
)

// FieldError says what is wrong with a field and what to do. Field is the id of the control that the summary links to.
type FieldError struct {
	Field   string
	Message string
}

// Errors are what is wrong with a form, in the order of its fields. The zero Errors is a form without a fault.
type Errors []FieldError

// Add notes a fault; the first of a field stands.
func (e *Errors) Add(field, message string, args ...any) {
	if e.Has(field) {
		return
	}
	if len(args) > 0 {
		message = fmt.Sprintf(message, args...)
	}
	*e = append(*e, FieldError{Field: field, Message: message})
}

// arrange puts the faults in the order in which their fields stand on the page as it was drawn, as the GOV.UK Design System
// asks of an error summary; it says whether that changed anything. A fault without a field of its own comes first.
func (e Errors) arrange(drawn []byte) bool {
	at := func(f FieldError) int { return bytes.Index(drawn, []byte(` id="`+f.Field+`"`)) }
	order := func(a, b FieldError) int { return cmp.Compare(at(a), at(b)) }
	if len(e) < 2 || slices.IsSortedFunc(e, order) {
		return false
	}
	slices.SortStableFunc(e, order)
	return true
}

// Has says that a field is at fault.
func (e Errors) Has(field string) bool { return e.Text(field) != "" }

// Text is the fault of a field, empty where there is none.
func (e Errors) Text(field string) string {
	for _, fault := range e {
		if fault.Field == field {
			return fault.Message
		}
	}
	return ""
}

// For is the message beside a field; it draws nothing where the field has no fault.
func (e Errors) For(field string) govuk.ErrorMessage {
	return govuk.ErrorMessage{Text: e.Text(field)}
}

// Summary is the summary at the top of the page.
func (e Errors) Summary(title string) govuk.ErrorSummary {
	out := govuk.ErrorSummary{TitleText: title}
	for _, fault := range e {
		out.ErrorList = append(out.ErrorList, govuk.ErrorLink{Href: "#" + fault.Field, Text: fault.Message})
	}
	return out
}
