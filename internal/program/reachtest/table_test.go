package reachtest

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// rule says whether a principal may go through a route; what no rule opens is refused.
type rule func(w *world, who access.Principal) bool

// route is what a pattern of the program opens, and to whom.
type route struct {
	paths []string // addresses; "{hate}" and the like are the references of the world's records
	may   rule
	open  bool // to everybody
	more  bool // what is asked for needs more of the reader or of the record: it may be refused though the rule is met
}

func anybody(*world, access.Principal) bool { return true }

func staff(_ *world, who access.Principal) bool { return len(who.Posts) > 0 }

// anywhere is a verb on a kind in any scope.
func anywhere(kind string, verbs ...pack.Verb) rule {
	return func(w *world, who access.Principal) bool {
		return slices.ContainsFunc(verbs, func(v pack.Verb) bool { return w.rules().Anywhere(who, v, kind) })
	}
}

// desk is a role whose home is one of those.
func desk(homes ...string) rule {
	return func(w *world, who access.Principal) bool { return w.rules().Home(who, homes...) }
}

// on is any of the verbs on the record that the address names.
func on(verbs ...pack.Verb) rule {
	return func(w *world, who access.Principal) bool {
		return slices.ContainsFunc(verbs, func(v pack.Verb) bool { return w.rules().May(who, v, w.subject()) })
	}
}

func open(paths ...string) route { return route{paths: paths, may: anybody, open: true} }

func inside(paths ...string) route { return route{paths: paths, may: staff} }

// needs is a route for those who have signed in and whom the rule lets through.
func needs(may rule, paths ...string) route {
	return route{paths: paths, may: func(w *world, who access.Principal) bool { return staff(w, who) && may(w, who) }}
}

// act is a route that needs the rule, and a state of the record or a verb that depends on which act it is.
func act(may rule, paths ...string) route {
	r := needs(may, paths...)
	r.more = true
	return r
}

// plates is a post that opens what the cameras saw and reads the plates of vehicles.
func plates(w *world, who access.Principal) bool {
	k, _ := w.Program.Pack.Kind("cctv-detection")
	plate, _ := k.Field("registration")
	return w.rules().Anywhere(who, pack.View, k.ID) && w.rules().Keeps(who, plate)
}

// sharing is a post that assigns the records of a whole body or of everybody.
func sharing(w *world, who access.Principal) bool {
	return slices.ContainsFunc(who.Posts, func(p access.Post) bool {
		role, _ := w.Program.Pack.Role(p.Role)
		return role != nil && slices.ContainsFunc(role.Grants, func(g pack.Grant) bool {
			return slices.Contains(g.Verbs, pack.Assign) && (g.Scope == pack.OwnBody || g.Scope == pack.Everyone)
		})
	})
}

var (
	counting  = anywhere("report", pack.Count, pack.View)
	changing  = on(pack.Edit, pack.Assign, pack.Close)
	analysing = anywhere("", pack.Analyse)
	importing = anywhere("", pack.Import)
	governing = anywhere("", pack.Admin)
	working   = func(w *world, who access.Principal) bool { return len(work.Kinds(w.Program.Pack, w.rules(), who)) > 0 }
	watching  = func(w *world, who access.Principal) bool { return w.Program.Accounts.MayWatch(who) }
	keeping   = desk("performance", "admin")
)

