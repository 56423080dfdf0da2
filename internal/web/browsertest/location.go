package browsertest

import (
	"net/url"

	permission "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Stand puts the device at a place, known to so many metres, and lets the pages of a site ask for it.
func (p *Page) Stand(site string, lon, lat, metres float64) {
	p.t.Helper()
	p.permitPlace(site, permission.PermissionSettingGranted)
	if _, err := chromedp.Call(p.ctx, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Longitude: &lon, Latitude: &lat, Accuracy: &metres}); err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// HidePlace refuses to tell the pages of a site where the device is.
func (p *Page) HidePlace(site string) {
	p.t.Helper()
	p.permitPlace(site, permission.PermissionSettingDenied)
}

func (p *Page) permitPlace(site string, setting permission.PermissionSetting) {
	p.t.Helper()
	at, err := url.Parse(site)
	if err != nil {
		p.t.Fatal(err)
	}
	_, err = chromedp.CallBrowser(p.ctx, permission.SetPermission, permission.SetPermissionParams{Permission: &permission.PermissionDescriptor{Name: "geolocation"}, Setting: setting,
		Origin: at.Scheme + "://" + at.Host, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID})
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}
