//go:build !amd64 || purego

package nametag

func sumRows(rows []byte, shift uint, features []uint32, sum *[Columns]uint16) {
	sumRowsPortable(rows, shift, features, sum)
}

func fetchRows([]byte, uint, []uint32) {}
