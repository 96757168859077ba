package search

// digits write numbers to the base of 32, the least first; each but the last
// has 32 added. They are the letters of base64url (RFC 4648, section 5): text
// that JSON leaves as it is.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// AppendNumber appends a number to text that the readers' scripts take apart
// again (static/numbers.js). Small numbers, which most are, take one byte, and
// no separator is needed.
func AppendNumber(b []byte, n int) []byte {
	for ; n >= 32; n /= 32 {
		b = append(b, digits[n%32+32])
	}
	return append(b, digits[n])
}

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

// group is all forms with one stem, of which its postings are in blocks.
type group struct {
	last        int32 // event of the last posting; -1 before the first
	first, tail int32 // blocks; none and undefined before the first posting
	fill        int32 // digits in the tail
}

// none is no block.
const none = -1

// block is a piece of a group's postings. Most groups have few.
type block struct {
	digits [12]byte
	next   int32
}

// blocks are the blocks of all groups, by number, in memory that stays where it
// is when it grows.
type blocks struct {
	pages []*[blocksPerPage]block
	n     int32
}

const blocksPerPage = 1 << 12

func (b *blocks) at(i int32) *block { return &b.pages[i/blocksPerPage][i%blocksPerPage] }

func (b *blocks) add() int32 {
	if b.n%blocksPerPage == 0 {
		b.pages = append(b.pages, new([blocksPerPage]block))
	}
	b.at(b.n).next = none
	b.n++
	return b.n - 1
}

// post writes a posting for each word that was added for an event: the events
// since the group's last posting, less one, times eight plus the level. Events
// come in order.
func (x *indexer) post(event, importance int) {
	for _, g := range x.touched {
		group := &x.groups[g]
		x.number = AppendNumber(x.number[:0], (event-int(group.last)-1)*levels+levelOf(x.weights[g], importance))
		for _, digit := range x.number {
			x.blocks.write(group, digit)
		}
		group.last = int32(event)
		x.weights[g] = 0
	}
	x.touched = x.touched[:0]
}

// write appends a digit to the postings of a group.
func (b *blocks) write(g *group, digit byte) {
	switch {
	case g.first == none:
		g.first = b.add()
		g.tail = g.first
	case int(g.fill) == len(block{}.digits):
		next := b.add()
		b.at(g.tail).next = next
		g.tail, g.fill = next, 0
	}
	b.at(g.tail).digits[g.fill] = digit
	g.fill++
}

// append appends the postings of a group to out.
func (b *blocks) append(out []byte, g group) []byte {
	for i := g.first; i != none; {
		block := b.at(i)
		if i == g.tail {
			return append(out, block.digits[:g.fill]...)
		}
		out = append(out, block.digits[:]...)
		i = block.next
	}
	return out
}

// size is the length of the postings of a group.
func (b *blocks) size(g group) int {
	n := 0
	for i := g.first; i != none && i != g.tail; i = b.at(i).next {
		n += len(block{}.digits)
	}
	return n + int(g.fill)
}
