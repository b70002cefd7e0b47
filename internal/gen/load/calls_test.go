package load

import (
	"reflect"
	"testing"
	"time"
)

// The wrappers of an output are found though the rest of it does not parse.
func TestWrappersInText(t *testing.T) {
	const content = Header + `
// From calls; digest 0.

this is no Go

// safeHTTPGet is one.
//
//gensafe:call net/http Get deadline=2s
func safeHTTPGet(ctx context.Context) {

//gensafe:go gopkg.in/queue.v3 Queue.Run
func safeGoQueueRun(

//gensafe:stop net/http Get
func stop() {}

//gensafe:start sync WaitGroup.Go
var x int
`
	want := []Wrapper{
		{Kind: "call", Path: "net/http", Callee: "Get", Name: "safeHTTPGet", Deadline: 2 * time.Second},
		{Kind: "go", Path: "gopkg.in/queue.v3", Callee: "Queue.Run", Name: "safeGoQueueRun"},
	}
	if got := wrappersIn([]byte(content)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if !IsCalls([]byte(content)) || IsCalls([]byte("package p\n"+content)) || IsCalls([]byte(Header+"\n// From users.go; digest 0.\n")) {
		t.Error("an output of calls is told by its head")
	}
}
