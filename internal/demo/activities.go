package demo

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// record keeps an activity as an officer of the team.
func (s *story) record(team string, d record.Draft) error {
	who := s.by(team)
	d.Team, d.OwnerBody, d.Occurred = team, who.Posts[0].Body, s.now
	return s.allowed(change.Of(s.gate).Write(s.ctx, who, func(u *change.Unit) error {
		_, err := u.Create(d)
		return err
	}))
}

func at(d record.Draft, where spot) record.Draft {
	d.Area, d.Place, d.Point = where.area, where.street, &where.at
	d.Title += ", " + where.street
	return d
}

func (s *story) count(most int) float64 { return float64(s.random.IntN(most + 1)) }

// patrol is officers on the street.
func (s *story) patrol() error {
	team, where := pick(s, []string{"theos", "theos", "theos", "ptf", "snt-whitechapel"}), s.somewhere()
	if t, ok := s.pack.Team(team); ok && t.Locality {
		where = s.inArea(t.Areas...) // a ward's own officers patrol their ward
	}
	return s.patrolBy(team, where)
}

func (s *story) patrolBy(team string, where spot) error {
	why := pick(s, []string{"hotspot", "nitrous-oxide", "reports", "routine"})
	return s.record(team, at(s.onPatrol(team, why), where))
}

// onPatrol is what officers count on a patrol.
func (s *story) onPatrol(team, why string) record.Draft {
	f := record.Fields{"team": team, "why": why, "officers": float64(2 + s.random.IntN(4)), "minutes": float64(45 + 15*s.random.IntN(8)),
		"engaged": s.count(14), "support_offers": s.count(4), "warnings": s.count(2), "outreach": s.chance(0.3)}
	if why == "nitrous-oxide" {
		f["canisters"] = s.count(120)
	}
	if s.chance(0.05) {
		f["weapons"] = 1.0
	}
	return record.Draft{Kind: "patrol", Title: "Patrol", Fields: f}
}

// onCamera is what the control room calls what it saw, by its sort.
var onCamera = map[string]string{"incident": "Incident on camera", "asb": "Anti-social behaviour on camera", "wanted-vehicle": "Wanted vehicle on camera", "fly-tipping": "Fly-tipping on camera"}

func (s *story) detection() error { return s.detectedAt(s.somewhere()) }

// detectedAt is what a camera showed and the control room passed on.
func (s *story) detectedAt(where spot) error {
	sort := pick(s, []string{"incident", "incident", "incident", "asb", "wanted-vehicle", "fly-tipping"})
	f := record.Fields{"sort": sort, "what": "Seen on camera and passed on at once.", "told_police": true, "camera": fmt.Sprintf("TH%03d", s.random.IntN(350))}
	if s.chance(0.18) {
		f["arrests"] = 1.0
	}
	return s.record("cctv-control", at(record.Draft{Kind: "cctv-detection", Title: onCamera[sort], Fields: f}, where))
}

func (s *story) sighting() error {
	f := record.Fields{"canisters": float64(5 + s.random.IntN(200)), "seen_by": "theos", "people": s.chance(0.4), "cleared": s.chance(0.5)}
	return s.record("theos", at(record.Draft{Kind: "canister-sighting", Title: "Canisters", Fields: f}, s.somewhere()))
}

func (s *story) sweep() error {
	found := s.count(3)
	f := record.Fields{"team": "ptf", "officers": float64(4 + s.random.IntN(8)), "residents": s.count(9), "weapons": found}
	if found > 0 {
		f["weapon_kinds"] = []string{"knife"}
	}
	return s.record("ptf", at(record.Draft{Kind: "weapons-sweep", Title: "Weapons sweep", Fields: f}, s.somewhere()))
}

func (s *story) training() error {
	f := record.Fields{"subject": pick(s, []string{"prevent", "hate", "vawg", "ask-for-angela"}), "audience": pick(s, []string{"staff", "school", "venues"}), "attended": float64(8 + s.random.IntN(40))}
	return s.record("hate-crime", record.Draft{Kind: "training-session", Title: "Training session", Fields: f})
}

// orderContact is officers finding somebody who does what an order forbids: support is offered before anything else. On a day on
// which no order is in force there is nothing to enforce.
func (s *story) orderContact() error {
	var inForce []pack.Order
	for _, x := range s.pack.Orders {
		if x.Life().Stands(s.now.Date()) {
			inForce = append(inForce, x)
		}
	}
	if len(inForce) == 0 {
		return nil
	}
	order := pick(s, inForce)
	f := record.Fields{"order": order.ID, "team": "theos", "result": pick(s, []string{"advice", "taken-away", "taken-away", "penalty"}),
		"offer": pick(s, []string{"refused", "refused", "taken", "leaflet", "leaflet"}), "service": "reset"}
	if s.chance(0.06) {
		f["offer"], f["why_not"] = "not-made", "They ran off."
		delete(f, "service")
	}
	return s.record("theos", at(record.Draft{Kind: "order-contact", Title: order.Name, Fields: f}, s.somewhere()))
}

// awareness are the events of a year, in their order.
var awareness = []struct {
	title, sort           string
	attended, ambassadors float64
}{
	{"Hate Crime Awareness Week", "hate-week", 240, 0}, {"No Place for Hate conference", "conference", 95, 0}, {"Do not look away", "bystanders", 60, 0},
	{"Ambassadors against hate", "ambassadors", 20, 20}, {"IDAHOBIT at the town hall", "idahobit", 130, 0}, {"Bystanders on the bus", "bystanders", 45, 0},
}

func (s *story) awarenessEvent() error {
	x := awareness[s.events%len(awareness)]
	s.events++
	f := record.Fields{"title": x.title, "sort": x.sort, "attended": x.attended}
	if x.ambassadors > 0 {
		f["ambassadors"] = x.ambassadors
	}
	return s.record("hate-crime", record.Draft{Kind: "awareness-event", Title: x.title, Fields: f})
}

// takenUnder is what officers take on the street, by whom and under which power.
var takenUnder = []struct{ what, team, power string }{
	{"nitrous-oxide", "ptf", "Misuse of Drugs Act 1971, section 23"}, {"nitrous-oxide", "ptf", "Misuse of Drugs Act 1971, section 23"},
	{"sound", "theos", "Noise Act 1996, section 10"}, {"vehicle", "ptf", "Police Reform Act 2002, section 59"},
	{"alcohol", "ptf", "Confiscation of Alcohol (Young Persons) Act 1997, section 1"},
}

// seizure is something taken on the street.
func (s *story) seizure() error {
	taken := pick(s, takenUnder)
	team := taken.team
	f := record.Fields{"what": taken.what, "quantity": float64(1 + s.random.IntN(6)), "team": team, "power": taken.power}
	return s.record(team, at(record.Draft{Kind: "seizure", Title: "Seizure", Fields: f}, s.somewhere()))
}

// feltUnsafe is what people said when officers asked them in the street.
func (s *story) feltUnsafe() error {
	asked := 5 + s.random.IntN(20)
	f := record.Fields{"heard": pick(s, []string{"street", "street", "walkabout"}), "asked": float64(asked), "unsafe": float64(s.random.IntN(asked)),
		"when_unsafe": []string{pick(s, []string{"evening", "night"})}, "why": []string{pick(s, []string{"dealing", "groups", "dark", "empty", "traffic"})}}
	return s.record("theos", at(record.Draft{Kind: "unsafe-place", Title: "People feel unsafe", Fields: f}, s.somewhere()))
}
