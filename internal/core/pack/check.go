package pack

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/risk"
)

// check looks over the whole pack once it is read: ids first, since everything else refers to them.
func (l *loader) check() {
	l.defaults()
	known := l.collect()
	l.checkBodies(known)
	l.checkAreas(known)
	l.checkPlaces(known)
	l.checkGround(known)
	for i := range l.pack.Kinds {
		l.checkKind(i, known)
	}
	l.checkCategories(known)
	l.checkForms(known)
	l.checkWords(known)
	l.checkMessages()
	l.checkLanguages()
	l.checkAddresses()
	l.checkRoutes(known)
	l.checkRoles(known)
	l.checkAgreements(known)
	l.checkCompartments(known)
	l.checkMatrices(known)
	l.checkCaseReview(known)
	l.checkPlans(known)
	l.checkIndicators(known)
	l.compileRules(known)
	l.checkPapers(known)
	l.checkLives(known)
	l.checkPartnership(known)
	l.checkContracts(known)
	l.checkReach(known)
	l.index(known)
}

// ids are the declared ids of one section.
type ids struct {
	what string // in words: team
	at   map[string]int
	list []string
}

// registry holds the ids of every section, by the section's key.
type registry map[string]*ids

// borough is an ONS code of England or Wales (ONS Code History Database).
var borough = regexp.MustCompile(`^[EW]\d{8}$`)

var slug = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// collect gathers the ids of every section and complains of the ones that stand twice.
func (l *loader) collect() registry {
	p := l.pack
	r := registry{}
	gather(l, r, "bodies", "body", p.Bodies, func(b *Body) string { return b.ID })
	gather(l, r, "papers", "paper", p.Papers, func(x *Paper) string { return x.ID })
	gather(l, r, "orders", "order", p.Orders, func(x *Order) string { return x.ID })
	gather(l, r, "teams", "team", p.Teams, func(t *Team) string { return t.ID })
	gather(l, r, "kinds", "kind", p.Kinds, func(k *Kind) string { return k.ID })
	gather(l, r, "forms", "form", p.Forms, func(f *Form) string { return f.ID })
	gather(l, r, "roles", "role", p.Roles, func(x *Role) string { return x.ID })
	gather(l, r, "compartments", "compartment", p.Compartments, func(c *Compartment) string { return c.ID })
	gather(l, r, "agreements", "agreement", p.Agreements, func(a *Agreement) string { return a.ID })
	gather(l, r, "categories", "category", p.Categories, func(c *Category) string { return c.ID })
	gather(l, r, "notices", "notice", p.Notices, func(n *Notice) string { return n.ID })
	gather(l, r, "advice", "heading of advice", p.Advice, func(a *Advice) string { return a.ID })
	gather(l, r, "routes", "route", p.Routes, func(x *Route) string { return x.ID })
	gather(l, r, "area_sets", "area set", p.AreaSets, func(a *AreaSet) string { return a.ID })
	gather(l, r, "area_groups", "area group", p.AreaGroups, func(a *AreaGroup) string { return a.ID })
	gather(l, r, "place_kinds", "kind of place", p.PlaceKinds, func(k *PlaceKind) string { return k.ID })
	gather(l, r, "districts", "postcode district", p.Districts, func(d *District) string { return d.ID })
	gather(l, r, "places", "place", p.Places, func(x *Place) string { return x.ID })
	gather(l, r, "ground", "file of the ground", p.Ground, func(x *Ground) string { return x.ID })
	gather(l, r, "contacts", "contact", p.Contacts, func(c *Contact) string { return c.ID })
	gather(l, r, "standards", "standard", p.Standards, func(s *Standard) string { return s.ID })
	gather(l, r, "risks", "risk band", p.Risks, func(x *Risk) string { return x.ID })
	gather(l, r, "matrices", "matrix", p.Matrices, func(x *risk.Matrix) string { return x.ID })
	gather(l, r, "plans", "plan", p.Plans, func(x *Plan) string { return x.ID })
	gather(l, r, "indicators", "indicator", p.Indicators, func(x *Indicator) string { return x.ID })
	gather(l, r, "figures", "figure", p.Figures, func(f *Figure) string { return f.ID })
	gather(l, r, "profile", "profile heading", p.Profile, func(g *ProfileGroup) string { return g.ID })
	gather(l, r, "users", "user", p.Users, func(u *DemoUser) string { return u.ID })
	gather(l, r, "leavers", "leaver", p.Leavers, func(u *DemoUser) string { return u.ID })
	return r
}

func gather[T any](l *loader, r registry, section, what string, all []T, id func(*T) string) {
	known := &ids{what: what, at: map[string]int{}}
	for i := range all {
		known.declare(l, join(section, i), id(&all[i]), i, section)
	}
	r[section] = known
}

// declare notes one id, unless it stood before or could not stand in an address.
func (k *ids) declare(l *loader, path, id string, i int, section string) {
	if id == "" {
		return // said already: the entry needs an id
	}
	if !slug.MatchString(id) {
		l.add(l.spot(path), "", "%s %q: an id holds letters, digits, dots, dashes and underscores only", k.what, id)
	}
	if first, twice := k.at[id]; twice {
		before := l.spot(join(section, first))
		l.add(l.spot(path), "", "%s %q is declared twice; the first is at %s:%d", k.what, id, before.file, before.line)
		return
	}
	k.at[id] = i
	k.list = append(k.list, id)
}

// join makes the path of a value of its parts: join("kinds", 3, "states") is kinds.3.states.
func join(parts ...any) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		switch x := p.(type) {
		case string:
			out[i] = x
		case int:
			out[i] = strconv.Itoa(x)
		}
	}
	return strings.Join(out, ".")
}

