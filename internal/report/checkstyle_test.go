package report

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"testing"
)

const oneCheckstyle = `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="5.0">
	<file name="a.go">
		<error line="4" column="12" severity="error" message="no guard for T{0}.f" source="recoverlint.nakedgo"></error>
		<error line="5" column="1" severity="info" message="a &lt;b&gt; &amp;&amp; &#34;c&#34;&#xA;d" source="recoverlint.other"></error>
	</file>
	<file name="b dir/b.go">
		<error line="1" column="1" severity="warning" message="m" source="recoverlint.other"></error>
	</file>
</checkstyle>
`

func checkstyleRun() Run {
	run := fullRun()
	run.Findings = []Finding{run.Findings[0],
		{Rule: "other", Level: Note, Start: at("a.go", 5, 1), Message: "a <b> && \"c\"\nd"},
		{Rule: "other", Level: Warning, Start: at("b dir/b.go", 1, 1), Message: "m"},
	}
	return run
}

func TestCheckstyle(t *testing.T) {
	if got := string(Checkstyle(checkstyleRun())); got != oneCheckstyle {
		t.Errorf("got\n%s\nwant\n%s", got, oneCheckstyle)
	}
}

// The elements, attributes and values are those of config/checkstyle-report-1.0.0.xsd
// in github.com/checkstyle/checkstyle.
func TestCheckstyleIsValid(t *testing.T) {
	empty := fullRun()
	empty.Findings = nil
	nowhere := fullRun() // the last finding has no place
	for _, run := range []Run{checkstyleRun(), empty, nowhere} {
		if err := validateCheckstyle(Checkstyle(run)); err != nil {
			t.Errorf("%v in\n%s", err, Checkstyle(run))
		}
	}
	for _, bad := range []string{
		`<checkstyle version="5.0"><file><error line="1" severity="error"/></file></checkstyle>`,
		`<checkstyle version="5.0"><file name="a"><error line="0" severity="error"/></file></checkstyle>`,
		`<checkstyle version="5.0"><file name="a"><error severity="note"/></file></checkstyle>`,
		`<checkstyle version="5.0"><file name="a"><error level="error"/></file></checkstyle>`,
		`<checkstyle version="5.0"><dir/></checkstyle>`,
		`<checkstyle version="5.0">`,
		`<report/>`,
	} {
		if validateCheckstyle([]byte(bad)) == nil {
			t.Errorf("%s is valid", bad)
		}
	}
}

func validateCheckstyle(text []byte) error {
	var root element
	if err := xml.Unmarshal(text, &root); err != nil {
		return err
	}
	if root.XMLName.Local != "checkstyle" {
		return fmt.Errorf("the root is %s", root.XMLName.Local)
	}
	return root.validate()
}

// An element is any XML element.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
}

func (e element) validate() error {
	kind, ok := checkstyleElements[e.XMLName.Local]
	if !ok {
		return fmt.Errorf("element %s", e.XMLName.Local)
	}
	attrs := map[string]string{}
	for _, a := range e.Attrs {
		attrs[a.Name.Local] = a.Value
		if allowed, ok := kind.attrs[a.Name.Local]; !ok || !allowed(a.Value) {
			return fmt.Errorf("%s of %s is %q", a.Name.Local, e.XMLName.Local, a.Value)
		}
	}
	if _, ok := attrs[kind.required]; kind.required != "" && !ok {
		return fmt.Errorf("%s has no %s", e.XMLName.Local, kind.required)
	}
	for _, child := range e.Children {
		if !slices.Contains(kind.children, child.XMLName.Local) {
			return fmt.Errorf("%s in %s", child.XMLName.Local, e.XMLName.Local)
		}
		if err := child.validate(); err != nil {
			return err
		}
	}
	return nil
}

var checkstyleElements = map[string]struct {
	attrs    map[string]func(string) bool
	required string
	children []string
}{
	"checkstyle": {map[string]func(string) bool{"version": isText}, "", []string{"file"}},
	"file":       {map[string]func(string) bool{"name": isText}, "name", []string{"error"}},
	"error":      {map[string]func(string) bool{"line": isPositive, "column": isPositive, "message": isText, "source": isText, "severity": isSeverity}, "", nil},
}

func isText(string) bool       { return true }
func isSeverity(s string) bool { return s == "error" || s == "warning" || s == "info" }
func isPositive(s string) bool { n, err := strconv.Atoi(s); return err == nil && n > 0 }
