module github.com/lethe-pii/lethe/bench/rivals

go 1.26.4

require (
	github.com/dlclark/regexp2/v2 v2.13.0
	github.com/hoophq/alcatraz v0.23.0
	github.com/lethe-pii/lethe v0.0.0
)

require golang.org/x/text v0.44.0 // indirect

replace github.com/lethe-pii/lethe => ../..
