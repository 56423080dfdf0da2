package nearrepeat

// cells tell for sixty-four lanes at once which deal two events dates that may be near: less than so many days apart. The
// days are cut into cells twice as long, once from the first day and once from as many days later as make a date near; of
// two dates that are near, at most one of the two ways to cut goes between them, so that they share a cell in the other. Cells are
// numbered from 0 to 15 and again. Word k holds bit k of the numbers in all lanes: four words of the first cutting and
// four of the second.
type cells [2]cutting

type cutting [cellBits]uint64

const cellBits = 4

// near has a bit for every lane in which the dates may be near: it is never 0 where they are, and in one lane of nine or
// so where a month is near in two years.
func (c *cells) near(other *cells) uint64 { return ^(c[0].apart(&other[0]) & c[1].apart(&other[1])) }

// apart has a bit for every lane in which the cells differ.
func (c *cutting) apart(other *cutting) uint64 {
	return (c[0] ^ other[0]) | (c[1] ^ other[1]) | (c[2] ^ other[2]) | (c[3] ^ other[3])
}

// cellCodes are the numbers of the cells of so many dates, in four bits each.
func cellCodes(dates, near int) *[1 << 16]byte {
	const mask = 1<<cellBits - 1
	codes := new([1 << 16]byte)
	for date := range dates {
		codes[date] = byte(date/(2*near)&mask | (date+near)/(2*near)&mask<<cellBits)
	}
	return codes
}

// gathered makes cells of words that hold the bytes of eight lanes each, transposed: bytes trade places as bits do in transposed.
func gathered(words *[8]uint64) (c cells) {
	trade := func(apart, shift int, mask uint64) {
		for k := range words {
			if k&apart == 0 {
				t := (words[k]>>shift ^ words[k+apart]) & mask
				words[k+apart] ^= t
				words[k] ^= t << shift
			}
		}
	}
	trade(1, 8, 0x00ff_00ff_00ff_00ff)
	trade(2, 16, 0x0000_ffff_0000_ffff)
	trade(4, 32, 0x0000_0000_ffff_ffff)
	copy(c[0][:], words[:cellBits])
	copy(c[1][:], words[cellBits:])
	return c
}

// transposed takes a word as eight rows of eight bits and turns rows into columns (Warren 2013, Hacker's Delight, 7-3).
func transposed(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa_00aa_00aa_00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000_cccc_0000_cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x0000_0000_f0f0_f0f0
	return x ^ t ^ t<<28
}
