package report

import "testing"

func TestGitHub(t *testing.T) {
	run := fullRun()
	run.Findings = append(run.Findings,
		Finding{Rule: "r", Level: Warning, Start: at("a,b:c%.go", 1, 2), End: at("a,b:c%.go", 3, 1), Message: "100%: a, b\r\nc"})
	want := `::error file=services/api/a.go,line=4,endLine=4,col=12,endColumn=21,title=recoverlint nakedgo::no guard for T{0}.f%0Aservices/api/b dir/b.go:3:1: calls [2]T%0A/else/where.go:7:3: panics here%0A-: nowhere
::notice title=recoverlint other::about no place
::warning file=services/api/a%2Cb%3Ac%25.go,line=1,endLine=3,title=recoverlint r::100%25: a, b%0D%0Ac
::error title=recoverlint::cannot analyse p%0A	b.go:1:1: broken
`
	if got := string(GitHub(run)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	run.Findings, run.Errors = nil, nil
	if got := GitHub(run); len(got) != 0 {
		t.Errorf("no findings give %q", got)
	}
}
