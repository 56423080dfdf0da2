package sight

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/store"
)

// ShutOut is the condition on a seal (alias s) that the reader is shut out of its record.
func (v *Reader) ShutOut() (store.Clause, error) {
	all, err := v.Circles()
	if err != nil {
		return store.Clause{}, err
	}
	var seals []int64
	for _, c := range all.All {
		if slices.Contains(c.Excluded, v.Principal.Account) {
			seals = append(seals, c.Seal)
		}
	}
	return v.Core.DB.Engine().Among("s.id", seals), nil
}

// NotShutOut is the condition on a column that it names no record out of which the reader is shut.
func (v *Reader) NotShutOut(column string) (store.Clause, error) {
	of, err := v.ShutOut()
	return store.SQL("NOT EXISTS (SELECT 1 FROM seal s WHERE s.record = "+column+" AND "+of.Text+")", of.Args...), err
}

// Invited is the condition that a record is of a kind, or of any, and the reader is invited to it; empty where they are to none.
func (v *Reader) Invited(kind string) (store.Clause, error) {
	if v.Principal.System || v.Principal.Public || v.Principal.Record != "" {
		return store.Clause{}, nil
	}
	all, err := v.Circles()
	if err != nil {
		return store.Clause{}, err
	}
	var seals []int64
	for _, c := range all.All {
		if (kind == "" || c.Kind == kind) && c.Seal != 0 && c.Subject().Invites(v.Principal) {
			seals = append(seals, c.Seal)
		}
	}
	if len(seals) == 0 {
		return store.Clause{}, nil
	}
	of := v.Core.DB.Engine().Among("s.id", seals)
	return store.SQL("r.id IN (SELECT s.record FROM seal s WHERE "+of.Text+")", of.Args...), nil
}
