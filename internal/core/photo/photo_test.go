package photo

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// corners is a picture of 60 by 40: red, green above blue, white.
func corners() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for y := range 40 {
		for x := range 60 {
			c := color.RGBA{255, 0, 0, 255}
			switch {
			case x >= 30 && y >= 20:
				c = color.RGBA{255, 255, 255, 255}
			case x >= 30:
				c = color.RGBA{0, 160, 0, 255}
			case y >= 20:
				c = color.RGBA{0, 0, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const secret = "GPS 51.5180 -0.0593 Jane's phone"

// tiff is the EXIF of a phone: the orientation, and a description that must not survive.
func tiff(orientation uint16, order binary.AppendByteOrder) []byte {
	b := []byte("MM\x00*")
	if order.String() == "LittleEndian" {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, e := range []struct {
		tag, kind uint16
		n, value  uint32
	}{{0x010e, 2, uint32(len(secret)), 38}, {0x0112, 3, 1, 0}} {
		b = order.AppendUint16(b, e.tag)
		b = order.AppendUint16(b, e.kind)
		b = order.AppendUint32(b, e.n)
		if e.tag == 0x0112 {
			b = order.AppendUint16(b, orientation)
			b = append(b, 0, 0)
			continue
		}
		b = order.AppendUint32(b, e.value)
	}
	b = order.AppendUint32(b, 0)
	return append(b, secret...)
}

func withExif(photo []byte, orientation uint16) []byte {
	payload := append([]byte("Exif\x00\x00"), tiff(orientation, binary.BigEndian)...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(payload)+2))
	return append(append(head, payload...), photo[2:]...)
}

func withChunk(picture []byte, kind string, data []byte) []byte {
	c := append([]byte(kind), data...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c))
	c = append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), c...)
	const header = 8 + 25 // signature and IHDR
	return append(append(append([]byte{}, picture[:header]...), c...), picture[header:]...)
}

func clean(t testing.TB, content []byte) *Photo {
	t.Helper()
	p, err := NewCleaner(Limits{}).Clean(context.Background(), bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func near(t testing.TB, p *Photo, x, y int, want color.RGBA) bool {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(p.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := m.At(x, y).RGBA()
	off := func(a uint32, b uint8) bool { d := int(a>>8) - int(b); return d < -24 || d > 24 }
	return !off(r, want.R) && !off(g, want.G) && !off(b, want.B)
}

func TestAPhotoIsTurnedTheRightWayUpWhicheverWayTheCameraWasHeld(t *testing.T) {
	red, green, blue, white := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 160, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 255, 255}
	for orientation, want := range map[uint16][4]color.RGBA{ // top left, top right, bottom left, bottom right
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
		0: {red, green, blue, white}, 9: {red, green, blue, white},
	} {
		for name, content := range map[string][]byte{
			"jpeg": withExif(jpegOf(t, corners()), orientation),
			"png":  withChunk(pngOf(t, corners()), "eXIf", tiff(orientation, binary.LittleEndian)),
		} {
			p := clean(t, content)
			if tall := orientation >= 5 && orientation <= 8; (p.Width == 40) != tall || p.Format != name {
				t.Errorf("%s held %d is %d by %d", name, orientation, p.Width, p.Height)
			}
			for i, at := range [4][2]int{{8, 8}, {p.Width - 9, 8}, {8, p.Height - 9}, {p.Width - 9, p.Height - 9}} {
				if !near(t, p, at[0], at[1], want[i]) {
					t.Errorf("%s held %d: corner %d is wrong", name, orientation, i)
				}
			}
		}
	}
}

func TestNothingOfTheFileButThePictureRemains(t *testing.T) {
	content := append(withExif(jpegOf(t, corners()), 6), []byte("<script>second file</script>"+secret)...)
	comment := append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(secret) + 2)}, secret...)
	content = append(comment, content[2:]...)
	for _, c := range [][]byte{content, withChunk(pngOf(t, corners()), "tEXt", []byte("Comment\x00"+secret))} {
		if !bytes.Contains(c, []byte(secret)) {
			t.Fatal("the fixture must hold what is to be taken out")
		}
		p := clean(t, c)
		for _, out := range [][]byte{p.JPEG, p.Thumbnail} {
			if bytes.Contains(out, []byte("Jane")) || bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("script")) {
				t.Error("something of the file remains")
			}
			segments(out, func(marker byte, _ []byte) bool {
				if marker >= 0xe1 && marker <= 0xef || marker == 0xfe {
					t.Errorf("segment %x remains", marker)
				}
				return false
			})
		}
		if len(p.Original) != 64 {
			t.Errorf("fingerprint %q", p.Original)
		}
	}
}

func TestALargePhotoIsMadeSmallerAndATransparentOneStandsOnWhite(t *testing.T) {
	wide := image.NewNRGBA(image.Rect(0, 0, 3000, 700))
	for x := range 3000 {
		for y := range 700 {
			wide.SetNRGBA(x, y, color.NRGBA{uint8(x / 12), 0, 0, 255})
		}
	}
	p := clean(t, jpegOf(t, wide))
	thumb, err := jpeg.DecodeConfig(bytes.NewReader(p.Thumbnail))
	if err != nil || p.Width != 2560 || p.Height != 597 || thumb.Width != 320 || thumb.Height != 75 {
		t.Errorf("%d by %d, thumbnail %+v, %v", p.Width, p.Height, thumb, err)
	}
	if !near(t, p, 1280, 300, color.RGBA{125, 0, 0, 255}) {
		t.Error("the middle has another colour")
	}
	clear := clean(t, pngOf(t, image.NewNRGBA(image.Rect(0, 0, 20, 20))))
	if !near(t, clear, 10, 10, color.RGBA{255, 255, 255, 255}) {
		t.Error("nothing is white")
	}
}

