package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// authorities are those that a condition on them (alias a) finds, by account, in the order in which they begin.
func authorities(ctx context.Context, tx store.Tx, of store.Clause) (map[string][]access.Authority, error) {
	text, args := store.Number(store.SQL("SELECT a.account, a.id, a.source, a.powers, a.areas, a.reference, a.since, a.until FROM authority a WHERE "+of.Text+" ORDER BY a.since, a.id", of.Args...))
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	all := map[string][]access.Authority{}
	for rows.Next() {
		var account, powers, areas string
		var x access.Authority
		if err := rows.Scan(&account, &x.ID, &x.Source, &powers, &areas, &x.Reference, &x.From, &x.Until); err != nil {
			return nil, err
		}
		x.Powers, x.Areas = strings.Fields(powers), strings.Fields(areas)
		all[account] = append(all[account], x)
	}
	return all, rows.Err()
}

// Authorities are those of an account, of before and to come too: for an administrator, and for the account itself.
func (r *Register) Authorities(ctx context.Context, who access.Principal, id string) (all []access.Authority, err error) {
	if who.Account != id || id == "" {
		if err := r.mayAdmin(who); err != nil {
			return nil, err
		}
	}
	err = r.db.Read(ctx, func(tx store.Tx) error {
		of, err := authorities(ctx, tx, store.SQL("a.account = ?", id))
		all = of[id]
		return err
	})
	return all, err
}

// Authorise gives an account authority for powers of law, from a day (today where it is not set) to a last day (open where it is not set).
func (r *Register) Authorise(ctx context.Context, who access.Principal, id string, x access.Authority, reason string) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	a, err := r.ByID(ctx, id)
	if err != nil {
		return err
	}
	if x.From.IsZero() {
		x.From = r.now().Date()
	}
	if err := r.checkAuthority(x, reason); err != nil {
		return err
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO authority (id, account, source, powers, areas, reference, since, until, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			uuid.Must(uuid.NewV7()).String(), id, x.Source, strings.Join(x.Powers, " "), strings.Join(x.Areas, " "), x.Reference, x.From, x.Until, reason)
		if err != nil {
			return fmt.Errorf("keep the authority: %w", err)
		}
		if err := keepEvent(ctx, tx, who, r.now(), "authority given", a.Username+": "+describedAuthority(x)+": "+reason); err != nil {
			return err
		}
		return r.toThemselves(ctx, tx, who, id, "the authority “"+describedAuthority(x)+"”")
	})
}

// checkAuthority says what is wrong with an authority. An accreditation may name a power that it does not give yet: what is on it is on it, and
// whether it counts is asked on the day of each notice.
func (r *Register) checkAuthority(x access.Authority, reason string) error {
	bad := fault.Invalid{}
	if !slices.ContainsFunc(law.Sources, func(s law.Origin) bool { return string(s.ID) == x.Source }) {
		bad.Add("source", "Select where the authority comes from")
	}
	if len(x.Powers) == 0 {
		bad.Add("powers", "Select the powers that it names")
	}
	for _, id := range x.Powers {
		p, ok := law.PowerOf(id)
		switch {
		case !ok:
			bad.Add("powers", "There is no power %q", id)
		case x.Source == string(law.CSAS) && p.CSASIf == "", x.Source != string(law.CSAS) && !slices.Contains(p.Sources, law.Source(x.Source)):
			bad.Add("powers", "“%s” cannot come from this source", p.Name)
		}
	}
	for _, code := range x.Areas {
		if _, ok := r.pack.Area(code); !ok {
			bad.Add("areas", "There is no area %q", code)
		}
	}
	if strings.TrimSpace(x.Reference) == "" {
		bad.Add("reference", "Enter the reference of the minute, the warrant or the accreditation")
	}
	if !x.Until.IsZero() && x.Until.Before(x.From) {
		bad.Add("until", "The last day must be the first day or later")
	}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter a reason")
	}
	return bad.OrNil()
}

// EndAuthority ends an authority with a last day; one of before today ends it at once. What was issued by it stays issued.
func (r *Register) EndAuthority(ctx context.Context, who access.Principal, id, authority string, last when.Date) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	all, err := r.Authorities(ctx, who, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(x access.Authority) bool { return x.ID == authority })
	if i < 0 {
		return fmt.Errorf("there is no such authority: %w", fault.ErrNotFound)
	}
	if err := endsSooner(all[i].Until, last, "give it again"); err != nil {
		return err
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE authority SET until = $1 WHERE id = $2", last, authority); err != nil {
			return fmt.Errorf("end the authority: %w", err)
		}
		return keepEvent(ctx, tx, who, r.now(), "authority until "+last.String(), describedAuthority(all[i]))
	})
}

// describedAuthority is an authority in words: its source, its reference and what it names.
func describedAuthority(x access.Authority) string {
	var names []string
	for _, id := range x.Powers {
		if p, ok := law.PowerOf(id); ok {
			names = append(names, p.Name)
		}
	}
	return law.Source(x.Source).Words() + " " + x.Reference + ": " + strings.Join(names, ", ")
}
