package driver

import (
	"flag"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A colour is the value of -color.
type colour string

const (
	colourAuto   colour = "auto"
	colourAlways colour = "always"
	colourNever  colour = "never"
)

func (c *colour) flag(fs *flag.FlagSet) {
	*c = colourAuto
	fs.Func("color", "colour text: `when` is auto (default: on a terminal), always or never", func(s string) error {
		*c = colour(s)
		if *c != colourAuto && *c != colourAlways && *c != colourNever {
			return fmt.Errorf("want auto, always or never")
		}
		return nil
	})
}

// screen gives what the terminal can show, or false if stdout is none, so that
// text is plain. TERM=dumb is what editors say that read the text. NO_COLOR
// (https://no-color.org) takes away the colours and leaves the rest.
func (c colour) screen(stdout io.Writer) (report.Screen, bool) {
	width, ok := terminalWidth(stdout)
	if !ok && c != colourAlways {
		return report.Screen{}, false
	}
	return report.Screen{Color: c == colourAlways || c == colourAuto && os.Getenv("NO_COLOR") == "", Width: width}, true
}

// terminalWidth gives the width of the terminal that w is, 0 if it is not
// known, and false if w is no terminal.
func terminalWidth(w io.Writer) (int, bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}
