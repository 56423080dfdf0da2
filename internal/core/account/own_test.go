package account_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// waysToOneself are all ways in which an administrator can come to hold more than before, by the method of the register.
var waysToOneself = map[string]func(*account.Register, access.Principal) error{
	"Give": func(r *account.Register, who access.Principal) error {
		return r.Give(ctx, who, who.Account, access.Post{Role: "officer", Body: "council", Team: "north"})
	},
	"End": func(r *account.Register, who access.Principal) error { // a later last day gives time
		return r.End(ctx, who, who.Posts[1].ID, when.Day(2030, 1, 1))
	},
	"Admit": func(r *account.Register, who access.Principal) error {
		return r.Admit(ctx, who, who.Account, access.Membership{Compartment: "panel"}, "for a month")
	},
	"EndMembership": func(r *account.Register, who access.Principal) error { // no longer kept out is more than before
		all, err := r.Memberships(ctx, who, who.Account)
		if err == nil && len(all) == 0 {
			if err = r.Admit(ctx, access.System("test"), who.Account, access.Membership{Compartment: "panel", Out: true}, "it is about them"); err == nil {
				all, err = r.Memberships(ctx, who, who.Account)
			}
		}
		if err != nil {
			return err
		}
		return r.EndMembership(ctx, who, who.Account, all[0].ID, when.Day(2026, 11, 1))
	},
	"Authorise": func(r *account.Register, who access.Principal) error {
		return r.Authorise(ctx, who, who.Account, access.Authority{Source: "delegation", Powers: []string{"cpn"}, Reference: "Minute 7"}, "the scheme of delegation")
	},
	"Rehome": func(r *account.Register, who access.Principal) error { return r.Rehome(ctx, who, "police", "council") },
}

// givesNothing are the other methods that an administrator may call: none of them lets its caller hold a post.
var givesNothing = []string{"Add", "SetPassword", "Disable", "EndSessions", "Look", "OwnGifts", "MayWatch", "List", "Posts", "Held", "Memberships", "Authorities", "EndAuthority", "At", "Reach", "SetNotices", "SavedLists", "SaveList", "ForgetList"}

// A method that somebody adds to the register is one way or the other, or fails here.
func TestEveryWayToGiveIsKnown(t *testing.T) {
	register, who := reflect.TypeFor[*account.Register](), reflect.TypeFor[access.Principal]()
	for m := range register.NumMethod() {
		method := register.Method(m)
		asks := false
		for i := range method.Type.NumIn() {
			asks = asks || method.Type.In(i) == who
		}
		if _, gives := waysToOneself[method.Name]; asks && !gives && !slices.Contains(givesNothing, method.Name) {
			t.Errorf("%s acts for somebody: does it give them anything?", method.Name)
		}
	}
}

