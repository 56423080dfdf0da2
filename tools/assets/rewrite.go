package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

var (
	gdsFace = regexp.MustCompile(`@font-face\s*\{[^}]*GDS Transport[^}]*\}`)
	gdsName = regexp.MustCompile(`(['"]?)GDS Transport(['"]?),\s*`)
	crest   = regexp.MustCompile(`url\([^)]*govuk-crest[^)]*\)`)
)

// ourOwn takes the marks of GOV.UK out of the design systems' style sheets, and finds the icons that they name by a path
// of the server.
func ourOwn() api.Plugin {
	return api.Plugin{Name: "our own", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `-frontend\.min\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			raw, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text, err := withoutMarks(string(raw))
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderCSS}, err
		})
		build.OnResolve(api.OnResolveOptions{Filter: `^/assets/images/`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: filepath.Join(args.ResolveDir, filepath.FromSlash(args.Path))}, nil
		})
	}}
}

// withoutMarks takes GDS Transport and the crest out of a style sheet.
func withoutMarks(css string) (string, error) {
	css = gdsFace.ReplaceAllString(css, "")
	css = gdsName.ReplaceAllString(css, "")
	css = crest.ReplaceAllString(css, "none")
	for _, mark := range []string{"GDS Transport", "govuk-crest"} {
		if strings.Contains(css, mark) {
			return "", fmt.Errorf("the style sheet still holds %q: the rewriting in tools/assets no longer fits it", mark)
		}
	}
	return css, nil
}
