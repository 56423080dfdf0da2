package kept

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
)

// Once reads an edition of figures into to, or makes it there and keeps it for good: whoever reads it later, after whatever
// was recorded, corrected or withdrawn meanwhile, reads the same. make says whether there is anything to keep; found says
// that to holds an edition.
func Once(ctx context.Context, g *gate.Gate, name, edition string, to any, make func() (bool, error)) (found bool, err error) {
	who := access.System("keep " + name)
	take := func() error {
		return g.Read(ctx, who, func(v *gate.View) error {
			f, ok, err := v.Figures(name, edition)
			if err != nil || !ok {
				return err
			}
			found = true
			return json.Unmarshal(f.Value, to)
		})
	}
	if err := take(); err != nil || found {
		return found, err
	}
	if some, err := make(); err != nil || !some {
		return false, err
	}
	doc, err := json.Marshal(to)
	if err != nil {
		return false, fmt.Errorf("keep %s %s: %w", name, edition, err)
	}
	err = g.Keep(ctx, who, func(u *gate.Notebook) error {
		return u.KeepFigures(gate.Figures{Name: name, Edition: edition, Value: doc, At: g.Now()})
	})
	if err != nil {
		return false, err
	}
	err = take() // where another process made it too, the first stands for both
	return found, err
}
