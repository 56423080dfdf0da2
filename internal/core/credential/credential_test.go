package credential

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"pgregory.net/rapid"
)

// quick are parameters for tests that are not about cost.
var quick = Params{MemoryKiB: 64, Passes: 1, Lanes: 1}

func hasher(t testing.TB, p Params) *Hasher {
	t.Helper()
	h, err := NewHasher(p, 2)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAPasswordIsKnownAgainAndNoOtherIs(t *testing.T) {
	h, ctx := hasher(t, DefaultParams), context.Background()
	stored, err := h.Hash(ctx, "gravel otter mandolin")
	if err != nil || !strings.HasPrefix(stored, "$argon2id$v=19$m=47104,t=1,p=1$") {
		t.Fatal(stored, err)
	}
	if ok, renew, err := h.Verify(ctx, stored, "gravel otter mandolin"); !ok || renew || err != nil {
		t.Error(ok, renew, err)
	}
	if ok, renew, err := h.Verify(ctx, stored, "gravel otter mandolins"); ok || renew || err != nil {
		t.Error(ok, renew, err)
	}
	if again, _ := h.Hash(ctx, "gravel otter mandolin"); again == stored {
		t.Error("two hashes of one password must differ by their salt")
	}
}

// The string was made by the reference implementation (argon2 20190702, echo -n password | argon2 somesalt -id -t 2 -m 16
// -p 1), from the test of that program.
func TestAHashOfTheReferenceImplementationIsVerifiedAndRenewed(t *testing.T) {
	const stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	ok, renew, err := hasher(t, quick).Verify(context.Background(), stored, "password")
	if !ok || !renew || err != nil {
		t.Error(ok, renew, err)
	}
}

func TestAStoredHashThatIsDamagedOrAsksForTooMuchIsRefused(t *testing.T) {
	h := hasher(t, quick)
	good, _ := h.Hash(context.Background(), "x")
	for _, stored := range []string{"", "$", good[:len(good)-2], good + "$", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64", "m=4294967295", 1), strings.Replace(good, "t=1", "t=0", 1), strings.Replace(good, "p=1", "p=0", 1),
		strings.Replace(good, "p=1", "p=1 ", 1), strings.Replace(good, "t=1", "t=99999", 1), "$argon2id$v=19$m=64,t=1,p=1$$"} {
		if ok, _, err := h.Verify(context.Background(), stored, "x"); ok || !errors.Is(err, ErrHash) {
			t.Errorf("%q: %v, %v", stored, ok, err)
		}
	}
	for _, p := range []Params{{}, {MemoryKiB: 1, Passes: 1, Lanes: 1}, {MemoryKiB: 64, Passes: 100, Lanes: 1}} {
		if _, err := NewHasher(p, 1); err == nil {
			t.Errorf("%+v was taken", p)
		}
	}
}

func TestACrowdAtTheDoorWaitsItsTurnAndMayGiveUp(t *testing.T) {
	h, err := NewHasher(quick, 1)
	if err != nil {
		t.Fatal(err)
	}
	stored, _ := h.Hash(context.Background(), "gravel otter mandolin")
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if ok, _, err := h.Verify(context.Background(), stored, "gravel otter mandolin"); !ok || err != nil {
				t.Error(ok, err)
			}
		})
	}
	wg.Wait()
	if err := h.turns.Acquire(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := h.Verify(ctx, stored, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("gave %v", err)
	}
	h.turns.Release(1)
	if err := h.VerifyNobody(context.Background(), "x"); err != nil {
		t.Error(err)
	}
}

func TestPasswordsThatAreEasyToGuessAreRefusedInWords(t *testing.T) {
	for _, p := range []string{"", "short", "password1234", "Passw0rd2026!", "P@ssw0rd12345678!", "qwertyuiop123", "qwertyuiopasdfghjkl", "123456789012", "aaaaaaaaaaaaa",
		"abcabcabcabcabc", "abcdefghijklmn", "letmeinplease1", "LondonCouncil26", "TowerHamlets2026", "arsenalchelsea", "passwordpasswordpassword", "iloveyou1987!",
		"janesmith2026", "Jane.Smith.1987", "p4ssw0rd1574!", "\xff\xfe gravel otter", strings.Repeat("gravel otter", 30)} {
		err := CheckPassword(p, "Jane Smith", "jane.smith@council.example")
		var invalid fault.Invalid
		if !errors.As(err, &invalid) || invalid["password"] == "" {
			t.Errorf("%q was taken: %v", p, err)
		}
	}
}

func TestGoodPasswordsAreTakenWhateverTheirCharacters(t *testing.T) {
	for _, p := range []string{"gravel otter mandolin", "correcthorsebatterystaple", "k7#92m!4x8&1", "orange piano tiger", "ঢাকা নদী আম কলা", "xkqzvjwpmhtr",
		"Jane Smith walks herons", strings.Repeat("gravel otter", 21)} {
		if err := CheckPassword(p, "Jane Smith"); err != nil {
			t.Errorf("%q was refused: %v", p, err)
		}
	}
	for _, typed := range []string{"gravel otter lamp ", "\tgravel otter lamp\n", " gravel otter lamp\u00a0"} {
		if NormalPassword(typed) != "gravel otter lamp" {
			t.Errorf("%q is another password than it is without the spaces at its ends", typed)
		}
	}
	if NormalPassword("cafe\u0301") != NormalPassword("caf\u00e9") {
		t.Error("one keyboard's é is another's")
	}
}

