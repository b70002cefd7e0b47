package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// An End is what a function that never returns brings to its end.
type End uint8

const (
	Nothing   End = iota // it returns
	Process              // os.Exit: deferred functions do not run
	Goroutine            // runtime.Goexit: deferred functions run
	Panic                // it panics, so a caller may recover
)

// Ends gives what a call of fn ends.
func Ends(fn *types.Func) End { return ends[key(fn)] }

// The sources are the functions' own documentation, unless a row says more.
var ends = map[match.Func]End{
	{Pkg: "os", Name: "Exit"}:                         Process,
	{Pkg: "syscall", Name: "Exit"}:                    Process,
	{Pkg: "log", Name: "Fatal"}:                       Process,
	{Pkg: "log", Name: "Fatalf"}:                      Process,
	{Pkg: "log", Name: "Fatalln"}:                     Process,
	{Pkg: "log", Recv: "Logger", Name: "Fatal"}:       Process,
	{Pkg: "log", Recv: "Logger", Name: "Fatalf"}:      Process,
	{Pkg: "log", Recv: "Logger", Name: "Fatalln"}:     Process,
	{Pkg: "log", Name: "Panic"}:                       Panic,
	{Pkg: "log", Name: "Panicf"}:                      Panic,
	{Pkg: "log", Name: "Panicln"}:                     Panic,
	{Pkg: "log", Recv: "Logger", Name: "Panic"}:       Panic,
	{Pkg: "log", Recv: "Logger", Name: "Panicf"}:      Panic,
	{Pkg: "log", Recv: "Logger", Name: "Panicln"}:     Panic,
	{Pkg: "runtime", Name: "Goexit"}:                  Goroutine,
	{Pkg: "testing", Recv: "common", Name: "Fatal"}:   Goroutine,
	{Pkg: "testing", Recv: "common", Name: "Fatalf"}:  Goroutine,
	{Pkg: "testing", Recv: "common", Name: "FailNow"}: Goroutine,
	{Pkg: "testing", Recv: "common", Name: "Skip"}:    Goroutine,
	{Pkg: "testing", Recv: "common", Name: "Skipf"}:   Goroutine,
	{Pkg: "testing", Recv: "common", Name: "SkipNow"}: Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "Fatal"}:       Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "Fatalf"}:      Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "FailNow"}:     Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "Skip"}:        Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "Skipf"}:       Goroutine,
	{Pkg: "testing", Recv: "TB", Name: "SkipNow"}:     Goroutine,

	{Pkg: "github.com/sirupsen/logrus", Name: "Fatal"}:                   Process,
	{Pkg: "github.com/sirupsen/logrus", Name: "Fatalf"}:                  Process,
	{Pkg: "github.com/sirupsen/logrus", Name: "Fatalln"}:                 Process,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Logger", Name: "Fatal"}:   Process,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Logger", Name: "Fatalf"}:  Process,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Logger", Name: "Fatalln"}: Process,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Entry", Name: "Fatal"}:    Process,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Entry", Name: "Fatalf"}:   Process,
	{Pkg: "github.com/sirupsen/logrus", Name: "Panic"}:                   Panic,
	{Pkg: "github.com/sirupsen/logrus", Name: "Panicf"}:                  Panic,
	{Pkg: "github.com/sirupsen/logrus", Recv: "Entry", Name: "Panic"}:    Panic,
	{Pkg: "go.uber.org/zap", Recv: "Logger", Name: "Fatal"}:              Process,
	{Pkg: "go.uber.org/zap", Recv: "Logger", Name: "Panic"}:              Panic,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Fatal"}:       Process,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Fatalf"}:      Process,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Fatalw"}:      Process,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Panic"}:       Panic,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Panicf"}:      Panic,
	{Pkg: "go.uber.org/zap", Recv: "SugaredLogger", Name: "Panicw"}:      Panic,
	{Pkg: "k8s.io/klog", Name: "Fatal"}:                                  Process,
	{Pkg: "k8s.io/klog", Name: "Fatalf"}:                                 Process,
	{Pkg: "k8s.io/klog", Name: "Fatalln"}:                                Process,
	{Pkg: "k8s.io/klog", Name: "FatalDepth"}:                             Process,
	{Pkg: "k8s.io/klog", Name: "Exit"}:                                   Process,
	{Pkg: "k8s.io/klog", Name: "Exitf"}:                                  Process,
	{Pkg: "github.com/golang/glog", Name: "Fatal"}:                       Process,
	{Pkg: "github.com/golang/glog", Name: "Fatalf"}:                      Process,
	{Pkg: "github.com/golang/glog", Name: "Exit"}:                        Process,
	{Pkg: "github.com/golang/glog", Name: "Exitf"}:                       Process,
}
