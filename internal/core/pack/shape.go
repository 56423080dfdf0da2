package pack

import (
	"reflect"
	"strings"
	"sync"
)

// shape is what the YAML of one type may hold.
type shape struct {
	name   string // in words, for messages
	index  map[string]int
	keys   []string
	needed []string
}

var shapes sync.Map // reflect.Type → *shape

// fieldsOf reads the shape of a struct off its tags: yaml names the key, need:"yes" makes it one that must be given.
func fieldsOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{name: words(t.Name()), index: map[string]int{}}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		s.index[key], s.keys = i, append(s.keys, key)
		if f.Tag.Get("need") == "yes" {
			s.needed = append(s.needed, key)
		}
	}
	shapes.Store(t, s)
	return s
}

// words turns a type's name into words with an article: AreaSet → an area set.
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	s := strings.ToLower(b.String())
	if s == "partnership" {
		return "the partnership"
	}
	if strings.ContainsRune("aeiou", rune(s[0])) {
		return "an " + s
	}
	return "a " + s
}

// wordsOf lists what a value of an enumerated type may be; nil where the type is free.
func wordsOf(t reflect.Type) []string { return enumerated[t] }

var enumerated = map[reflect.Type][]string{
	reflect.TypeFor[Archetype](): {string(Case), string(Activity), string(Register)},
	reflect.TypeFor[FieldType](): {string(Text), string(Number), string(Money), string(Date), string(Choice), string(Choices),
		string(YesNo), string(Person), string(PlaceRef), string(BodyRef), string(Document)},
	reflect.TypeFor[FormPart](): {string(AskPlace), string(AskContact), string(AskPhotos)},
	reflect.TypeFor[Scope]():    {string(Assigned), string(OwnTeam), string(OwnArea), string(OwnBody), string(Everyone)},
	reflect.TypeFor[Verb](): {string(View), string(Create), string(Edit), string(Assign), string(Close), string(Export),
		string(Count), string(Analyse), string(Import), string(Admin), string(Audit), string(SignLaw)},
	reflect.TypeFor[BodyKind](): {string(StatutoryPartner), string(ExternalPartner), string(Board), string(Subgroup),
		string(Panel), string(Forum), string(WorkingTeam), string(Post), string(Scheme)},
	reflect.TypeFor[Regime](): {string(UnknownRegime), string(UKGDPR), string(LawEnforcement), string(BothRegimes)},
	reflect.TypeFor[PersonOfData](): {string(UnknownPerson), string(Suspect), string(Convicted), string(Victim), string(Witness), string(Alleged),
		string(Reporting), string(Concerned)},
	reflect.TypeFor[LawfulBasis](): {string(UnknownBasis), string(Consent), string(ContractBasis), string(LegalObligation), string(VitalInterests),
		string(PublicTask), string(LegitimateInterests), string(CompetentAuthority)},
	reflect.TypeFor[KeptFrom](): {string(KeptFromUnknown), string(KeptFromOpened), string(KeptFromOccurred), string(KeptFromClosed), string(KeptFromBirth)},
	reflect.TypeFor[Every]():    {string(Monthly), string(Quarterly), string(Yearly), string(PlanLong), string(ToDate)},
	reflect.TypeFor[Good]():     {string(Up), string(Down), string(Neither)},
	reflect.TypeFor[Rating]():   {string(Achieved), string(NeedsMoreWork), string(NotAchieved)},
}

func has(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}
