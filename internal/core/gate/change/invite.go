package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Invite lets an account see the record from a day to a day, whatever its posts: on its page, in lists and in searches. It ends by itself.
// To invite who holds no post at the owner's body is to share the record, which its kind must declare that it may be.
func (e *Edit) Invite(account string, from, until when.Date, reason string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	bad := fault.Invalid{}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter why they are to look at it")
	}
	switch today := e.unit.r.Moment.Date(); {
	case from.IsZero():
		bad.Add("from", "Enter the first day")
	case until.IsZero():
		bad.Add("until", "Enter the last day")
	case until.Before(from):
		bad.Add("until", "The last day is before the first")
	case until.Before(today):
		bad.Add("until", "The last day is over")
	}
	if account == "" {
		bad.Add("account", "Select who is to look at it")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	if err := e.keptFromPerson("account", account); err != nil {
		return err
	}
	if err := e.sharedWith(account); err != nil {
		return err
	}
	days := fmt.Sprintf("%s (%s to %s)", strings.TrimSpace(reason), from.Words(), until.Words())
	return e.inSeal(sealEntry{account: account, since: from, until: until}, "invited", "", account, days)
}

// sharedWith refuses an account without a post, and one of another body while nobody has declared what the kind may be shared by.
func (e *Edit) sharedWith(id string) error {
	holders, err := e.unit.holders()
	if err != nil {
		return err
	}
	posts := slices.DeleteFunc(slices.Clone(holders), func(h account.Holder) bool { return h.Account != id })
	open := e.kind.Declared.Unshared()
	switch {
	case len(posts) == 0:
		return fault.Invalid{"account": "They hold no post. Select somebody else"}
	case len(open) > 0 && !slices.ContainsFunc(posts, func(h account.Holder) bool { return h.Body == e.rec.OwnerBody }):
		return fault.Invalid{"account": fmt.Sprintf("They are of another body, and a %s is shared with nobody before it is declared %s", e.kind.Name, strings.Join(open, ", "))}
	}
	return nil
}

// Uninvite ends an invitation before its last day.
func (e *Edit) Uninvite(account, reason string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(e.rec.Invited, func(i access.Invitation) bool { return i.Account == account }):
		return fault.Invalid{"account": "Select somebody who is invited"}
	case strings.TrimSpace(reason) == "":
		return fault.Invalid{"reason": "Enter why it ends"}
	}
	return e.inSeal(sealEntry{account: account}, "invitation ended", account, "", reason)
}
