package known

// A Field names a field of a struct type. The path of the package is without a version.
type Field struct{ Pkg, Type, Name string }

// StartsField reports whether a library calls what is stored in a field on a
// goroutine where a panic ends the process: the function itself, or the
// method of the value that is named.
func StartsField(f Field) (method string, ok bool) {
	f.Pkg = Path(f.Pkg)
	method, ok = fields[f]
	return method, ok
}

// Those of std were run on Go 1.26; of the others the source was read.
var fields = map[Field]string{
	{"os/exec", "Cmd", "Stdin"}:              "Read",
	{"os/exec", "Cmd", "Stdout"}:             "Write",
	{"os/exec", "Cmd", "Stderr"}:             "Write",
	{"os/exec", "Cmd", "Cancel"}:             "",
	{"net/http", "Server", "ConnState"}:      "",
	{"net/http", "Transport", "DialContext"}: "",
	{"net/http", "Request", "Body"}:          "Read",

	{"github.com/miekg/dns", "Server", "Handler"}:        "ServeDNS",
	{"github.com/gliderlabs/ssh", "Server", "Handler"}:   "",
	{"github.com/valyala/fasthttp", "Server", "Handler"}: "",

	{informers, "ResourceEventHandlerFuncs", "AddFunc"}:            "",
	{informers, "ResourceEventHandlerFuncs", "UpdateFunc"}:         "",
	{informers, "ResourceEventHandlerFuncs", "DeleteFunc"}:         "",
	{informers, "ResourceEventHandlerDetailedFuncs", "AddFunc"}:    "",
	{informers, "ResourceEventHandlerDetailedFuncs", "UpdateFunc"}: "",
	{informers, "ResourceEventHandlerDetailedFuncs", "DeleteFunc"}: "",
	{informers, "FilteringResourceEventHandler", "FilterFunc"}:     "",
}
