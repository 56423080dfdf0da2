package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Facts imports the real police data that the repository ships, as an analyst would.
func Facts(ctx context.Context, p *program.Program) error {
	files, err := police.Files()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(p.Config.Data, "import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary copy
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = filepath.Join(dir, f.Name)
		if err := os.WriteFile(paths[i], f.Data, 0o600); err != nil {
			return err
		}
	}
	opt, err := p.Importing()
	if err != nil {
		return err
	}
	opt.By, opt.Now = "demonstration", p.Config.Now()
	if _, err = incident.Import(ctx, p.Depot, incident.Files(paths...), opt); err != nil {
		return fmt.Errorf("import the police data: %w", err)
	}
	return p.LearnStreets(ctx)
}
