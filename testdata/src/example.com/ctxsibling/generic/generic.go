// Package generic has siblings of many forms.
package generic

import (
	"context"
	"time"

	"example.com/ctxsibling/generic/lib"

	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/slack-go/slack"
)

type embeds struct{ *lib.Client }

type instance = lib.Cache[string, int]

func calls(ctx context.Context, c *lib.Client, e embeds, g lib.Getter, cache *instance, opts []lib.Option) {
	lib.Open("a")                             // want `lib.Open loses the context: use OpenContext with ctx`
	c.Get("a")                                // want `use GetWithContext with ctx`
	c.Put("a", 1)                             // want `use PutCtx with ctx`
	c.Delete("a", opts...)                    // want `use DeleteContext with ctx`
	c.Delete("a")                             // want `use DeleteContext with ctx`
	c.Flush()                                 // want `use FlushContext with ctx`
	c.Last("a")                               // want `use LastContext with ctx`
	c.Upload("a")                             // want `use UploadContext with ctx`
	c.Wait("a", time.Second)                  // want `use WaitContext with ctx`
	c.Conn()                                  // want `use ConnContext with ctx`
	c.Each(func(string) error { return nil }) // want `use EachContext with ctx`
	e.Get("a")                                // want `use GetWithContext with ctx`
	g.Get("a")                                // want `use GetContext with ctx`
	cache.Load("a")                           // want `use LoadContext with ctx`
	lib.Map([]string{"a"})                    // want `use MapContext with ctx`
	lib.Convert[string, int]("a")             // want `use ConvertContext with ctx`
	c.Printf("%d", 1)                         // want `c.Printf drops the values of the context: use PrintContextf with ctx`
}

func libraries(ctx context.Context, api *slack.Client, svc *s3.S3) {
	api.PostMessage("general")          // want `use PostMessageContext with ctx`
	svc.GetObject(&s3.GetObjectInput{}) // want `use GetObjectWithContext with ctx`
}

func other(api *slack.Client, svc *s3.S3) {
	api.PostMessage("general") // want `api.PostMessage cannot be cancelled`
	svc.GetObject(&s3.GetObjectInput{})
}

func pair() (string, int) { return "", 0 }

// Two results cannot become arguments beside a context.
func tuple(ctx context.Context, c *lib.Client) {
	c.Put(pair()) // want `use PutCtx with ctx`
}
