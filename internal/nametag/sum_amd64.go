//go:build amd64 && !purego

package nametag

import "github.com/lethe-pii/lethe/internal/lex"

var hasAVX2 = lex.HasAVX2()

func sumRows(rows []byte, shift uint, features []uint32, sum *[Columns]uint16) {
	if !hasAVX2 || len(features) == 0 {
		sumRowsPortable(rows, shift, features, sum)
		return
	}
	sumRows16(&rows[0], shift, &features[0], len(features), sum)
}

// fetchRows has the rows of features brought near while other work is done.
func fetchRows(rows []byte, shift uint, features []uint32) {
	prefetchRows(&rows[0], shift, &features[0], len(features))
}

//go:noescape
func prefetchRows(rows *byte, shift uint, features *uint32, n int)

// sumRows16 adds the columns of the rows features[i]>>shift, n of them, with AVX2.
//
//go:noescape
func sumRows16(rows *byte, shift uint, features *uint32, n int, sum *[Columns]uint16)