func held(t *testing.T, r *account.Register, name, role, team string) access.Principal {
	t.Helper()
	id := gatetest.Hired(t, r, name, access.Post{Role: role, Body: "council", Team: team}, access.Post{Role: "member", Body: "police", Since: when.Day(2020, 1, 2), Until: when.Day(2027, 1, 1)})
	who, err := r.Principal(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// What an administrator gives to itself is told to another administrator, else to who reads the audit, else to the duty post; it stays
// until one of them has looked at it, nobody else may say so, and both stand in the audit.
func TestWhatAnAdministratorGivesToItselfIsToldToAnother(t *testing.T) {
	p := gatetest.Pack(t)
	p.Duty = "intake"
	for way, give := range waysToOneself {
		for _, others := range [][]string{{"second", "protector", "duty"}, {"protector", "duty"}, {"duty"}, nil} {
			if way != "Give" && len(others) != 3 {
				continue // who is told does not hang on the way
			}
			storetest.Each(t, func(t *testing.T, db *store.DB) {
				r := account.New(db, p, gatetest.NewClock().Now)
				first := held(t, r, "first", "keeper", "")
				var told access.Principal
				for i := len(others) - 1; i >= 0; i-- {
					told = held(t, r, others[i], map[string]string{"second": "keeper", "protector": "protector", "duty": "own"}[others[i]], map[string]string{"duty": "intake"}[others[i]])
				}
				officer := held(t, r, "officer", "officer", "north")
				if err := give(r, first); err != nil {
					t.Fatalf("%s: %v", way, err)
				}
				if _, err := r.OwnGifts(ctx, officer, true); !errors.Is(err, fault.ErrForbidden) {
					t.Errorf("%s: an officer reads what administrators gave to themselves: %v", way, err)
				}
				mine, err := r.OwnGifts(ctx, first, true)
				if err != nil || len(mine) != 0 {
					t.Errorf("%s: who gave it is told of it: %v %v", way, mine, err)
				}
				if len(others) == 0 {
					told = held(t, r, "later", "protector", "") // it waited for them
				}
				gifts, err := r.OwnGifts(ctx, told, false)
				if err != nil || len(gifts) != 1 || gifts[0].Name != "first" {
					t.Fatalf("%s, with %v: the first of them is told %+v (%v)", way, others, gifts, err)
				}
				if err := r.Look(ctx, first, gifts[0].ID); err == nil {
					t.Errorf("%s: an administrator looks at what it gave to itself", way)
				}
				if err := r.Look(ctx, told, gifts[0].ID); err != nil {
					t.Errorf("%s: %v", way, err)
				}
				if gifts, err := r.OwnGifts(ctx, told, false); err != nil || len(gifts) != 0 {
					t.Errorf("%s: it was looked at and still waits: %v %v", way, gifts, err)
				}
				for _, verb := range []string{"given to oneself", "looked at what was given to oneself"} {
					if n := eventsOf(t, db, verb); n != 1 {
						t.Errorf("%s: the audit has %d rows “%s”", way, n, verb)
					}
				}
			})
		}
	}
}

// A second account for a person who has one is told to the other administrators and to who reads the audit, whoever the person is; a
// first account, one that the program makes and one without an address are told to nobody.
func TestASecondAccountForOnePersonIsToldToOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := account.New(db, gatetest.Pack(t), gatetest.NewClock().Now)
		first, second, protector := held(t, r, "first", "keeper", ""), held(t, r, "second", "keeper", ""), held(t, r, "protector", "protector", "")
		for _, x := range []struct {
			who             access.Principal
			username, email string
		}{{first, "poppy", "poppy@example.org"}, {first, "aster", ""}, {first, "clover", ""}, {access.System("test"), "poppy2", "poppy@example.org"}, {first, "poppy3", " Poppy@Example.org "}} {
			if _, err := r.Add(ctx, x.who, account.Account{Username: x.username, Name: "Poppy", Email: x.email}, nil); err != nil {
				t.Fatal(err)
			}
		}
		for _, who := range []access.Principal{second, protector} {
			gifts, err := r.OwnGifts(ctx, who, false)
			if err != nil || len(gifts) != 1 || !gifts[0].Second() || gifts[0].Name != "first" || !strings.Contains(gifts[0].What, "poppy3, for Poppy, who has the account poppy") {
				t.Errorf("%s is told %+v (%v)", who.Name, gifts, err)
			}
		}
		mine, err := r.OwnGifts(ctx, first, true)
		if err != nil || len(mine) != 0 {
			t.Errorf("who made it is told of it: %v %v", mine, err)
		}
		gifts, err := r.OwnGifts(ctx, protector, false)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Look(ctx, protector, gifts[0].ID); err != nil {
			t.Error(err)
		}
		if gifts, err := r.OwnGifts(ctx, second, false); err != nil || len(gifts) != 0 {
			t.Errorf("it was looked at and still waits: %v %v", gifts, err)
		}
		if n := eventsOf(t, db, "second account"); n != 1 {
			t.Errorf("the audit has %d rows of it", n)
		}
	})
}

// What is given to somebody else, by whomever, or taken away, is told to nobody.
func TestWhatIsGivenToOthersIsToldToNobody(t *testing.T) {
	p := gatetest.Pack(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := account.New(db, p, gatetest.NewClock().Now)
		first, second := held(t, r, "first", "keeper", ""), held(t, r, "second", "keeper", "")
		post := access.Post{Role: "officer", Body: "council"}
		if err := errors.Join(r.Give(ctx, first, second.Account, post), r.Give(ctx, access.System("test"), first.Account, post),
			r.End(ctx, first, first.Posts[1].ID, when.Day(2026, 12, 1))); err != nil {
			t.Fatal(err)
		}
		for _, who := range []access.Principal{first, second} {
			if gifts, err := r.OwnGifts(ctx, who, true); err != nil || len(gifts) > 0 {
				t.Errorf("%s is told %v (%v)", who.Name, gifts, err)
			}
		}
	})
}

func eventsOf(t *testing.T, db *store.DB, verb string) (n int) {
	t.Helper()
	err := db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM event WHERE verb = $1 AND actor <> ''", verb).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
