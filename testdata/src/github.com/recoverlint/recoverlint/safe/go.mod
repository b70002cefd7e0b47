module github.com/recoverlint/recoverlint/safe

go 1.25
