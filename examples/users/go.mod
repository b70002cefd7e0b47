module github.com/recoverlint/recoverlint/examples/users

go 1.26.0

require github.com/recoverlint/recoverlint/safe v0.0.0

replace github.com/recoverlint/recoverlint/safe => ../../safe
