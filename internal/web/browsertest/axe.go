package browsertest

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// Violation is one finding of axe-core.
type Violation struct {
	ID     string
	Impact string
	Help   string
	Nodes  []struct {
		Target  []any
		HTML    string
		Summary string `json:"failureSummary"`
	}
}

// String is the finding with every place of it.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, n := range v.Nodes {
		fmt.Fprintf(&b, "\n    at %v\n       %s\n       %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n       "))
	}
	return b.String()
}

// axe asks for WCAG 2.2 A and AA and axe's best practices.
const axe = `axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
	.then(r => JSON.stringify(r.violations))`

// Axe holds the page to axe-core.
func (p *Page) Axe() []Violation {
	p.t.Helper()
	source, err := axeSource()
	if err != nil {
		p.t.Fatal(err)
	}
	if p.noScript { // axe needs timers; the page's own scripts were not loaded and stay away
		p.scripts(true)
		defer p.scripts(false)
	}
	p.do(chromedp.Evaluate[chromedp.Void]("typeof axe === 'undefined' && (() => {" + source + "})()"))
	var found []Violation
	if err := json.Unmarshal([]byte(Eval[string](p, axe)), &found); err != nil {
		p.t.Fatalf("axe: %v", err)
	}
	return found
}

// shapes are those in which axe found nothing. It takes as long to look at a page as to draw it, and tests come to the same pages again and again;
// what axe looks at is in the shape: every element with its attributes, and whether there is text in it.
var shapes sync.Map

// shapeOf is the shape of a page but for the words and numbers in it.
const shapeOf = `(() => { let h = 2166136261, g = 5381; const add = s => { for (let i = 0; i < s.length; i++) { h = Math.imul(h ^ s.charCodeAt(i), 16777619); g = Math.imul(g, 33) + s.charCodeAt(i) | 0; } };
	const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
	for (let n = walk.currentNode; n; n = walk.nextNode()) {
		if (n.nodeType === 3) { add(n.data.trim() ? "text" : ""); continue; }
		add("<" + n.tagName);
		for (const a of n.attributes) add(" " + a.name + "=" + a.value.replace(/\d+/g, "0"));
	}
	return h + " " + g; })()`

// Check fails the test for every finding of axe-core, every complaint of the browser, and a page wider than its window,
// which a reader of a telephone would have to push to and fro (WCAG 1.4.10).
func (p *Page) Check() {
	p.t.Helper()
	shape := fmt.Sprintf("%d %v %s", p.width, p.noScript, Eval[string](p, shapeOf))
	if _, sound := shapes.Load(shape); !sound {
		found := p.Axe()
		for _, v := range found {
			p.t.Errorf("%s at %d pixels: axe: %s", p.place(), p.width, v)
		}
		if len(found) == 0 {
			shapes.Store(shape, true)
		}
	}
	for _, fault := range p.Faults() {
		p.t.Errorf("%s: the browser complains: %s", p.place(), fault)
	}
	if over := Eval[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		p.t.Errorf("%s is %d pixels wider than its window of %d: %s", p.place(), over, p.width, Eval[string](p, widest))
	}
}

// WantGround waits until the maps of the page are drawn and wants water, parks, roads, stations or streets in each.
func (p *Page) WantGround() {
	p.t.Helper()
	if p.noScript {
		return
	}
	const maps = `[...document.querySelectorAll("[data-wm-map]")].filter(m => m.dataset.state || m.offsetParent)`
	p.Wait(maps + `.every(m => m.dataset.state)`)
	white := Eval[string](p, maps+`.filter(m => m.dataset.state !== "drawn" || !(m.dataset.ground > 0)).map(m => m.id + " is " + m.dataset.state).join(", ")`)
	if white != "" {
		p.t.Errorf("%s has a map without ground under it: %s", p.place(), white)
	}
}

// widest names an element that stands out of the window.
const widest = `(() => { const w = document.documentElement.clientWidth; const out = [...document.body.querySelectorAll("*")]
	.filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest(".wm-scroll, .wm-chart__plot, svg"));
	return out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | "); })()`
