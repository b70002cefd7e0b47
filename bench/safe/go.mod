module github.com/recoverlint/recoverlint/bench/safe

go 1.25.0

require (
	github.com/failsafe-go/failsafe-go v0.9.8
	github.com/recoverlint/recoverlint/safe v0.0.0
	github.com/sony/gobreaker/v2 v2.4.0
	github.com/sourcegraph/conc v0.3.0
)

require github.com/bits-and-blooms/bitset v1.24.4 // indirect

replace github.com/recoverlint/recoverlint/safe => ../../safe
