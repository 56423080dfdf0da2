// Package pattern describes how points lie in a rectangle: scattered as by chance, clustered, or kept apart.
//
// # The yardstick
//
// Complete spatial randomness is the null of every test here: n points, each anywhere in the window with equal chance,
// none minding the others (Diggle 2013, Statistical Analysis of Spatial and Spatio-Temporal Point Patterns, 3rd ed.). Crime
// is never so scattered, since people and streets are not, so a rejection says little by itself; the functions of distance
// say at which scale points gather, and [Envelope] compares them with simulations from any null that the caller can draw.
//
// # What is computed
//
//   - [ClarkEvans]: the mean distance to the nearest neighbour over the one expected (1954, Ecology 35:445), and with
//     Donnelly's correction for the edge (1978); [ClarkEvansCDF] corrects by the distribution of the distance instead. Below
//     1 is clustered, above 1 regular.
//   - [K]: Ripley's function (1976, Journal of Applied Probability 13:255), the mean number of further points within r of a
//     point over the intensity; πr² under the null. [L] is √(K/π), which is r.
//   - [G]: the share of points whose nearest neighbour is within r.
//   - [Quadrats]: counts in equal rectangles against an even spread, by chi-squared.
//
// # The edge
//
// A point near the border has neighbours that were not seen. [Border] leaves such points out of what is within r of the
// border. [Translation] weighs a pair by the area of the window over that of its overlap with itself shifted by the pair's
// difference (Ohser 1983). [Isotropic] weighs a pair by the inverse of the share of the circle round the first through the
// second that lies in the window (Ripley 1977); both weights stop at 100. For G there are the border method, Kaplan and
// Meier's estimate (Baddeley and Gill 1997, Annals of Statistics 25:263), which treats the distance to the border as
// censoring, and Hanisch's (1984), which weighs seen distances by the area from which they can be seen.
//
// Values are those of R's spatstat 3.0, on the radii given, and the tests hold them to 1e-9. The window is a rectangle with
// sides along the axes.
//
// # When not to use it
//
// Not for addresses on streets against a null of the open plane, which any town rejects: draw the null from where
// events could be and use [Envelope]. Not in a window that is not the area looked at, since empty ground outside it
// makes anything look clustered. The window is a rectangle; for other shapes count by area (package association).
package pattern

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Window is the rectangle in which points were looked for, in metres.
type Window struct {
	MinX, MinY, MaxX, MaxY float64
}

// Area is the window's, in square metres.
func (w Window) Area() float64 { return (w.MaxX - w.MinX) * (w.MaxY - w.MinY) }

// Perimeter is the window's, in metres.
func (w Window) Perimeter() float64 { return 2 * (w.MaxX - w.MinX + w.MaxY - w.MinY) }

// border is the distance of a point from the window's border.
func (w Window) border(x, y float64) float64 {
	return math.Min(math.Min(x-w.MinX, w.MaxX-x), math.Min(y-w.MinY, w.MaxY-y))
}

// ErrWindow says that a window holds no area, or not all of the points.
var ErrWindow = errors.New("window")

const smallestArea = 1e-12

// validate reports points that are no places or lie outside the window.
func (w Window) validate(p plane.Points) error {
	if err := p.Validate(); err != nil {
		return err
	}
	for _, v := range []float64{w.MinX, w.MinY, w.MaxX, w.MaxY} {
		if !(math.Abs(v) <= plane.MaxCoordinate) {
			return fmt.Errorf("%w: %+v is not a rectangle in metres", ErrWindow, w)
		}
	}
	if !(w.MaxX > w.MinX) || !(w.MaxY > w.MinY) || w.Area() < smallestArea {
		return fmt.Errorf("%w: %+v holds no area", ErrWindow, w)
	}
	for i := range p.X {
		if w.border(p.X[i], p.Y[i]) < 0 {
			return fmt.Errorf("%w: row %d (%g, %g) lies outside %+v", ErrWindow, i, p.X[i], p.Y[i], w)
		}
	}
	return nil
}

// radii reports radii that do not increase from 0 or more, or reach beyond the window's shorter side.
func (w Window) radii(r []float64) error {
	for i, v := range r {
		if !(v >= 0) || i > 0 && !(v > r[i-1]) {
			return fmt.Errorf("radii: number %d is %g; radii must increase from 0 or more", i, v)
		}
		if v > math.Min(w.MaxX-w.MinX, w.MaxY-w.MinY) {
			return fmt.Errorf("radii: %g is more than the shorter side of the window", v)
		}
	}
	return nil
}

// Nearest is the distance of every point from its nearest neighbour, in metres; +Inf where there is no other point. It
// takes the points along the longer side of their extent and looks both ways until no nearer point can follow.
func Nearest(p plane.Points) ([]float64, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	along, across := p.X, p.Y
	if minX, minY, maxX, maxY := p.Bounds(); maxY-minY > maxX-minX {
		along, across = p.Y, p.X
	}
	order := make([]int, p.Len())
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool {
		i, j := order[a], order[b]
		return along[i] < along[j] || along[i] == along[j] && across[i] < across[j]
	})
	out := make([]float64, p.Len())
	for at, i := range order {
		best := math.Inf(1)
		look := func(j int) bool {
			dx, dy := along[i]-along[j], across[i]-across[j]
			best = math.Min(best, math.Sqrt(dx*dx+dy*dy))
			return math.Abs(dx) < best
		}
		for k := at + 1; k < len(order) && look(order[k]); k++ {
		}
		for k := at - 1; k >= 0 && look(order[k]); k-- {
		}
		out[i] = best
	}
	return out, nil
}
