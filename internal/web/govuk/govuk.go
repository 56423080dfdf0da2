// Package govuk draws the components of the GOV.UK Design System, one Go struct and one html/template partial for each
// Nunjucks macro of govuk-frontend 6, with the macro's own option names. A component that is drawn from the options of
// govuk-frontend's published fixtures gives the published HTML: the tests hold every fixture to that.
//
// Left out on purpose: the crown, the GOV.UK logotype, the crown copyright and GDS Transport, which only a GOV.UK
// domain may use (https://design-system.service.gov.uk/styles/typeface/). So there is no Header, only GenericHeader, and
// Footer has no crest and claims no licence unless one is given.
//
// From Go: govuk.HTML(govuk.Button{Text: "Continue"}). From a template of page.Set: {{govukButton .Submit}} with such a
// struct, {{govukButton "text" "Continue"}} with option names, or a struct followed by options that override it.
// Text is escaped; only fields of type template.HTML are trusted. Links take http, https, mailto, tel and sms.
package govuk

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed *.html
var files embed.FS

// partials is parsed once; executing a parsed set is safe for concurrent use.
var partials *template.Template

// The set is filled here, not where it is declared, because methods that partials call draw other partials.
func init() {
	partials = template.Must(template.New("govuk").Funcs(helpers).ParseFS(files, "*.html"))
}

// Component is anything that HTML can draw: every exported struct of this package that has a macro of its own.
type Component interface {
	// partial is the file that draws the component.
	partial() string
}

// HTML draws a component. It panics when a partial is broken, which is a fault of the program that page recovers from
// as any other.
func HTML(c Component) template.HTML {
	var b strings.Builder
	if err := partials.ExecuteTemplate(&b, c.partial(), c); err != nil {
		panic(fmt.Errorf("drawing %s: %w", c.partial(), err))
	}
	return template.HTML(strings.TrimSpace(b.String())) //nolint:gosec // escaped by html/template
}

// call is the template function of one component: a struct, option pairs, or a struct and pairs that override it.
func call[P Component](w *Words) func(args ...any) (template.HTML, error) {
	return func(args ...any) (template.HTML, error) {
		var params P
		if len(args) > 0 {
			switch given := args[0].(type) {
			case P:
				params, args = given, args[1:]
			case *P:
				params, args = *given, args[1:]
			}
		}
		if err := setOptions(&params, args); err != nil {
			return "", fmt.Errorf("%s: %w", params.partial(), err)
		}
		return w.HTML(params), nil
	}
}

// Funcs gives a template one function for each component, with the words of a language; those of English where nil.
func Funcs(w *Words) template.FuncMap {
	return template.FuncMap{
		"govukAccordion": call[Accordion](w), "govukBackLink": call[BackLink](w), "govukBreadcrumbs": call[Breadcrumbs](w),
		"govukButton": call[Button](w), "govukCharacterCount": call[CharacterCount](w), "govukCheckboxes": call[Checkboxes](w),
		"govukCookieBanner": call[CookieBanner](w), "govukDateInput": call[DateInput](w), "govukDetails": call[Details](w),
		"govukErrorMessage": call[ErrorMessage](w), "govukErrorSummary": call[ErrorSummary](w),
		"govukExitThisPage": call[ExitThisPage](w), "govukFeedback": call[Feedback](w), "govukFieldset": call[Fieldset](w),
		"govukFileUpload": call[FileUpload](w), "govukFooter": call[Footer](w), "govukGenericHeader": call[GenericHeader](w),
		"govukHint": call[Hint](w), "govukInput": call[Input](w), "govukInsetText": call[InsetText](w),
		"govukLabel": call[Label](w), "govukLanguageNavigation": call[LanguageNavigation](w),
		"govukNotificationBanner": call[NotificationBanner](w), "govukPagination": call[Pagination](w),
		"govukPanel": call[Panel](w), "govukPasswordInput": call[PasswordInput](w), "govukPhaseBanner": call[PhaseBanner](w),
		"govukRadios": call[Radios](w), "govukSelect": call[Select](w), "govukServiceNavigation": call[ServiceNavigation](w),
		"govukSkipLink": call[SkipLink](w), "govukSummaryList": call[SummaryList](w), "govukTable": call[Table](w),
		"govukTabs": call[Tabs](w), "govukTag": call[Tag](w), "govukTaskList": call[TaskList](w),
		"govukTextarea": call[Textarea](w), "govukWarningText": call[WarningText](w),
	}
}
