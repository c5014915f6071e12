package table

import "sync"

// encode fills the rows of codes of a problem whose rows are those of the table.
func (p *problem) encode(cols []*Column, workers int) {
	const block = 4096
	workers = max(1, min(workers, p.n/block))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			var buf [block]uint32
			for from := w * block; from < p.n; from += workers * block {
				n := min(block, p.n-from)
				for j, c := range cols {
					c.codes.decode(buf[:n], from)
					code, at := p.trees[j].code, from*p.q+j
					for _, x := range buf[:n] {
						p.codes[at] = code[x]
						at += p.q
					}
				}
			}
		})
	}
	wg.Wait()
}
