package gatetest

import (
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Required are answers to what a kind cannot be made without; nil where the pack offers none today.
func Required(p *pack.Pack, kind *pack.Kind) record.Fields {
	out := record.Fields{}
	for _, f := range kind.Fields {
		if !f.Required {
			continue
		}
		options := slices.DeleteFunc(slices.Clone(p.OptionsOf(f)), func(o pack.Option) bool {
			order, ok := p.Order(o.ID)
			return ok && f.From == "orders" && !order.Life().Stands(when.Day(2026, time.November, 25))
		})
		if len(options) == 0 && f.From == "orders" {
			return nil
		}
		switch f.Type {
		case pack.Choice, pack.BodyRef:
			out[f.ID] = options[0].ID
		case pack.Choices:
			out[f.ID] = []string{options[0].ID}
		case pack.YesNo:
			out[f.ID] = true
		case pack.Number:
			out[f.ID] = 1.0
		case pack.Money:
			out[f.ID] = int64(100)
		case pack.Date:
			out[f.ID] = "2026-11-24"
		default:
			out[f.ID] = "x"
		}
	}
	return out
}
