package pack

import "github.com/wardmote/wardmote/internal/core/when"

// Life is how long a body, an order or a service stands, what took its place, and when somebody last looked whether it still
// does. What has ended stays in the pack for what was recorded with it; nothing new is given to it.
type Life struct {
	From      when.Date // zero where it is not known
	To        when.Date // the last day; zero while it stands, or where no end is known
	Successor string    // id, in the same section, of what took its place
	Checked   when.Date // the day on which somebody last looked
}

// Stands says that it has begun by a day and has not ended before it.
func (x Life) Stands(day when.Date) bool { return !x.Ended(day) && !x.From.After(day) }

// Ended says that its last day is before the day.
func (x Life) Ended(day when.Date) bool { return !x.To.IsZero() && x.To.Before(day) }

// Order is an order in the partnership's area that forbids something for a time, such as a public spaces protection order.
type Order struct {
	ID        string    `yaml:"id" need:"yes"`
	Name      string    `yaml:"name" need:"yes"`
	Forbids   string    `yaml:"forbids" need:"yes"`
	From      when.Date `yaml:"from"`
	To        when.Date `yaml:"to"`
	Successor string    `yaml:"successor"`
	Checked   when.Date `yaml:"checked"`
	Note      string    `yaml:"note"` // what is not certain about it
	Source    string    `yaml:"source" need:"yes"`
}

// Life is how long the order stands.
func (x *Order) Life() Life { return Life{x.From, x.To, x.Successor, x.Checked} }

// Life is how long the body stands.
func (b *Body) Life() Life { return Life{b.From, b.To, b.Successor, b.Checked} }

// Life is how long the service stands.
func (c *Contact) Life() Life { return Life{c.From, c.To, c.Successor, c.Checked} }

// Order is the order of that id.
func (p *Pack) Order(id string) (*Order, bool) { return find(p, "orders", id, p.Orders) }

// Heir is the body that does now what a body did: the body itself while it stands, else the last of its successors that
// stands. False where nobody took its place.
func (p *Pack) Heir(id string, day when.Date) (*Body, bool) {
	for range p.Bodies {
		b, ok := p.Body(id)
		if !ok {
			return nil, false
		}
		if !b.Life().Ended(day) {
			return b, true
		}
		id = b.Successor
	}
	return nil, false
}