// spot is where a value stands, or where the nearest thing round it does.
func (l *loader) spot(path string) spot {
	for {
		if at, ok := l.at[path]; ok {
			return at
		}
		cut := strings.LastIndexByte(path, '.')
		if cut < 0 {
			return spot{}
		}
		path = path[:cut]
	}
}

// ref complains where a value names something that is not declared. An empty value names nothing.
func (l *loader) ref(r registry, section, value, path string) bool {
	if value == "" {
		return false
	}
	known := r[section]
	if _, ok := known.at[value]; ok {
		return true
	}
	l.add(l.spot(path), nearest(value, known.list), "there is no %s %s", known.what, shown(value))
	return false
}

// refs is ref over a list.
func (l *loader) refs(r registry, section string, values []string, path string) {
	for i, v := range values {
		l.ref(r, section, v, join(path, i))
	}
}

// oneOf complains where a value is not among the words allowed. An empty value is none of them and passes.
func (l *loader) oneOf(what, value string, allowed []string, path string) {
	if value != "" && !has(allowed, value) {
		l.add(l.spot(path), nearest(value, allowed), "%s %s is none of %s", what, shown(value), listed(allowed))
	}
}

func (l *loader) checkPartnership(r registry) {
	p := &l.pack.Partnership
	if p.ID == "" && len(l.list) == 0 {
		l.add(spot{}, "", "no file has a section \"partnership:\", which names the partnership")
	}
	if p.Borough != "" && !borough.MatchString(p.Borough) {
		l.add(l.spot("partnership.borough"), "", "borough %s is not a code of the Office for National Statistics, such as E09000030", shown(p.Borough))
	}
	l.ref(r, "area_sets", p.Wards, "partnership.wards")
	if l.ref(r, "kinds", p.Report, "partnership.report") && len(l.pack.Categories) > 0 && !l.worked(p.Report) {
		l.add(l.spot("partnership.report"), "", "no role may view and edit the kind %q, so that nobody could take a report on", p.Report)
	}
	l.ref(r, "teams", p.Intake, "partnership.intake")
	l.ref(r, "bodies", p.Controller, "partnership.controller")
	if p.Colour != "" && !regexp.MustCompile(`^#[0-9a-fA-F]{6}$`).MatchString(p.Colour) {
		l.add(l.spot("partnership.colour"), "", "colour %q is not written #rrggbb", p.Colour)
	}
}

// worked says that some role may work on the records of a kind.
func (l *loader) worked(kind string) bool {
	k, declared := l.pack.Kind(kind)
	if !declared {
		return false
	}
	for _, x := range l.pack.Roles {
		for _, g := range x.Grants {
			if g.On(k) && slices.Contains(g.Verbs, View) && slices.Contains(g.Verbs, Edit) {
				return true
			}
		}
	}
	return false
}

// index fills what the lookups need.
func (l *loader) index(r registry) {
	p := l.pack
	p.index.ids = map[string]int{}
	for section, known := range r {
		for id, i := range known.at {
			p.index.ids[section+"/"+id] = i
		}
	}
	p.index.areas = map[string]*Area{}
	for i := range p.AreaSets {
		for j := range p.AreaSets[i].Areas {
			p.index.areas[p.AreaSets[i].Areas[j].Code] = &p.AreaSets[i].Areas[j]
		}
	}
	p.index.categoryNotices = map[string]bool{}
	for _, c := range p.Categories {
		for _, id := range c.Notices {
			p.index.categoryNotices[id] = true
		}
	}
}

// compileRules compiles every rule in the surroundings that its place declares.
func (l *loader) compileRules(r registry) {
	kinds := map[int]*ruleEnv{}
	told := *reportEnv
	told.values = l.reportValues(r)
	for _, placed := range l.rules {
		env := &told
		if i, ok := l.kindOfRule(placed.path, r); ok {
			if i < 0 {
				continue // that there is no such kind is said already
			}
			if kinds[i] == nil {
				kinds[i] = l.kindRules(&l.pack.Kinds[i], r)
			}
			env = kinds[i]
		} else if strings.HasPrefix(placed.path, "indicators.") {
			continue // compiled with the formula, which knows the kind
		}
		l.compileRule(placed.rule, env, placed.path)
	}
}

// kindRules is where the rules of one kind stand, with the words that they may compare with.
func (l *loader) kindRules(k *Kind, r registry) *ruleEnv {
	env := kindEnv(k)
	env.values = l.kindValues(k, r)
	return env
}

// compileRule compiles one rule and places its fault in the file.
func (l *loader) compileRule(rule *Rule, env *ruleEnv, path string) {
	fault := rule.compile(env)
	if fault == nil {
		return
	}
	at := l.spot(path)
	for _, placed := range l.rules {
		if placed.rule == rule {
			at = placed.at
		}
	}
	at.line += fault.line - 1
	at.column += fault.column
	l.add(at, fault.likely, "%s", fault.what)
}

// kindOfRule is the kind whose fields a rule of a kind or of a form sees; -1 where a form names no kind that there is.
func (l *loader) kindOfRule(path string, r registry) (int, bool) {
	section, rest, _ := strings.Cut(path, ".")
	number, _, _ := strings.Cut(rest, ".")
	i, err := strconv.Atoi(number)
	switch {
	case err == nil && section == "kinds":
		return i, true
	case err == nil && section == "forms":
		if k, ok := r["kinds"].at[l.pack.Forms[i].Kind]; ok {
			return k, true
		}
		return -1, true
	}
	return 0, false
}
