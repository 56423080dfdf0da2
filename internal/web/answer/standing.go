package answer

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// standing is an indicator with its values as the reader may see them.
type standing struct {
	*pack.Indicator
	Computed []indicator.Point // oldest first
	Entered  []indicator.Point
	Latest   indicator.Point
	Known    bool
	At       when.Instant // when the computed ones were computed
	Today    when.Date

	say *catalogue.Catalogue // in which it is read
}

// standings are those of some indicators; the public gets the public ones alone, and nothing that is too small.
func (s *screens) standings(r *http.Request, inds []*pack.Indicator) ([]standing, error) {
	book, err := s.Indicators.Get(r.Context())
	if err != nil {
		return nil, err
	}
	var shown []*pack.Indicator
	var ids []string
	for _, ind := range inds {
		if ind.Public || !public(r) {
			shown, ids = append(shown, ind), append(ids, ind.ID)
		}
	}
	var entries map[string][]gate.Entered
	err = s.read(r, func(v *gate.View) error {
		entries, err = v.Entries(ids...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []standing
	for _, ind := range shown {
		x := standing{say: page.Words(r), Indicator: ind, At: book.At, Today: s.today(), Entered: indicator.EnteredPoints(page.Words(r), ind, entries[ind.ID])}
		x.Computed = indicator.ComputedPoints(page.Words(r), ind, values(public(r), book.Value, ind.ID))
		x.Latest, x.Known = indicator.Latest(x.Computed, x.Entered)
		out = append(out, x)
	}
	return out, nil
}

// values are an indicator's computed values as the reader may see them.
func values(public bool, book indicator.Book, id string) []indicator.Value {
	if public {
		return book.Published[id]
	}
	return book.Values[id]
}

// Shown is the latest value in words. Where none is shown it says why: that there is none is said only where there is none.
func (x standing) Shown() string {
	if x.Known {
		return x.Latest.TextIn(x.say)
	}
	if hidden, ok := indicator.Hidden(x.Computed); ok {
		return hidden.TextIn(x.say)
	}
	return x.say.Say("indicator.noValue")
}

// Beside is what must be known of the latest value to read it: of how many a share is, and how old the value is.
func (x standing) Beside() string {
	if !x.Known {
		return ""
	}
	var parts []string
	if x.Formula != nil && x.Formula.Form() == "share" && x.Latest.At != nil {
		if of, ok := x.Latest.Share(); ok {
			parts = append(parts, x.say.Say("indicator.share", "of", figure.NumberIn(x.say, of, 0)))
		} else {
			parts = append(parts, x.say.Say("indicator.share.none"))
		}
	}
	if age := x.Latest.Age(x.Today); age > 0 {
		parts = append(parts, x.say.Say("indicator.age", "count", age))
	}
	return strings.Join(parts, "; ")
}

// longestNote bounds a note that stands beside a value in a table, in bytes.
const longestNote = 80

// noted is the latest value with what must be known beside it, such as "over", where that is short.
func (x standing) noted() template.HTML {
	cell := esc(x.Shown())
	if beside := x.Beside(); beside != "" {
		cell += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(beside) + `</span>`
	}
	if note := x.Latest.Note; x.Known && note != "" && len(note) <= longestNote {
		cell += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(note) + `</span>`
	}
	return cell
}

// listed tells the indicators that have a rating from those that have none.
func (s *screens) listed(say *catalogue.Catalogue, of string, list []standing) listed {
	var rated, rest []standing
	for _, x := range list {
		if x.Latest.Rating() == "" {
			rest = append(rest, x)
		} else {
			rated = append(rated, x)
		}
	}
	return listed{Rated: s.table(say, say.Say("indicator.rated", "of", of), rated), Unrated: s.table(say, say.Say("indicator.unrated", "of", of), rest)}
}

// table lists indicators with what each counts, the value that stands for it now, its period and its source.
func (s *screens) table(say *catalogue.Catalogue, caption string, list []standing) govuk.Table {
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: say.Say("indicator.name")}, {Text: say.Say("indicator.latest")}, {Text: say.Say("indicator.period")}, {Text: say.Say("indicator.good")}, {Text: say.Say("indicator.rating")}, {Text: say.Say("figures.source")}}}
	for _, x := range list {
		period, source := "", say.HTML("indicator.asked", "source", s.source(x.Indicator.Source))
		if x.Known {
			period, source = x.Latest.Period(), s.source(x.Latest.About().Source)
		}
		cell := link("/indicators/"+x.ID, x.Name)
		if twins := plan.Namesakes(s.desk.Pack(), x.Indicator); len(twins) > 0 {
			cell += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + say.HTML("indicator.twins", "number", numberWord(say, len(twins)+1)) + `</span>`
		}
		cell += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(x.Definition) + `</span>`
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: cell}, {HTML: x.noted()}, {Text: period}, {Text: goodWords(say, x.Good)}, {HTML: ratingTag(say, x.Latest.Rating())}, {HTML: source}})
	}
	return t
}

func numberWord(say *catalogue.Catalogue, n int) string {
	if n >= 2 && n <= 5 {
		return say.Say("number.word." + strconv.Itoa(n))
	}
	return say.Say("number.word.several")
}

// rated counts how many of a list have each rating.
type rated struct {
	Achieved, NeedsMoreWork, NotAchieved, Unrated int
}

func countRatings(list []standing) (n rated) {
	for _, x := range list {
		switch pack.Rating(x.Latest.Rating()) {
		case pack.Achieved:
			n.Achieved++
		case pack.NeedsMoreWork:
			n.NeedsMoreWork++
		case pack.NotAchieved:
			n.NotAchieved++
		default:
			n.Unrated++
		}
	}
	return n
}
