package known

// A Field names a field of a struct type of std.
type Field struct{ Pkg, Type, Name string }

// StartsField reports whether std calls what is stored in a field on a
// goroutine where a panic ends the process: the function itself, or the
// method of the value that is named.
func StartsField(f Field) (method string, ok bool) {
	method, ok = fields[f]
	return method, ok
}

// Each was run on Go 1.26.
var fields = map[Field]string{
	{"os/exec", "Cmd", "Stdin"}:              "Read",
	{"os/exec", "Cmd", "Stdout"}:             "Write",
	{"os/exec", "Cmd", "Stderr"}:             "Write",
	{"os/exec", "Cmd", "Cancel"}:             "",
	{"net/http", "Server", "ConnState"}:      "",
	{"net/http", "Transport", "DialContext"}: "",
	{"net/http", "Request", "Body"}:          "Read",
}
