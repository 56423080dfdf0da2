package pack

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxYAML and maxDepth keep a broken file from taking the reader down with it.
const (
	maxYAML  = 4 << 20
	maxDepth = 48
)

// sections are the keys that may stand at the top of a file, each with the list of the pack that it fills.
func (l *loader) sections() map[string]any {
	p := l.pack
	return map[string]any{
		"partnership": &p.Partnership, "kinds": &p.Kinds, "forms": &p.Forms, "roles": &p.Roles, "agreements": &p.Agreements, "compartments": &p.Compartments, "categories": &p.Categories, "words": &p.Words,
		"notices": &p.Notices, "advice": &p.Advice, "routes": &p.Routes, "teams": &p.Teams, "bodies": &p.Bodies,
		"area_sets": &p.AreaSets, "area_groups": &p.AreaGroups, "place_kinds": &p.PlaceKinds, "districts": &p.Districts, "places": &p.Places, "ground": &p.Ground,
		"papers": &p.Papers, "orders": &p.Orders, "contacts": &p.Contacts, "standards": &p.Standards, "risks": &p.Risks, "matrices": &p.Matrices, "plans": &p.Plans,
		"indicators": &p.Indicators, "messages": &p.Messages, "profile": &p.Profile, "users": &p.Users, "leavers": &p.Leavers, "duty": &p.Duty, "case_review": &p.CaseReview,
	}
}

// readYAML reads the sections of one file into the pack.
func (l *loader) readYAML(name string, parsed parsedFile) {
	if err := parsed.err; err != nil {
		at := spot{file: name}
		var where yaml.Error
		if errors.As(err, &where) && where.GetToken() != nil {
			at.line, at.column = where.GetToken().Position.Line, where.GetToken().Position.Column
			err = errors.New(where.GetMessage())
		}
		l.add(at, likelyOf(err), "is not YAML: %v", err)
		return
	}
	for _, doc := range parsed.tree.Docs {
		if doc.Body == nil {
			continue
		}
		pairs, ok := mapping(doc.Body)
		if !ok {
			l.add(spotOf(name, doc.Body), "", "a file of a pack holds sections such as \"bodies:\"")
			continue
		}
		l.readSections(name, doc.Body, pairs)
	}
}

// likelyOf is what was probably meant where a file is not YAML.
func likelyOf(err error) string {
	if strings.Contains(err.Error(), "'\t'") {
		return "spaces in place of the tab"
	}
	return ""
}

func (l *loader) readSections(name string, body ast.Node, pairs []*ast.MappingValueNode) {
	d := &decoder{loader: l, file: name}
	if len(pairs) > 0 && keyText(pairs[0]) == "kind" {
		l.pack.Kinds = append(l.pack.Kinds, Kind{})
		last := len(l.pack.Kinds) - 1
		d.decode(body, reflect.ValueOf(&l.pack.Kinds[last]).Elem(), fmt.Sprintf("kinds.%d", last))
		return
	}
	if len(pairs) > 0 && keyText(pairs[0]) == "form" {
		l.pack.Forms = append(l.pack.Forms, Form{})
		last := len(l.pack.Forms) - 1
		d.decode(body, reflect.ValueOf(&l.pack.Forms[last]).Elem(), fmt.Sprintf("forms.%d", last))
		return
	}
	known := l.sections()
	for _, pair := range pairs {
		key := keyText(pair)
		switch target, ok := known[key]; {
		case key == "figures":
			d.figures(pair.Value)
		case !ok:
			l.add(spotOf(name, pair.Key), nearest(key, append(keysOf(known), "figures", "kind", "form")), "there is no section %s", shown(key))
		case key == "partnership" || key == "duty" || key == "case_review":
			if first, twice := l.at[key]; twice {
				l.add(spotOf(name, pair.Key), "", "the %s is declared twice; the first is at %s:%d", key, first.file, first.line)
				continue
			}
			d.decode(pair.Value, reflect.ValueOf(target).Elem(), key)
		default:
			d.appendTo(pair.Value, reflect.ValueOf(target).Elem(), key)
		}
	}
}

// figures takes the name of the CSV that holds the figures.
func (d *decoder) figures(node ast.Node) {
	name, ok := scalar(node)
	if !ok {
		d.add(spotOf(d.file, node), "", "figures: names a CSV file of the pack")
		return
	}
	d.readFigures(name, spotOf(d.file, node))
}

// parseYAML parses a file, and turns any crash of the parser on a broken file into an error.
func parseYAML(data []byte) (tree *ast.File, err error) {
	if len(data) > maxYAML {
		return nil, fmt.Errorf("a YAML file may have %d MiB", maxYAML>>20)
	}
	if line := tooDeep(data); line > 0 {
		return nil, fmt.Errorf("line %d nests more than %d deep", line, maxDepth)
	}
	defer func() {
		if crash := recover(); crash != nil {
			tree, err = nil, fmt.Errorf("the parser gave up (%v)", crash)
		}
	}()
	return parser.ParseBytes(data, 0)
}

// tooDeep is the line at which brackets or dashes nest beyond reason, or 0. It counts without reading quotes, which
// only a file that is no pack could mind.
func tooDeep(data []byte) int {
	depth := 0
	for i, line := range strings.Split(string(data), "\n") {
		depth += strings.Count(line, "[") + strings.Count(line, "{") - strings.Count(line, "]") - strings.Count(line, "}")
		depth = max(depth, 0)
		opened := strings.Count(line, "[[") + strings.Count(line, "{{") + strings.Count(line, "- - ") + strings.Count(line, "? ? ")
		if depth > maxDepth || opened > maxDepth {
			return i + 1
		}
	}
	return 0
}

// mapping gives the pairs of a mapping, and false where the node is none.
func mapping(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// scalar gives the text of a string or a number as it was written.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func keyText(pair *ast.MappingValueNode) string {
	if s, ok := pair.Key.(ast.Node); ok {
		if text, ok := scalar(s); ok {
			return text
		}
		return s.String()
	}
	return ""
}

func spotOf(file string, node ast.Node) spot {
	at := spot{file: file}
	if pairs, ok := mapping(node); ok && len(pairs) > 0 {
		node = pairs[0].Key // the token of a mapping is its colon
	}
	if node != nil && node.GetToken() != nil && node.GetToken().Position != nil {
		at.line, at.column = node.GetToken().Position.Line, node.GetToken().Position.Column
	}
	return at
}
