package pack

import (
	"fmt"
	"slices"
	"strings"
)

// Unknown is the value of a point of a declaration that nobody has settled. It is the value of whatever is left out.
const Unknown = "unknown"

// Declaration is what a kind declares of the personal data on its records. Where nobody has settled a point it is unknown: that is shown to
// the data protection officer, and nothing personal is shared or deleted by it.
type Declaration struct {
	Controllers []string       `yaml:"controllers"` // ids of the bodies that answer for it
	Regime      Regime         `yaml:"regime"`
	People      []PersonOfData `yaml:"people"`    // whom it is about
	Basis       LawfulBasis    `yaml:"basis"`     // on which it is shared
	Gateway     string         `yaml:"gateway"`   // the law that lets it be shared, in words
	Voluntary   bool           `yaml:"voluntary"` // the kind is of a service that people take or leave; only there may consent be the basis
	Kept        Retention      `yaml:"kept"`
	Source      string         `yaml:"source"`
}

// Regime is the law under which personal data is processed.
type Regime string

// The regimes. Both is for what a body holds for its tasks, and for an offence where it investigates or prosecutes one.
const (
	UnknownRegime  Regime = Unknown
	UKGDPR         Regime = "uk-gdpr"
	LawEnforcement Regime = "part-3" // Data Protection Act 2018, Part 3: competent authorities, for law enforcement
	BothRegimes    Regime = "both"
)

// PersonOfData is a category of person whom data is about. The Data Protection Act 2018 s.38 has the first four told apart.
type PersonOfData string

// The categories of person.
const (
	UnknownPerson PersonOfData = Unknown
	Suspect       PersonOfData = "suspect"
	Convicted     PersonOfData = "convicted"
	Victim        PersonOfData = "victim"
	Witness       PersonOfData = "witness"
	Alleged       PersonOfData = "alleged"   // of something that is no offence, or not yet known to be one
	Reporting     PersonOfData = "reporter"  // who told of it, or asks for something
	Concerned     PersonOfData = "concerned" // about whom somebody worries
)

// LawfulBasis is on what the sharing of personal data rests.
type LawfulBasis string

// The bases: those of UK GDPR Article 6(1), and the task of a competent authority (Data Protection Act 2018 s.35).
const (
	UnknownBasis        LawfulBasis = Unknown
	Consent             LawfulBasis = "consent"
	ContractBasis       LawfulBasis = "contract"
	LegalObligation     LawfulBasis = "legal-obligation"
	VitalInterests      LawfulBasis = "vital-interests"
	PublicTask          LawfulBasis = "public-task"
	LegitimateInterests LawfulBasis = "legitimate-interests"
	CompetentAuthority  LawfulBasis = "competent-authority"
)

// Retention is how long records of a kind are kept, and from what on.
type Retention struct {
	From   KeptFrom `yaml:"from"`
	Years  int      `yaml:"years"`
	Months int      `yaml:"months"`
	Days   int      `yaml:"days"`
}

// KeptFrom is what begins the time for which a record is kept.
type KeptFrom string

// What may begin it.
const (
	KeptFromUnknown  KeptFrom = Unknown
	KeptFromOpened   KeptFrom = "opened"
	KeptFromOccurred KeptFrom = "occurred"
	KeptFromClosed   KeptFrom = "closed"
	KeptFromBirth    KeptFrom = "birth" // of the person whom it is about
)

// Known says that it is settled how long.
func (x Retention) Known() bool { return x.From != "" && x.From != KeptFromUnknown }

// length is the one number that is given, in its unit; how many are given besides it is an error.
func (x Retention) length() (n int, unit string, given int) {
	for _, l := range []struct {
		n    int
		unit string
	}{{x.Years, "year"}, {x.Months, "month"}, {x.Days, "day"}} {
		if l.n != 0 {
			n, unit, given = l.n, l.unit, given+1
		}
	}
	return n, unit, given
}

