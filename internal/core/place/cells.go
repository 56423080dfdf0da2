package place

import "math"

// cells lays a grid over the areas of one layer so that most points are answered by one look: a cell that no edge touches
// lies wholly in the same areas, and only the others ask polygons.
type cells struct {
	box           box
	columns, rows int
	stepX, stepY  float64
	whole         []int32   // area that holds the whole cell; outside, or ask
	candidates    [][]int32 // for a cell that asks: areas whose box touches it, in the layer's order
	areas         []*Area
}

const (
	outsideCell = -1
	askCell     = -2
)

func newCells(areas []*Area) *cells {
	g := &cells{box: emptyBox(), areas: areas}
	for _, a := range areas {
		g.box.add(a.box.west, a.box.south)
		g.box.add(a.box.east, a.box.north)
	}
	side := int(math.Sqrt(float64(max(4096, min(1<<18, len(areas)*256)))))
	g.columns, g.rows = side, side
	g.stepX = math.Max(g.box.east-g.box.west, 1e-9) / float64(side)
	g.stepY = math.Max(g.box.north-g.box.south, 1e-9) / float64(side)
	g.whole = make([]int32, side*side)
	g.candidates = make([][]int32, side*side)
	for i, a := range areas {
		g.touch(a, int32(i))
	}
	for c := range g.whole {
		if g.whole[c] != askCell {
			g.whole[c] = g.ask(g.centre(c), g.candidates[c])
			g.candidates[c] = nil
		}
	}
	return g
}

// touch notes the area as a candidate of every cell in its box, and marks the cells that its edges pass as ones that ask.
// A margin of a thousandth of a cell keeps rounding from losing a cell that an edge only grazes.
func (g *cells) touch(a *Area, i int32) {
	g.each(a.box, func(c int) { g.candidates[c] = append(g.candidates[c], i) })
	for _, band := range a.bands {
		for _, e := range band {
			around := box{math.Min(e.x1, e.x2), e.y1, math.Max(e.x1, e.x2), e.y2}
			g.each(around, func(c int) {
				if g.whole[c] != askCell && g.passes(e, c) {
					g.whole[c] = askCell
				}
			})
		}
	}
}

// passes says that an edge may touch a cell: not when all four corners lie clearly on one side of its line.
func (g *cells) passes(e edge, c int) bool {
	const margin = 1e-3
	x, y := g.box.west+float64(c%g.columns)*g.stepX, g.box.south+float64(c/g.columns)*g.stepY
	west, east := x-margin*g.stepX, x+(1+margin)*g.stepX
	south, north := y-margin*g.stepY, y+(1+margin)*g.stepY
	left, right := false, false
	for _, corner := range [4][2]float64{{west, south}, {east, south}, {west, north}, {east, north}} {
		side := (e.x2-e.x1)*(corner[1]-e.y1) - (e.y2-e.y1)*(corner[0]-e.x1)
		left, right = left || side >= 0, right || side <= 0
	}
	return left && right
}

func (g *cells) each(b box, do func(cell int)) {
	const margin = 1e-3
	west, east := g.column(b.west-margin*g.stepX), g.column(b.east+margin*g.stepX)
	south, north := g.row(b.south-margin*g.stepY), g.row(b.north+margin*g.stepY)
	for r := south; r <= north; r++ {
		for c := west; c <= east; c++ {
			do(r*g.columns + c)
		}
	}
}

func (g *cells) column(lon float64) int {
	return max(0, min(g.columns-1, int((lon-g.box.west)/g.stepX)))
}

func (g *cells) row(lat float64) int {
	return max(0, min(g.rows-1, int((lat-g.box.south)/g.stepY)))
}

func (g *cells) centre(c int) Point {
	return Point{g.box.west + (float64(c%g.columns)+0.5)*g.stepX, g.box.south + (float64(c/g.columns)+0.5)*g.stepY}
}

func (g *cells) ask(p Point, candidates []int32) int32 {
	for _, i := range candidates {
		if g.areas[i].Holds(p) {
			return i
		}
	}
	return outsideCell
}

// find is the area that holds a point, nil where none does. Where boundaries overlap it is the first of the layer.
func (g *cells) find(p Point) *Area {
	if !g.box.holds(p) {
		return nil
	}
	c := g.row(p.Lat)*g.columns + g.column(p.Lon)
	i := g.whole[c]
	if i == askCell {
		i = g.ask(p, g.candidates[c])
	}
	if i == outsideCell {
		return nil
	}
	return g.areas[i]
}
