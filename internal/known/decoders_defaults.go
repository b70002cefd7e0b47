package known

import "strings"

// FillsDefaults reports whether a package fills the fields that JSON leaves out with
// what their default tags say, before or after it is decoded.
func FillsDefaults(path string) bool {
	if strings.Contains(path[strings.LastIndexByte(path, '/')+1:], "default") {
		return true // creasty/defaults, mcuadros/go-defaults, and those of one's own
	}
	switch Path(path) {
	case "github.com/danielgtaylor/huma", "github.com/cloudwego/hertz/pkg/app", "github.com/cloudwego/hertz/pkg/app/server/binding",
		"github.com/gogf/gf/net/ghttp", "github.com/swaggest/rest", "github.com/zeromicro/go-zero/rest/httpx", "github.com/cristalhq/aconfig":
		return true
	}
	return false
}
