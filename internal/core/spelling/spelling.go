// Package spelling counts how far apart two spellings are: people mistype, and write as they speak. It is pure.
package spelling

const longestWord = 40 // a longer one is the same only as it stands

// Slips is the number of letters left out, put in, changed or swapped with their neighbour (optimal string alignment);
// most+1 where it is more than most.
func Slips(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var space [3][longestWord + 1]int // on the stack: a search counts slips against every word that there is
	if len(b) > longestWord {
		return most + 1
	}
	before, last, row := space[0][:len(b)+1], space[1][:len(b)+1], space[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
