// Command assets bundles the style sheets and scripts of internal/web/assets/src, with the npm packages that they import,
// into internal/web/assets/dist: one file a bundle, named by its content, beside its gzip and brotli, and manifest.json.
//
//	npm ci && go run ./tools/assets
//
// esbuild is linked in, so nothing but Go and the packages is needed. On the way GDS Transport and the crest are taken
// out of govuk-frontend's style sheet: only a GOV.UK domain may use them.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := repository()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(root, "node_modules", "govuk-frontend")); err != nil {
		return errors.New("the npm packages are not installed: run `npm ci` in the root of the repository")
	}
	web := filepath.Join(root, "internal", "web", "assets")
	built, err := bundle(filepath.Join(web, "src"))
	if err != nil {
		return err
	}
	return write(filepath.Join(web, "dist"), built)
}

// repository is the folder that holds go.mod.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("the working directory: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("go.mod is not in this folder or above it: run this inside the repository")
		}
		dir = parent
	}
}

// bundles are the names that pages ask for (internal/web/assets), with the format of each. The worker comes before the
// map, whose script has to know the worker's hashed name.
var bundles = []struct {
	name   string
	format api.Format
}{
	{"app.css", api.FormatDefault},
	{"map.css", api.FormatDefault},
	{"early.js", api.FormatIIFE},
	{"app.js", api.FormatESModule},
	{"worker.js", api.FormatESModule},
	{"map.js", api.FormatESModule},
}

// bundled is a bundle by the name that pages ask for.
type bundled struct {
	name, hashed string
	content      []byte
}

func bundle(src string) ([]bundled, error) {
	var out []bundled
	worker := ""
	for _, b := range bundles {
		result := api.Build(api.BuildOptions{
			EntryPoints: []string{filepath.Join(src, b.name)}, Outdir: "/out", Bundle: true, Write: false,
			MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsEndOfFile,
			Format: b.format, Target: api.ES2020, LogLevel: api.LogLevelSilent,
			IgnoreAnnotations: b.name == "worker.js", // the package says that importing it does nothing, but that is all it is for
			Define:            map[string]string{"WORKER_URL": fmt.Sprintf("%q", worker)},
			Plugins:           []api.Plugin{ourOwn()}, Loader: map[string]api.Loader{".svg": api.LoaderDataURL},
		})
		if len(result.Errors) > 0 {
			return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
		}
		for _, file := range result.OutputFiles {
			made := named(b.name, file.Contents)
			if b.name == "worker.js" {
				worker = "/assets/" + made.hashed
			}
			out = append(out, made)
		}
	}
	return out, nil
}

func named(name string, content []byte) bundled {
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	return bundled{name: name, content: content, hashed: strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext}
}

// write replaces what an earlier run left; README.txt, which is committed, stays.
func write(dist string, built []bundled) error {
	old, err := os.ReadDir(dist)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for _, file := range old {
		if file.Name() != "README.txt" {
			if err := os.Remove(filepath.Join(dist, file.Name())); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	manifest := map[string]string{}
	for _, b := range built {
		manifest[b.name] = b.hashed
		if err := writeAll(filepath.Join(dist, b.hashed), b.content); err != nil {
			return err
		}
		fmt.Printf("%-10s %8d bytes  %s\n", b.name, len(b.content), b.hashed)
	}
	raw, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(raw, '\n'), 0o644)
}

// writeAll writes a bundle as it is and compressed.
func writeAll(path string, content []byte) error {
	var zipped, brotlied bytes.Buffer
	gz, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return err
	}
	br := brotli.NewWriterLevel(&brotlied, 9) // 11 takes ten times as long for four per cent less
	for _, w := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{gz, br} {
		if _, err := w.Write(content); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	for suffix, body := range map[string][]byte{"": content, ".gz": zipped.Bytes(), ".br": brotlied.Bytes()} {
		if err := os.WriteFile(path+suffix, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
