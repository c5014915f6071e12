//go:build !amd64 || purego

package nametag

func sumRows(rows []uint64, shift uint, features []uint32, sum *[Columns]uint16) {
	sumRowsPortable(rows, shift, features, sum)
}
