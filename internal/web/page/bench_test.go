package page

import (
	"io"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/wardmote/wardmote/internal/web/govuk"
)

type listPage struct {
	Page
	List  govuk.SortableTable
	Pager Pager
}

// BenchmarkAListOf50Rows draws what a caseworker opens most: the layout, fifty rows of six cells, and the pager.
func BenchmarkAListOf50Rows(b *testing.B) {
	site := &Site{Brand: Brand{Name: "Partnership"}}
	if err := site.Prepare(); err != nil {
		b.Fatal(err)
	}
	set := site.MustSet(fstest.MapFS{"list.html": {Data: []byte(`<h1 class="govuk-heading-l">{{.Title}}</h1>{{mojSortableTable .List}}{{pager .Pager}}`)}})
	screen := listPage{Page: Page{Title: "Cases"}, Pager: Pager{Page: 3, PerPage: 50, Total: 60_000, Path: "/cases"}}
	for i := range 50 {
		ref := "ASB-2018-" + strconv.Itoa(i)
		screen.List.Rows = append(screen.List.Rows, []govuk.Cell{{HTML: govuk.HTML(govuk.Tag{Text: ref})}, {Text: "Bow East"}, {Text: "3 May 2018"},
			{Text: "Open"}, {Text: "A. Officer"}, {Text: "12", Format: "numeric"}})
	}
	for _, name := range []string{"Reference", "Ward", "Opened", "State", "Owner", "Reports"} {
		screen.List.Head = append(screen.List.Head, govuk.SortHead{Text: name, Href: "?sort=" + name})
	}
	b.ReportAllocs()
	for b.Loop() {
		w, fresh := httptest.NewRecorder(), screen
		if err := set.Write(w, httptest.NewRequest("GET", "/cases", nil), "list.html", &fresh); err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, w.Body)
	}
}
