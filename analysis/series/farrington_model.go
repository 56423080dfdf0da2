package series

import "math"

// pastDesign is the model's view of the past: counts y at rows x, and the row of the present period. Columns: constant,
// parts of the year but the first, and time last, so that the trend can be left off.
type pastDesign struct {
	x    [][]float64
	y    []float64
	now  []float64
	most float64 // largest past count
}

// reference gathers the periods that the model learns from.
func (o FarringtonOptions) reference(counts []float64, k int) pastDesign {
	var d pastDesign
	parts := o.SeasonParts
	row := func(t, part int) []float64 {
		r := make([]float64, parts+1)
		r[0] = 1
		if part > 0 {
			r[part] = 1
		}
		r[parts] = float64(t-k) / float64(o.Frequency) // years, so that the columns are of one size
		return r
	}
	for year := o.Years; year >= 1; year-- {
		centre := k - year*o.Frequency
		end := centre + o.HalfWindow
		if parts > 1 {
			end = centre + o.Frequency - o.HalfWindow - 1
		}
		for t := max(0, centre-o.HalfWindow); t <= end; t++ {
			if parts > 1 && t >= k-o.LeaveOut {
				break
			}
			d.x = append(d.x, row(t, o.part(t-centre)))
			d.y = append(d.y, counts[t])
			d.most = math.Max(d.most, counts[t])
		}
	}
	if parts > 1 { // what precedes the present inside its own window belongs to the present's part of the year
		for t := k - o.HalfWindow; t < k-o.LeaveOut; t++ {
			d.x = append(d.x, row(t, 0))
			d.y = append(d.y, counts[t])
			d.most = math.Max(d.most, counts[t])
		}
	}
	d.now = row(k, 0)
	return d
}

// part is the part of the year of a period so many after the centre of a window: 0 in the window, then 1, 2 ... in
// blocks as equal as can be, the first ones longer by one.
func (o FarringtonOptions) part(after int) int {
	if o.SeasonParts == 1 || after <= o.HalfWindow {
		return 0
	}
	outside := o.Frequency - 2*o.HalfWindow - 1
	length, longer := outside/(o.SeasonParts-1), outside%(o.SeasonParts-1)
	at := after - o.HalfWindow - 1
	if at < longer*(length+1) {
		return 1 + at/(length+1)
	}
	return 1 + longer + (at-longer*(length+1))/length
}

// fit fits the model and, where asked, fits it again with past outbreaks played down.
func (o FarringtonOptions) fit(d pastDesign, trend bool) (*quasiPoisson, error) {
	x := d.x
	if !trend {
		x = make([][]float64, len(d.x))
		for i, r := range d.x {
			x[i] = r[:len(r)-1]
		}
	}
	if len(x) == 0 {
		return nil, errNotConverged
	}
	m, err := fitQuasiPoisson(x, d.y, nil)
	if err != nil || !o.Reweight {
		return m, err
	}
	return fitQuasiPoisson(x, d.y, o.outbreakWeights(m, d.y))
}

// outbreakWeights plays down counts whose standardised Anscombe residual s exceeds the bound, in proportion to 1/s^2.
func (o FarringtonOptions) outbreakWeights(m *quasiPoisson, y []float64) []float64 {
	dispersion := math.Max(1, m.dispersion)
	weights := make([]float64, len(y))
	total := 0.0
	for i, v := range y {
		s := 1.5 * (math.Pow(v, 2.0/3)*math.Pow(m.mean[i], -1.0/6) - math.Sqrt(m.mean[i]))
		s /= math.Sqrt(dispersion * math.Max(1-m.leverage[i], 1e-12))
		weights[i] = 1
		if s > o.ReweightAbove {
			weights[i] = 1 / (s * s)
		}
		total += weights[i]
	}
	for i := range weights {
		weights[i] *= float64(len(y)) / total
	}
	return weights
}

func (o FarringtonOptions) keepTrend(m *quasiPoisson, d pastDesign) bool {
	eta, _ := m.predict(d.now, 1)
	return o.Years >= 3 && m.p(len(m.coefficients)-1) < o.TrendP && math.Exp(eta) <= d.most
}
