package desk

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Colleagues are those whose work the reader may list, but for the reader: everybody of the reader's bodies where a post shares out work,
// and else those of the reader's own teams.
func (d *Desk) Colleagues(r *http.Request) ([]account.Colleague, error) {
	who := Who(r)
	var bodies []string
	for _, post := range who.Posts {
		if d.sharesOut(post.Role) && !slices.Contains(bodies, post.Body) {
			bodies = append(bodies, post.Body)
		}
	}
	all, err := d.Accounts.Colleagues(r.Context(), bodies, who.Teams())
	return slices.DeleteFunc(slices.Clone(all), func(c account.Colleague) bool { return c.Account == who.Account }), err
}

// SharesOut says that the reader assigns the records of a whole body or of everybody.
func (d *Desk) SharesOut(r *http.Request) bool {
	return slices.ContainsFunc(Who(r).Posts, func(p access.Post) bool { return d.sharesOut(p.Role) })
}

// sharesOut says that a role assigns records of a whole body or of everybody.
func (d *Desk) sharesOut(role string) bool {
	r, ok := d.Pack().Role(role)
	return ok && slices.ContainsFunc(r.Grants, func(g pack.Grant) bool {
		return slices.Contains(g.Verbs, pack.Assign) && (g.Scope == pack.OwnBody || g.Scope == pack.Everyone)
	})
}