func TestAPINOpensItsReferenceOnlyHoweverItIsTyped(t *testing.T) {
	oldKey, newKey := NewKey(), NewKey()
	old, err := NewPINs(oldKey)
	if err != nil {
		t.Fatal(err)
	}
	both, _ := NewPINs(newKey, oldKey)
	other, _ := NewPINs(newKey)
	rapid.Check(t, func(t *rapid.T) {
		pin, ref := NewPIN(), "ASB-26-00042-3"
		if len(pin) != 9 || strings.Trim(pin, pinAlphabet+"-") != "" {
			t.Fatalf("PIN %q", pin)
		}
		stored := old.Hash(ref, pin)
		for _, typed := range []string{pin, strings.ToLower(pin), strings.ReplaceAll(pin, "-", ""), " " + strings.ReplaceAll(pin, "-", " ")} {
			if ok, renew := old.Verify(stored, ref, typed); !ok || renew {
				t.Fatalf("%q typed as %q", pin, typed)
			}
		}
		if ok, renew := both.Verify(stored, ref, pin); !ok || !renew {
			t.Fatal("an older key still opens, and asks to be renewed")
		}
		for _, c := range []struct {
			p           *PINs
			ref, typed  string
			stored, why string
		}{
			{old, "ASB-26-00043-K", pin, stored, "another reference"},
			{old, ref, NewPIN(), stored, "another PIN"},
			{old, ref, "", stored, "no PIN"},
			{other, ref, pin, stored, "another key"},
			{old, ref, pin, "", "nothing stored"},
			{old, ref, pin, strings.TrimPrefix(stored, "$pin"), "a damaged store"},
		} {
			if ok, _ := c.p.Verify(c.stored, c.ref, c.typed); ok {
				t.Fatalf("%s opened", c.why)
			}
		}
	})
	if _, err := NewPINs(); err == nil {
		t.Error("no key was taken")
	}
	if _, err := NewPINs([]byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}

func TestTokensAreLongAndTheirHashesTellThemApart(t *testing.T) {
	a, b := NewToken(), NewToken()
	first, again := HashToken(a), HashToken(a)
	if len(a) != 43 || a == b || first == HashToken(b) || first != again || len(first) != 64 {
		t.Error(a, b)
	}
}

func TestTriesRunOutComeBackAndAreCountedForEachKeyAlone(t *testing.T) {
	l, now := NewLimiter(time.Minute, 3, 100), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for range 3 {
		if ok, _ := l.Allow("a", now); !ok {
			t.Fatal("three tries are allowed")
		}
	}
	for range 10 {
		if ok, wait := l.Allow("a", now); ok || wait != time.Minute {
			t.Fatalf("the fourth: %v, wait %s", ok, wait)
		}
	}
	if ok, _ := l.Allow("b", now); !ok {
		t.Error("another key has its own tries")
	}
	if ok, _ := l.Allow("a", now.Add(time.Minute)); !ok {
		t.Error("a minute gives one back, whatever was refused meanwhile")
	}
	if ok, _ := l.Allow("a", now.Add(time.Minute)); ok {
		t.Error("and no more than one")
	}
	l.Reset("a")
	if ok, _ := l.Allow("a", now.Add(time.Minute)); !ok {
		t.Error("a sign-in that succeeded gives all back")
	}
}

func TestALimiterKeepsNothingLongerThanItMatters(t *testing.T) {
	l, now := NewLimiter(time.Minute, 3, 5), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for i := range 50 {
		l.Allow(string(rune('a'+i)), now)
	}
	if l.keys.Len() != 5 {
		t.Errorf("%d keys are kept, 5 are the most", l.keys.Len())
	}
	l.Allow("z", now.Add(3*time.Minute))
	if l.keys.Len() != 1 {
		t.Errorf("%d keys are kept after their tries came back", l.keys.Len())
	}
}

func TestNoKeyEverGetsMoreTriesThanItsShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		burst := rapid.IntRange(1, 5).Draw(t, "burst")
		l, start := NewLimiter(time.Second, burst, 10), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		now, allowed := start, 0
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "ms")) * time.Millisecond)
			if ok, wait := l.Allow("k", now); ok {
				allowed++
			} else if wait <= 0 || wait > time.Second {
				t.Fatalf("wait %s", wait)
			}
			if most := burst + int(now.Sub(start)/time.Second); allowed > most {
				t.Fatalf("%d tries in %s, %d are the most", allowed, now.Sub(start), most)
			}
		}
	})
}

func TestAnIPv6SubscriberCountsAsOne(t *testing.T) {
	for in, want := range map[string]string{"192.0.2.7:443": "192.0.2.7", "192.0.2.7": "192.0.2.7", "[2001:db8:1:2:3:4:5:6]:443": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "::ffff:192.0.2.7": "192.0.2.7", "nonsense": "nonsense"} {
		if got := AddressKey(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
	if _, err := netip.ParsePrefix(AddressKey("fe80::1%eth0")); err != nil {
		t.Error(err)
	}
}

func FuzzAStoredHashIsReadOrRefused(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA")
	f.Fuzz(func(t *testing.T, stored string) {
		p, salt, key, err := decode(stored)
		if err == nil && (!p.bearable() || len(salt) == 0 || len(key) == 0) {
			t.Fatalf("%q was read as %+v", stored, p)
		}
	})
}
