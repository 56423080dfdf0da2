package gate

// Told says to which of some questions the reporter's own report says yes, where that decides how its page is shown. A reporter
// is given no field, for staff write beside the answers.
func (v *View) Told(fields ...string) (map[string]bool, error) {
	r, err := v.r.Find(v.r.Principal.Record)
	if err != nil {
		return nil, err
	}
	yes := map[string]bool{}
	for _, f := range fields {
		yes[f] = r.Fields.Yes(f)
	}
	return yes, nil
}