// Words are how long, such as "6 years after it is closed"; "unknown" where nobody has settled it.
func (x Retention) Words() string {
	after := map[KeptFrom]string{KeptFromOpened: "it is opened", KeptFromOccurred: "it happened", KeptFromClosed: "it is closed", KeptFromBirth: "the person is born"}[x.From]
	n, unit, _ := x.length()
	if after == "" || n == 0 {
		return Unknown
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s after %s", n, unit, after)
}

// The points of a declaration, as its readers are told them.
const (
	ofControllers = "who answers for it"
	ofRegime      = "under which regime it is held"
	ofPeople      = "whom it is about"
	ofBasis       = "on what its sharing rests"
	ofRetention   = "how long it is kept"
)

// Unshared are the points that must be settled before personal data of the kind is shared with anybody; none where all are.
func (d Declaration) Unshared() []string {
	var open []string
	if !settled(d.Controllers) {
		open = append(open, ofControllers)
	}
	if d.Regime == "" || d.Regime == UnknownRegime {
		open = append(open, ofRegime)
	}
	if !settled(d.People) {
		open = append(open, ofPeople)
	}
	if d.Basis == "" || d.Basis == UnknownBasis {
		open = append(open, ofBasis)
	}
	return open
}

// Open are all points that nobody has settled. A record of a kind is destroyed by nobody before how long it is kept is among the settled.
func (d Declaration) Open() []string {
	open := d.Unshared()
	if !d.Kept.Known() {
		open = append(open, ofRetention)
	}
	return open
}

func settled[T ~string](list []T) bool { return len(list) > 0 && !slices.Contains(list, Unknown) }

// Withheld are the points for want of which no personal field of the kind leaves the system, whatever the purpose: none where the kind has
// no personal field.
func (k *Kind) Withheld() []string {
	if !k.Personal() {
		return nil
	}
	return k.Declared.Unshared()
}

// Personal says that some field of the kind holds personal data.
func (k *Kind) Personal() bool {
	return slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Personal })
}

func (l *loader) checkDeclaration(k *Kind, at string, r registry) {
	d, at := &k.Declared, at+".personal_data"
	if !slices.Equal(d.Controllers, []string{Unknown}) {
		l.refs(r, "bodies", d.Controllers, at+".controllers")
	}
	if slices.Contains(d.People, UnknownPerson) && len(d.People) > 1 {
		l.add(l.spot(at+".people"), "", "kind %q: whom it is about is either unknown or known", k.ID)
	}
	l.checkBasis(d.Basis, d.Regime, at+".basis", "kind "+quoted(k.ID))
	if d.Basis == Consent && !d.Voluntary {
		l.add(l.spot(at+".basis"), "", "kind %q is shared by consent, which is for services that people take or leave (\"voluntary: true\"): name the duty or the task that its sharing rests on", k.ID)
	}
	_, _, given := d.Kept.length()
	if d.Kept.Known() != (given == 1) || given > 1 || min(d.Kept.Years, d.Kept.Months, d.Kept.Days) < 0 {
		l.add(l.spot(at+".kept"), "", "kind %q: how long it is kept needs \"from:\" and one of \"years:\", \"months:\" or \"days:\"", k.ID)
	}
	if len(d.Open()) < points && strings.TrimSpace(d.Source) == "" {
		l.add(l.spot(at), "", "kind %q declares what becomes of personal data: say with \"source:\" where that is written", k.ID)
	}
}

// points is how many a declaration has.
const points = 5

// checkBasis complains of a basis that the regime does not have.
func (l *loader) checkBasis(basis LawfulBasis, regime Regime, at, what string) {
	task := basis == CompetentAuthority
	known := basis != "" && basis != UnknownBasis
	if task && regime == UKGDPR || known && !task && regime == LawEnforcement {
		l.add(l.spot(at), "", "%s: %s is no basis under %s", what, basis, regime)
	}
}