// table is every route of the program. A route that is not here fails the test: whoever adds one says here who may reach it.
var table = map[string]route{
	"GET /assets/":   open("/assets/none.css"),
	"GET /brand.css": open("/brand.css"),
	"GET /healthz":   open("/healthz"),
	"GET /readyz":    open("/readyz"),
	"/sign-in":       open("/sign-in"),
	"POST /sign-out": open(), // tried by the tests of signing in: here it would end the session that tries the rest

	// about
	"GET /contact": open("/contact"), "GET /robots.txt": open("/robots.txt"), "GET /favicon.ico": open("/favicon.ico"), "GET /favicon.svg": open("/favicon.svg"),
	"GET /.well-known/security.txt": open("/.well-known/security.txt"), "GET /security.txt": open("/security.txt"),

	// hear
	"GET /{$}": open("/"), "GET /report": open("/report"), "/report/{question}": open("/report/what", "/report/send", "/report/nonsense"),
	"POST /report/save": open("/report/save"), "POST /report/clear": open("/report/clear"), "GET /report/exit": open("/report/exit"), "GET /report/doors": open("/report/doors"),
	"POST /report/doors": open("/report/doors"), "GET /report/photo/{id}": open("/report/photo/{file}"), "GET /report/sent": open("/report/sent"),
	"GET /report/form/{form}": open("/report/form/meeting", "/report/form/nonsense"), "/report/form/{form}/{page}": open("/report/form/meeting/who", "/report/form/reporting/check"),
	"POST /report/form/{form}/clear": open("/report/form/meeting/clear"), "GET /report/form/{form}/sent": open("/report/form/meeting/sent"), "GET /report/form/{form}/photo/{id}": open("/report/form/meeting/photo/{file}"),
	"GET /map/ground.geojson": open("/map/ground.geojson"), "GET /map/streets.geojson": open("/map/streets.geojson"), "GET /map/still.svg": open("/map/still.svg", "/map/still.svg?box=nonsense"),
	"GET /report/wards.geojson": open("/report/wards.geojson"), "/track": open("/track"), "/track/{act}": open("/track/again", "/track/challenge", "/track/diary", "/track/not-solved", "/track/rate", "/track/reply", "/track/nonsense"),
	"GET /track/photo/{id}": open("/track/photo/{file}"), "GET /directory": open("/directory"), "GET /directory/{id}": open("/directory/police-101"),
	"GET /case-reviews": open("/case-reviews"), "GET /case-reviews/figures.csv": open("/case-reviews/figures.csv"),
	"GET /advice": open("/advice"), "GET /accessibility": open("/accessibility"), "GET /privacy": open("/privacy"), "GET /sources": open("/sources"), "GET /sources/numbers": open("/sources/numbers"), "GET /sources/{paper}": open("/sources/004", "/sources/nonsense"),
	"GET /triage/log": needs(anywhere("report", pack.Create), "/triage/log"), "POST /triage/log": needs(anywhere("report", pack.Create), "/triage/log"),
	"GET /take/{form}": needs(anywhere("case-review", pack.Create), "/take/case-review"), "POST /take/{form}": needs(anywhere("case-review", pack.Create), "/take/case-review"),
	"GET /triage/channels": needs(counting, "/triage/channels"),

	// answer
	"GET /plan": open("/plan"), "GET /plan/{plan}": open("/plan/plan-2021", "/plan/nonsense"), "GET /plan/{plan}/{part}": open("/plan/plan-2021/nonsense"),
	"GET /indicators/{id}": open("/indicators/reports-received", "/indicators/nonsense"), "GET /wards": open("/wards"), "GET /wards/{code}": open("/wards/E05009336", "/wards/nonsense"),
	"GET /wards/shapes.geojson": open("/wards/shapes.geojson"), "GET /borough": open("/borough"), "GET /figures": open("/figures", "/figures?q=knife&page=9"), "GET /figures/{id}": open("/figures/F142", "/figures/nonsense"),
	"/indicators/{id}/enter": needs(keeping, "/indicators/{indicator}/enter"), "POST /performance/compute": needs(keeping, "/performance/compute"),
	"GET /performance": needs(desk("performance", "board", "admin"), "/performance"),
	"GET /boards":      inside("/boards"), "GET /boards/calendar": inside("/boards/calendar"), "GET /boards/actions": inside("/boards/actions"), "GET /boards/{id}": inside("/boards/csp-board"),
	"/boards/{id}/convene": needs(anywhere("meeting", pack.Create), "/boards/csp-board/convene"),

	// act
	"/home":         inside("/home"),
	"/cases/repeat": needs(func(w *world, who access.Principal) bool { return w.opensCases(who) }, "/cases/repeat"),
	"/colleagues":   needs(sharing, "/colleagues"), "/colleagues/{account}": act(sharing, "/colleagues/nobody"),
	"/cases/{ref}/close": act(on(pack.Close), "/cases/{case}/close"),
	"/tasking":           needs(anywhere("tasking", pack.View), "/tasking"), "/tasking/new": needs(anywhere("tasking", pack.Create), "/tasking/new"),
	"/tasking/meeting": needs(anywhere("tasking", pack.View), "/tasking/meeting"), "/tasking/{ref}": needs(on(pack.View), "/tasking/{tasking}"),
	"/tasking/{ref}/{act}": act(changing, "/tasking/{tasking}/agreed", "/tasking/{tasking}/declined"),
	"/patrol":              needs(anywhere("patrol", pack.Create), "/patrol"),
	"/work":                needs(working, "/work"), "POST /saved-lists": inside("/saved-lists"),
	"/triage": needs(anywhere("report", pack.Edit), "/triage"), "/triage/{ref}": needs(on(pack.View), "/triage/{hate}", "/triage/{report}"),
	"/triage/{ref}/place.geojson": needs(on(pack.View), "/triage/{hate}/place.geojson", "/triage/{report}/place.geojson"),
	"/triage/{ref}/{act}": act(changing, "/triage/{hate}/accept", "/triage/{report}/refuse", "/triage/{report}/send-on", "/triage/{hate}/reply", "/triage/{report}/assign",
		"/triage/{report}/assess", "/triage/{report}/contact", "/triage/{report}/open-case", "/triage/{report}/join", "/triage/{report}/close"),

	// records
	"GET /records": inside("/records"), "GET /search": inside("/search?q=zq"), "GET /places": inside("/places"), "GET /bodies/{id}": inside("/bodies/csp-board", "/bodies/nonsense"), "GET /places/{id}": inside("/places/nonsense"),
	"GET /places/wards.geojson": inside("/places/wards.geojson"), "GET /person/{id}": needs(func(w *world, who access.Principal) bool { return w.sees(who, "case") }, "/person/{person}"),
	"GET /records/{kind}": needs(anywhere("asb-case", pack.View), "/records/asb-case"), "POST /records/{kind}/bulk": act(anywhere("asb-case", pack.Edit, pack.Assign), "/records/asb-case/bulk"), "/records/{kind}/new": needs(anywhere("asb-case", pack.Create), "/records/asb-case/new"),
	"GET /records/{kind}/map": needs(anywhere("asb-case", pack.View), "/records/asb-case/map"), "GET /records/{kind}/points.geojson": needs(anywhere("asb-case", pack.View), "/records/asb-case/points.geojson"),
	"GET /records/{kind}/ranked":         needs(plates, "/records/cctv-detection/ranked"),
	"GET /records/{kind}/export.csv":     needs(anywhere("asb-case", pack.Export), "/records/asb-case/export.csv", "/records/asb-case/export.csv?purpose=work"),
	"GET /records/{kind}/export.geojson": needs(anywhere("asb-case", pack.Export), "/records/asb-case/export.geojson"),
	"GET /record/{ref}":                  needs(on(pack.View), "/record/{hate}", "/record/{case}", "/record/{tasking}", "/record/{patrol}", "/record/{report}"),
	"GET /record/{ref}/history":          needs(on(pack.View), "/record/{hate}/history", "/record/{case}/history"),
	"GET /record/{ref}/assessments":      needs(on(pack.View), "/record/{case}/assessments"),
	"GET /record/{ref}/file/{id}":        needs(on(pack.View), "/record/{case}/file/{file}"),
	"/record/{ref}/edit":                 needs(on(pack.Edit), "/record/{case}/edit", "/record/{patrol}/edit"),
	"/record/{ref}/{act}":                act(changing, "/record/{case}/note", "/record/{case}/party", "/record/{case}/action", "/record/{hate}/file", "/record/{case}/link", "/record/{case}/assign", "/record/{case}/assess", "/record/{case}/contact", "/record/{case}/known-as", "/record/{case}/mark", "/record/{case}/same-person", "/record/{case}/not-same-person"),
	"/record/{ref}/{act}/{id}":           act(changing, "/record/{case}/party/{person}", "/record/{case}/move/closed"),

	// understand
	"GET /analysis": needs(analysing, "/analysis"), "GET /analysis/{id}": needs(analysing, "/analysis/hotspots"), "POST /analysis/{id}/keep": needs(analysing, "/analysis/nonsense/keep"),
	"POST /analysis/{id}/run": needs(analysing, "/analysis/nonsense/run"), "GET /analysis/{id}/table/{section}": needs(analysing, "/analysis/hotspots/table/places"),
	"GET /analysis/{id}/map/{layer}": needs(analysing, "/analysis/hotspots/map/density"), "GET /analysis/{id}/take/map.geojson": needs(analysing, "/analysis/hotspots/take/map.geojson"),
	"GET /analysis/runs": needs(analysing, "/analysis/runs"), "GET /analysis/runs/{run}": needs(analysing, "/analysis/runs/nonsense"), "POST /analysis/runs/{run}/replay": needs(analysing, "/analysis/runs/nonsense/replay"),
	"GET /analysis/runs/{run}/table/{section}": needs(analysing, "/analysis/runs/nonsense/table/places"), "GET /analysis/runs/{run}/map/{layer}": needs(analysing, "/analysis/runs/nonsense/map/density"),
	"GET /analysis/jobs/{job}": needs(analysing, "/analysis/jobs/nonsense"), "POST /analysis/jobs/{job}/stop": needs(analysing, "/analysis/jobs/nonsense/stop"), "GET /analysis/wards.geojson": needs(analysing, "/analysis/wards.geojson"),
	"GET /documents/{run}": needs(analysing, "/documents/nonsense"), "GET /documents/{run}/file": needs(analysing, "/documents/nonsense/file"), "/documents/{run}/product": act(analysing, "/documents/nonsense/product"),
	"GET /products": needs(anywhere("analytic-product", pack.View), "/products"), "GET /stop-and-search": open("/stop-and-search"), "GET /stop-and-search/table/{section}": open("/stop-and-search/table/nonsense"),
	"GET /import": needs(importing, "/import"), "POST /import": needs(importing, "/import"), "GET /import/{job}": needs(importing, "/import/nonsense"),
	"GET /imports/{id}": needs(importing, "/imports/1"), "POST /imports/{id}/accept": needs(importing, "/imports/1/accept"),
	"POST /imports/{id}/drop": needs(importing, "/imports/1/drop"), "POST /imports/{id}/back": needs(importing, "/imports/1/back"),
	"POST /import/{job}/stop": needs(importing, "/import/nonsense/stop"), "GET /import/{job}/not-taken.csv": needs(importing, "/import/nonsense/not-taken.csv"),

	// desk
	"GET /audit": needs(anywhere("", pack.Audit), "/audit", "/audit?record={hate}"), "GET /audit/export.csv": needs(anywhere("", pack.Audit), "/audit/export.csv?purpose=x"),
	"GET /protection": needs(anywhere("", pack.Audit), "/protection"),
	"GET /law":        needs(anywhere("", pack.SignLaw), "/law"), "/law/{key}/{row}": needs(anywhere("", pack.SignLaw), "/law/cpn.fpn.max_gbp/nonsense"),
	"GET /inbox": inside("/inbox", "/inbox?show=all"), "/inbox/{id}": inside("/inbox/nonsense"), "/preferences": inside("/preferences"),
	"GET /outbox": needs(governing, "/outbox", "/outbox?state=held&channel=inbox"), "/outbox/{id}": needs(governing, "/outbox/nonsense"),
	"GET /accounts": needs(governing, "/accounts"), "GET /accounts/new": needs(governing, "/accounts/new"),
	"GET /accounts/own": needs(watching, "/accounts/own"), "POST /accounts/own": act(watching, "/accounts/own"),
	"POST /accounts/new": needs(governing, "/accounts/new"), "GET /accounts/{id}": needs(governing, "/accounts/{account}"), "/accounts/{id}/post": needs(governing, "/accounts/{account}/post"),
	"/accounts/{id}/post/{post}": needs(governing, "/accounts/{account}/post/nonsense"), "/accounts/{id}/password": needs(governing, "/accounts/{account}/password"),
	"/accounts/{id}/compartment": needs(governing, "/accounts/{account}/compartment"), "/accounts/{id}/compartment/{membership}": needs(governing, "/accounts/{account}/compartment/nonsense"),
	"/accounts/{id}/authority": needs(governing, "/accounts/{account}/authority"), "/accounts/{id}/authority/{authority}": needs(governing, "/accounts/{account}/authority/nonsense"),
	"POST /accounts/{id}/able/{able}": needs(governing, "/accounts/{account}/able/nonsense"), "POST /accounts/{id}/sign-out": needs(governing, "/accounts/nonsense/sign-out"),
	"GET /authorities": inside("/authorities"), "/password": inside("/password"), "POST /password/sign-out": inside("/password/sign-out"),
}

// methods of a pattern: its own, or both.
func methods(pattern string) []string {
	for _, m := range []string{http.MethodGet, http.MethodPost} {
		if len(pattern) > len(m) && pattern[:len(m)+1] == m+" " {
			return []string{m}
		}
	}
	return []string{http.MethodGet, http.MethodPost}
}
