package audit

import "strings"

// post is role@body in words.
func (s *screens) post(id string) string {
	role, body, _ := strings.Cut(id, "@")
	if r, ok := s.desk.Pack().Role(role); ok {
		role = r.Name
	}
	if b, ok := s.desk.Pack().Body(body); ok {
		body = b.Name
	}
	if body == "" {
		return role
	}
	return role + ", " + body
}