// The mean of a picture is the mean of the smaller one, whatever the sizes: nothing is lost at an edge or counted twice.
func TestMakingSmallerKeepsTheMeanOfThePicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(2, 40).Draw(t, "w"), rapid.IntRange(2, 40).Draw(t, "h")
		m := image.NewGray(image.Rect(3, 5, 3+w, 5+h))
		want := 0.0
		for i := range m.Pix {
			m.Pix[i] = uint8(rapid.IntRange(0, 255).Draw(t, "v"))
			want += float64(m.Pix[i]) / float64(len(m.Pix))
		}
		out := reduced(m, rapid.IntRange(1, w).Draw(t, "to w"), rapid.IntRange(1, h).Draw(t, "to h"))
		got := 0.0
		for i := 0; i < len(out.Pix); i += 4 {
			got += float64(out.Pix[i]) / float64(len(out.Pix)/4)
		}
		if got < want-0.6 || got > want+0.6 {
			t.Fatalf("mean %g of %d by %d became %g of %v", want, w, h, got, out.Rect)
		}
	})
}

// A lossless WebP of one pixel.
const webpPixel = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

func TestWebPIsTaken(t *testing.T) {
	content, err := base64.StdEncoding.DecodeString(webpPixel)
	if err != nil {
		t.Fatal(err)
	}
	if p := clean(t, content); p.Format != "webp" || p.Width != 1 {
		t.Errorf("%+v", p)
	}
}

// frameInCanvas is a WebP whose canvas is one pixel and whose lossless frame is of 16,384 by 16,384.
func frameInCanvas() []byte {
	frame := []byte{0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0}
	body := append([]byte("WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00VP8L\x08\x00\x00\x00"), frame...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func TestAFileThatIsNoPhotoIsRefusedWithWhatToDo(t *testing.T) {
	good := jpegOf(t, corners())
	bomb := pngOf(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(bomb[16:], 60_000)
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	lied := append([]byte(nil), good...)
	if at := bytes.Index(lied, []byte{0xff, 0xc0}); at > 0 {
		binary.BigEndian.PutUint16(lied[at+5:], 65_000)
		binary.BigEndian.PutUint16(lied[at+7:], 65_000)
	}
	for _, c := range []struct {
		name, content string
		reason        Reason
	}{
		{"nothing", "", Empty},
		{"text", "hello, I am photo.jpg", NotImage},
		{"a document", "%PDF-1.7", NotImage},
		{"a program", "MZ\x90\x00", NotImage},
		{"a web page", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", NotImage},
		{"GIF", "GIF89a\x01\x00\x01\x00", NotImage},
		{"an iPhone's photo", "\x00\x00\x00\x24ftypheic\x00\x00\x00\x00", HEIC},
		{"AVIF", "\x00\x00\x00\x20ftypavif", HEIC},
		{"a film", "\x00\x00\x00\x18ftypmp42", Recording},
		{"an iPhone's film", "\x00\x00\x00\x14ftypqt  ", Recording},
		{"WebM", "\x1a\x45\xdf\xa3\x9f", Recording},
		{"sound", "ID3\x03\x00", Recording},
		{"bare MP3", "\xff\xfb\x90\x64", Recording},
		{"WAV", "RIFF\x24\x00\x00\x00WAVEfmt ", Recording},
		{"half a photo", string(good[:len(good)/2]), Damaged},
		{"only the start", "\xff\xd8\xff\xe0", Damaged},
		{"a PNG cut short", string(pngOf(t, corners())[:40]), Damaged},
		{"a bomb", string(bomb), TooMany},
		{"a frame larger than its canvas", string(frameInCanvas()), TooMany},
		{"a JPEG that lies", string(lied), TooMany},
		{"too large", strings.Repeat("x", 21<<20), TooLarge},
	} {
		_, err := NewCleaner(Limits{}).Clean(context.Background(), strings.NewReader(c.content))
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Reason != c.reason || refusal.Words == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAProgressivePhotoIsHeldToItsGreaterCost(t *testing.T) {
	if isProgressive(jpegOf(t, corners())) || !isProgressive([]byte("\xff\xd8\xff\xc2\x00\x04ab")) || !isProgressive([]byte("\xff\xd8\xff")) {
		t.Error("what is not plainly baseline is the dearer kind")
	}
	small := NewCleaner(Limits{Memory: 60 * 40 * 4})
	if _, err := small.Clean(context.Background(), bytes.NewReader(jpegOf(t, corners()))); err != nil {
		t.Error(err)
	}
	var refusal *Refusal
	if _, err := small.Clean(context.Background(), bytes.NewReader(pngOf(t, image.NewRGBA64(image.Rect(0, 0, 60, 40))))); !errors.As(err, &refusal) {
		t.Errorf("16 bits a colour: %v", err)
	}
}

func TestASenderWhoGoesAwayFreesTheTurn(t *testing.T) {
	c := NewCleaner(Limits{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := c.turns.Acquire(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clean(ctx, bytes.NewReader(jpegOf(t, corners()))); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func FuzzAnyFileIsCleanedOrRefused(f *testing.F) {
	f.Add(withExif(jpegOf(f, corners()), 6))
	f.Add(withChunk(pngOf(f, corners()), "eXIf", tiff(3, binary.LittleEndian)))
	webp, _ := base64.StdEncoding.DecodeString(webpPixel)
	f.Add(webp)
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Add([]byte("RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff"))
	c := NewCleaner(Limits{Memory: 1 << 22})
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := c.Clean(context.Background(), bytes.NewReader(content))
		var refusal *Refusal
		if err != nil {
			if !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			return
		}
		if _, err := jpeg.Decode(bytes.NewReader(p.JPEG)); err != nil {
			t.Fatal(err)
		}
	})
}
