package browsertest

import (
	"net/http"
	"net/url"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Connected takes the page's connection away, or gives it back: requests fail, and the page is told by the browser's own
// events.
func (p *Page) Connected(on bool) {
	p.t.Helper()
	all := []*network.Conditions{{Offline: !on, DownloadThroughput: -1, UploadThroughput: -1}}
	_, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: all})
	if err == nil {
		_, err = chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: !on, DownloadThroughput: -1, UploadThroughput: -1})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// Hold gives the page the cookies that another browser holds for an address, as a browser that was closed finds its own again.
func (p *Page) Hold(jar http.CookieJar, address string) {
	p.t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, c := range jar.Cookies(at) {
		if _, err := chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: address, Path: at.Path}); err != nil {
			p.t.Fatal(err)
		}
	}
}
