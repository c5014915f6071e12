// Package bench measures the hot path on the fixed corpus:
//
//	go test -run '^$' -bench . ./bench
package bench
