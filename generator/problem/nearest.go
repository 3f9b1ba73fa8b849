package problem

// Nearest returns the known name that is the fewest edits (insert, delete, replace, swap of neighbours) away from what was
// written, or "" if none is near enough to be what the editor meant. Near is at most a third of the longer name's characters,
// or one edit between names of two or three.
func Nearest(written string, known []string) string {
	w := []rune(written)
	best, bestDist := "", 1<<30
	for _, k := range known {
		r := []rune(k)
		limit := max(min(1, len(w)-1, len(r)-1), max(len(w), len(r))/3)
		if abs(len(w)-len(r)) > limit {
			continue
		}
		if d := distance(w, r); d <= limit && (d < bestDist || d == bestDist && k < best) {
			best, bestDist = k, d
		}
	}
	return best
}

// distance is the optimal string alignment distance.
func distance(a, b []rune) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
