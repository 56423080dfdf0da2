package pack

// homes are the home screens that a role may have.
var homes = []string{"triage", "casework", "police", "tasking", "patrol", "analysis", "performance", "board", "panel", "monitoring", "protection", "admin"}

// checkRoles looks at what each role may do.
func (l *loader) checkRoles(r registry) {
	for i := range l.pack.Roles {
		x := &l.pack.Roles[i]
		at := join("roles", i)
		l.oneOf("home", x.Home, homes, at+".home")
		for j := range x.Grants {
			g := &x.Grants[j]
			path := join(at, "grants", j)
			for n, kind := range g.Kinds {
				if kind != "*" {
					l.ref(r, "kinds", kind, join(path, "kinds", n))
				}
			}
			for n, marking := range g.Markings {
				l.oneOf("marking", marking, Markings, join(path, "markings", n))
			}
			if len(g.Kinds) == 0 && !kindless(g.Verbs) {
				l.add(l.spot(path), "", "a grant of %s needs \"kinds:\"", verbList(g.Verbs))
			}
		}
	}
}

// kindless says that every verb stands for something other than records: facts, users, the audit, the law.
func kindless(verbs []Verb) bool {
	for _, v := range verbs {
		switch v {
		case Analyse, Import, Admin, Audit, SignLaw:
		default:
			return false
		}
	}
	return true
}

func verbList(verbs []Verb) string {
	words := make([]string, len(verbs))
	for i, v := range verbs {
		words[i] = string(v)
	}
	return listed(words)
}
