package driver

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var screen bytes.Buffer
	p := startProgress(&screen, time.Hour)
	counter := &packageCounter{progress: p}
	for _, part := range []string{"{}\n{\n\t\"a\": {\n\t\t}\n", "\t}\n", "}\n{", "}\n"} {
		if n, err := counter.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	}
	p.show()
	io.WriteString(p, "go: downloading x\n")
	p.show()
	p.stop()
	line := "recoverlint: 3 packages analysed, 0s"
	gone := "\r" + strings.Repeat(" ", len(line)) + "\r"
	if want := line + gone + "go: downloading x\n" + line + gone; screen.String() != want {
		t.Errorf("got %q, want %q", screen.String(), want)
	}
}

// What is shown from time to time is erased at the end.
func TestProgressTicks(t *testing.T) {
	var screen bytes.Buffer
	p := startProgress(&screen, time.Millisecond)
	for shown := false; !shown; {
		p.mu.Lock()
		shown = p.shown > 0
		p.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	p.stop()
	if !regexp.MustCompile(`^(recoverlint: 0 packages analysed, 0s\r +\r)+$`).Match(screen.Bytes()) {
		t.Errorf("got %q", screen.String())
	}
}
