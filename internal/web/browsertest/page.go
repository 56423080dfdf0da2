package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Option changes how a page is opened.
type Option func(*Page)

// Narrow opens the page at the width of a telephone, 375 pixels.
func Narrow(p *Page) { p.width = 375 }

// Paper opens the page as it is printed.
func Paper(p *Page) { p.paper = true }

// NoScript opens the page with JavaScript off.
func NoScript(p *Page) { p.noScript = true }

// patience bounds every step, so that a fault is a failure and not a hanging test.
const patience = 20 * time.Second

// Page is a tab with a profile of its own. Its methods fail the test when the browser cannot do what is asked.
type Page struct {
	t        testing.TB
	ctx      context.Context
	width    int64
	noScript bool
	paper    bool

	mu     sync.Mutex
	faults []string
}

// Open opens an empty tab; it is closed when the test ends.
func Open(t testing.TB, options ...Option) *Page {
	t.Helper()
	parent, err := start()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &Page{t: t, ctx: ctx, width: 1280}
	for _, option := range options {
		option(p)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(p.width, 900))
	if p.noScript {
		p.scripts(false)
	}
	if p.paper {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// scripts turns the page's own scripts on or off.
func (p *Page) scripts(on bool) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		p.t.Fatal(err)
	}
}

// hear keeps what the browser complains of: scripts that failed, and whatever the content policy blocked.
func (p *Page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "script: "+thrown(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			p.faults = append(p.faults, string(e.Entry.Source)+": "+e.Entry.Text)
		}
	}
}

func thrown(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}

// step runs one action within patience.
func step[T any](p *Page, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, a)
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
	return value
}

func (p *Page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// follow does what leads to another page, waits for it, and gives its status.
func (p *Page) follow(actions ...chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, actions...)
	if err != nil {
		p.t.Fatalf("browser: no page came: %v; at %s", err, p.place())
	}
	p.Wait(`document.readyState === "complete" && document.activeElement`) // its scripts have run
	return status(answer)
}

func status(answer *network.Response) int {
	if answer == nil {
		return 0
	}
	return int(answer.Status)
}

// place is where the page is, for messages.
func (p *Page) place() string {
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	url, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "an unknown page"
	}
	return url
}

// Eval gives the value of a JavaScript expression; a promise is waited for.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return step(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Go opens an address and gives the status of the answer.
func (p *Page) Go(url string) int {
	p.t.Helper()
	return p.follow(chromedp.Navigate(url))
}

// Back presses the browser's own Back.
func (p *Page) Back() {
	p.t.Helper()
	p.do(chromedp.NavigateBack())
}

// Click clicks the first element that fits a CSS selector.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
}

// Follow clicks and waits for the page that it leads to; it gives that page's status.
func (p *Page) Follow(css string) int {
	p.t.Helper()
	return p.follow(chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
}

// Fill replaces the text of an input, key by key.
func (p *Page) Fill(css, text string) {
	p.t.Helper()
	p.do(chromedp.Focus(chromedp.CSS(css)), chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)),
		chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent(text))
}

// Attach puts files into a file input.
func (p *Page) Attach(css string, paths ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.CSS(css), paths))
}

// Choose selects the option of a select by its value.
func (p *Page) Choose(css, value string) {
	p.t.Helper()
	p.do(chromedp.SetValue(chromedp.CSS(css), value))
}

// Text is the visible text of the first element that fits.
func (p *Page) Text(css string) string {
	p.t.Helper()
	return step(p, chromedp.Text(chromedp.CSS(css)))
}

// Count is how many elements fit.
func (p *Page) Count(css string) int {
	p.t.Helper()
	return Eval[int](p, fmt.Sprintf("document.querySelectorAll(%q).length", css))
}

// Path is the path and query of the page.
func (p *Page) Path() string {
	p.t.Helper()
	return Eval[string](p, "location.pathname + location.search")
}

// Title is the title of the tab.
func (p *Page) Title() string { return step(p, chromedp.Title()) }

// Contains says that the page shows a text.
func (p *Page) Contains(text string) bool {
	p.t.Helper()
	return strings.Contains(Eval[string](p, "document.body.innerText"), text)
}

// Want fails the test for each text that the page does not show.
func (p *Page) Want(texts ...string) {
	p.t.Helper()
	shown := Eval[string](p, "document.body.innerText")
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			p.t.Errorf("%s does not show %q. It shows:\n%s", p.place(), text, shown)
		}
	}
}

// Wait waits until a JavaScript expression is true.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	until := time.Now().Add(patience)
	for !Eval[bool](p, "Boolean("+expression+")") {
		if time.Now().After(until) {
			p.t.Fatalf("browser: waited for %s in vain at %s; the browser complains: %v", expression, p.place(), p.Faults())
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// Faults are what the browser complained of so far: scripts that failed and what the content policy blocked.
func (p *Page) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.faults)
}

// Screenshot keeps a picture of the whole page where WARDMOTE_SCREENSHOTS names a folder, and does nothing otherwise.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	folder := os.Getenv("WARDMOTE_SCREENSHOTS")
	if folder == "" {
		return
	}
	picture := step(p, chromedp.FullScreenshot(100))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
