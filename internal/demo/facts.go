package demo

import (
	"context"
	"fmt"

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
	opt, err := p.Importing()
	if err != nil {
		return err
	}
	opt.By, opt.Now = "demonstration", p.Config.Now()
	for _, f := range files { // one import each, so that each can be taken back
		if _, err = incident.Import(ctx, p.Depot, []incident.File{{Name: f.Name, Data: f.Data}}, opt); err != nil {
			return fmt.Errorf("import the police data: %w", err)
		}
	}
	return p.LearnStreets(ctx)
}
