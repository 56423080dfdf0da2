package program

import (
	"path/filepath"

	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/intake"
)

// openUnderstanding makes ready what answers an analyst and what takes police data in.
func (p *Program) openUnderstanding() error {
	areas, _, err := AreasOf(p.Pack)
	if err != nil {
		return err
	}
	p.Inquiry = &inquiry.Desk{Gate: p.Gate, Facts: p.Facts, Areas: areas, Queue: p.Queue, Principal: p.Accounts.Principal}
	p.Intake = &intake.Desk{Depot: p.Depot, Queue: p.Queue, Facts: p.Facts, Options: p.Importing, Gate: p.Gate, Figures: p.figureChanges, Changed: p.factsChanged, Folder: filepath.Join(p.Config.Data, "uploads"), Now: p.Config.Now}
	return p.Intake.Open()
}
