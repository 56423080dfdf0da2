package hear

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/web/govuk"
)

// locateForm sends where the device is, once it was asked to: a way beside the words, for who has scripts and allows it. What it sends
// is the answer of the map's page.
func locateForm(a *answer) template.HTML {
	return `<form method="post" action="/report/map" hidden data-wm-locate` + located(a, "here-lon", "here-lat") + `>` + hidden("here-lon", "lon", "") + hidden("here-lat", "lat", "") + locateButton(a) + `</form>`
}

// locateOnMap marks where the device is on the map of the page.
func locateOnMap(a *answer) template.HTML {
	return `<div hidden data-wm-locate` + located(a, "pin-lon", "pin-lat") + `>` + locateButton(a) + `</div>`
}

func locateButton(a *answer) template.HTML {
	return a.Draw(govuk.Button{Type: "button", Text: a.Say("map.locate"), Classes: "govuk-button--secondary"}) + `<p class="govuk-body" role="status"></p>`
}

// located are the names of the two inputs and what the script may say.
func located(a *answer, lon, lat string) template.HTML {
	esc := template.HTMLEscapeString
	text := ` data-lon="` + lon + `" data-lat="` + lat + `"`
	for _, say := range []struct{ name, key string }{{"asking", "map.locating"}, {"found", "map.located"}, {"failed", "map.noLocation"}, {"rough", "map.roughLocation"}} {
		text += ` data-` + say.name + `="` + esc(a.Say(say.key)) + `"`
	}
	return template.HTML(text) //nolint:gosec // escaped
}

func hidden(id, name, value string) template.HTML {
	esc := template.HTMLEscapeString
	return template.HTML(`<input type="hidden" id="` + esc(id) + `" name="` + esc(name) + `" value="` + esc(value) + `">`) //nolint:gosec // escaped
}

// pinned holds what the map fills in, and says what is wrong with it where the summary of errors leads.
func pinned(a *answer, lon, lat string) template.HTML {
	wrong := ""
	for _, name := range []string{"lon", "lat"} {
		if e := a.Form.Errors.For(name); e.Text != "" {
			wrong += `<p id="` + name + `" class="govuk-error-message" tabindex="-1"><span class="govuk-visually-hidden">` + template.HTMLEscapeString(a.Say("component.error")) + `:</span> ` + template.HTMLEscapeString(e.Text) + `</p>`
		}
	}
	return template.HTML(wrong) + hidden("pin-lon", "lon", a.Value("lon", lon)) + hidden("pin-lat", "lat", a.Value("lat", lat)) //nolint:gosec // escaped
}
