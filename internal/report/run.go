package report

// A Run is what one run of recoverlint came to, with what the formats need to
// show it.
type Run struct {
	Findings []Finding
	Errors   []string // what could not be analysed
	Rules    []Rule   // all there are, whether they ran or not
	Version  string   // of recoverlint, as the go command writes it: v1.2.3
	Root     string   // the folder of the repository, absolute, with slashes
	Folder   string   // where in Root the run was, with slashes; "." is Root

	// Source gives the content of a file, or nil if it cannot be read.
	Source func(file string) []byte
	// InRepo gives the name of a file from Root, with slashes, or for a file
	// that is not in Root its absolute name and false.
	InRepo func(file string) (name string, ok bool)
}

// A Rule is what a reader is told of a rule.
type Rule struct {
	ID       string
	Group    string
	Level    Level  // of its findings, unless their category has another
	On       bool   // runs by default
	Summary  string // one sentence
	Intro    string // one paragraph
	Text     string // all of it
	Markdown string // all of it
	URL      string // its docs page, or ""
	Steps    bool   // the related places of a finding lead, step by step, to where it panics
}
