package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Refuses reports whether fn, given the zero value as argument i, says so: it
// returns an error, false or nil, by which its caller hears that there was no
// value.
func Refuses(fn *types.Func, i int) bool {
	arg, ok := refusing[key(fn)]
	return ok && arg == i
}

var refusing = map[match.Func]int{
	{Pkg: "time", Name: "Parse"}:                                                 1,
	{Pkg: "time", Name: "ParseInLocation"}:                                       1,
	{Pkg: "time", Name: "ParseDuration"}:                                         0,
	{Pkg: "strconv", Name: "Atoi"}:                                               0,
	{Pkg: "strconv", Name: "ParseInt"}:                                           0,
	{Pkg: "strconv", Name: "ParseUint"}:                                          0,
	{Pkg: "strconv", Name: "ParseFloat"}:                                         0,
	{Pkg: "strconv", Name: "ParseBool"}:                                          0,
	{Pkg: "net", Name: "ParseIP"}:                                                0,
	{Pkg: "net", Name: "ParseCIDR"}:                                              0,
	{Pkg: "net", Name: "ParseMAC"}:                                               0,
	{Pkg: "net", Name: "SplitHostPort"}:                                          0,
	{Pkg: "net/mail", Name: "ParseAddress"}:                                      0,
	{Pkg: "net/netip", Name: "ParseAddr"}:                                        0,
	{Pkg: "net/netip", Name: "ParsePrefix"}:                                      0,
	{Pkg: "net/url", Name: "ParseRequestURI"}:                                    0,
	{Pkg: "encoding/pem", Name: "Decode"}:                                        0,
	{Pkg: "crypto/x509", Name: "ParseCertificate"}:                               0,
	{Pkg: "crypto/subtle", Name: "ConstantTimeCompare"}:                          0, // compared with a secret
	{Pkg: "crypto/hmac", Name: "Equal"}:                                          0,
	{Pkg: "regexp", Name: "MatchString"}:                                         1, // what matches is the author's decision
	{Pkg: "regexp", Recv: "Regexp", Name: "MatchString"}:                         0,
	{Pkg: "slices", Name: "Contains"}:                                            1, // a list of what is allowed
	{Pkg: "strings", Name: "HasPrefix"}:                                          0,
	{Pkg: "strings", Name: "HasSuffix"}:                                          0,
	{Pkg: "strings", Name: "Contains"}:                                           0,
	{Pkg: "github.com/google/uuid", Name: "Parse"}:                               0,
	{Pkg: "github.com/google/uuid", Name: "MustParse"}:                           0,
	{Pkg: "github.com/gofrs/uuid", Name: "FromString"}:                           0,
	{Pkg: "github.com/satori/go.uuid", Name: "FromString"}:                       0,
	{Pkg: "go.mongodb.org/mongo-driver/bson/primitive", Name: "ObjectIDFromHex"}: 0,
	{Pkg: "github.com/shopspring/decimal", Name: "NewFromString"}:                0,
	{Pkg: "github.com/golang-jwt/jwt", Name: "Parse"}:                            0,
	{Pkg: "github.com/go-ozzo/ozzo-validation", Name: "Field"}:                   0,
	{Pkg: "github.com/go-ozzo/ozzo-validation", Name: "Validate"}:                0,
	{Pkg: "github.com/invopop/validation", Name: "Field"}:                        0,
	{Pkg: "github.com/invopop/validation", Name: "Validate"}:                     0,
}

// Replaces reports whether fn asks whether its arguments have the zero value, and
// takes another where they have it.
func Replaces(fn *types.Func) bool { return replacing[key(fn)] }

var replacing = map[match.Func]bool{
	{Pkg: "cmp", Name: "Or"}:                               true,
	{Pkg: "github.com/samber/lo", Name: "Coalesce"}:        true,
	{Pkg: "github.com/samber/lo", Name: "CoalesceOrEmpty"}: true,
	{Pkg: "github.com/samber/lo", Name: "EmptyableToPtr"}:  true,
	{Pkg: "github.com/samber/lo", Name: "IsEmpty"}:         true,
	{Pkg: "github.com/samber/lo", Name: "IsNotEmpty"}:      true,
}
