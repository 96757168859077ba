package search

// A posting is written as (events since the group's last posting, less one)
// times eight plus its level, as digits to the base of 32, the least first, of
// which each but the last has 32 added. Digits are the letters of base64url
// (RFC 4648, section 5): text that JSON leaves as it is.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// levels is how finely it is told how much an event is about a word: three
// bits.
const levels = 8

// half is the weight that makes half of the highest level: little more than a
// word's place in a summary. What is more counts ever less (BM25's k).
const half = 4 * weightBody

// levelOf returns the level of a word that has the weight in an event of the
// importance, from 1 to 5. Importance tips the balance, by eight parts in a
// hundred at most.
func levelOf(weight int32, importance int) int {
	w := int64(weight) * int64(22+importance) / 25
	return int(levels * w / (w + half))
}

// group is all forms with one stem.
type group struct {
	last     int32  // event of the last posting; -1 before the first
	postings []byte // as they are written
}

func newGroup() group { return group{last: -1} }

// post writes a posting for each word that was added for an event. Events
// come in order.
func (x *indexer) post(event, importance int) {
	for _, g := range x.touched {
		group := &x.groups[g]
		n := (event-int(group.last)-1)*levels + levelOf(x.weights[g], importance)
		group.postings = appendDigits(group.postings, n)
		group.last = int32(event)
		x.weights[g] = 0
	}
	x.touched = x.touched[:0]
}

func appendDigits(b []byte, n int) []byte {
	for ; n >= 32; n /= 32 {
		b = append(b, digits[n%32+32])
	}
	return append(b, digits[n])
}
