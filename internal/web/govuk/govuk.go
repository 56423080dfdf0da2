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
func call[P Component]() func(args ...any) (template.HTML, error) {
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
		return HTML(params), nil
	}
}

// Funcs gives a template one function for each component.
func Funcs() template.FuncMap {
	return template.FuncMap{
		"govukAccordion": call[Accordion](), "govukBackLink": call[BackLink](), "govukBreadcrumbs": call[Breadcrumbs](),
		"govukButton": call[Button](), "govukCharacterCount": call[CharacterCount](), "govukCheckboxes": call[Checkboxes](),
		"govukCookieBanner": call[CookieBanner](), "govukDateInput": call[DateInput](), "govukDetails": call[Details](),
		"govukErrorMessage": call[ErrorMessage](), "govukErrorSummary": call[ErrorSummary](),
		"govukExitThisPage": call[ExitThisPage](), "govukFeedback": call[Feedback](), "govukFieldset": call[Fieldset](),
		"govukFileUpload": call[FileUpload](), "govukFooter": call[Footer](), "govukGenericHeader": call[GenericHeader](),
		"govukHint": call[Hint](), "govukInput": call[Input](), "govukInsetText": call[InsetText](),
		"govukLabel": call[Label](), "govukLanguageNavigation": call[LanguageNavigation](),
		"govukNotificationBanner": call[NotificationBanner](), "govukPagination": call[Pagination](),
		"govukPanel": call[Panel](), "govukPasswordInput": call[PasswordInput](), "govukPhaseBanner": call[PhaseBanner](),
		"govukRadios": call[Radios](), "govukSelect": call[Select](), "govukServiceNavigation": call[ServiceNavigation](),
		"govukSkipLink": call[SkipLink](), "govukSummaryList": call[SummaryList](), "govukTable": call[Table](),
		"govukTabs": call[Tabs](), "govukTag": call[Tag](), "govukTaskList": call[TaskList](),
		"govukTextarea": call[Textarea](), "govukWarningText": call[WarningText](),
	}
}
