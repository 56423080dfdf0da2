package gate

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/store"
)

// AccountNames are the names of accounts by id, for those whom an opened record names; ids that are no account's are left
// out. A page asks here and not the register of accounts, because it reads already.
func (v *View) AccountNames(ids []string) (map[string]string, error) {
	names := map[string]string{}
	ids = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(ids))), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return names, nil
	}
	err := v.rows(store.SQL("SELECT id, name FROM account WHERE id IN ?", ids), func(s scanner) error {
		var id, name string
		err := s.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}
