package photo

import (
	"image"
	"image/draw"
	"math"
)

// scaled draws a picture on white, its longer side no longer than longest. A picture is never made larger.
func scaled(m image.Image, longest int) *image.RGBA {
	size := m.Bounds().Size()
	if long := max(size.X, size.Y); long > longest {
		ratio := float64(longest) / float64(long)
		width, height := max(1, int(math.Round(float64(size.X)*ratio))), max(1, int(math.Round(float64(size.Y)*ratio)))
		return reduced(m, width, height)
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	onWhite(out, m, m.Bounds().Min)
	return out
}

func onWhite(out *image.RGBA, m image.Image, at image.Point) {
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, m, at, draw.Over)
}

// reduced makes each pixel the mean of the part of the picture that it stands for. It goes row by row, because the scalers
// of x/image/draw keep 32 bytes for every row and new column: half a gigabyte for a photo of 50 megapixels.
func reduced(m image.Image, width, height int) *image.RGBA {
	from := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	strip := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	row, sum := make([]float32, 4*width), make([]float32, 4*width)
	high := float64(from.Dy()) / float64(height) // rows of the picture for one of the result
	for y, sy := 0, 0; sy < from.Dy(); sy++ {
		onWhite(strip, m, image.Pt(from.Min.X, from.Min.Y+sy))
		narrowed(strip.Pix, row)
		end := float64(y+1) * high
		here := float32(math.Min(1, end-float64(sy))) // share of this row above the end of the result's row
		add(sum, row, here)
		if float64(sy+1) >= end-1e-9 || sy == from.Dy()-1 {
			settle(sum, out.Pix[y*out.Stride:], float32(1/high))
			clear(sum)
			if y++; y == height {
				break
			}
			add(sum, row, 1-here)
		}
	}
	return out
}

// narrowed takes a row of pixels to the means of as many as row has.
func narrowed(pix []uint8, row []float32) {
	wide := float64(len(pix)/4) / float64(len(row)/4)
	for x := range len(row) / 4 {
		start, end := float64(x)*wide, float64(x+1)*wide
		var sum [4]float32
		for i := int(start); i < min(len(pix)/4, int(math.Ceil(end-1e-9))); i++ {
			share := float32(math.Min(end, float64(i+1)) - math.Max(start, float64(i)))
			for c := range sum {
				sum[c] += share * float32(pix[4*i+c])
			}
		}
		for c := range sum {
			row[4*x+c] = sum[c] / float32(wide)
		}
	}
}

func add(sum, row []float32, share float32) {
	for i, v := range row {
		sum[i] += share * v
	}
}

func settle(sum []float32, pix []uint8, scale float32) {
	for i, v := range sum {
		pix[i] = uint8(min(255, v*scale+0.5))
	}
}

// turned gives the picture as the camera saw it, by the EXIF orientation (CIPA DC-008, tag Orientation).
func turned(m *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			fromX, fromY := source(orientation, x, y, w, h)
			at, from := out.PixOffset(x, y), m.PixOffset(fromX, fromY)
			copy(out.Pix[at:at+4], m.Pix[from:from+4])
		}
	}
	return out
}

// source is the pixel of a stored picture of w by h that belongs at x, y of the upright one.
func source(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	}
	return w - 1 - y, x // 8
}
