// Package funcflow follows function values through one package: which
// functions may a call reach, and what becomes of a function that is used as
// a value?
//
// The method is a points-to analysis that is coarse where that is cheap and
// exact where rules need it. Assignments are directional, as in Andersen's
// analysis; what containers, pointers and channels hold is unified, as in
// Steensgaard's; struct fields are one node for all structs of a type. The
// order of statements is ignored. Besides functions, the concrete types that
// are stored in interfaces are followed, so that interface calls resolve, and
// the function-typed parameters of declared functions, so that one can ask
// where a parameter ends up.
//
// What comes from outside the package (parameters of exported functions,
// results of foreign calls) is marked unknown; what goes outside is marked
// escaped. (Of reflection only
// reflect.ValueOf(f).Call(args) is followed; assembly is not.)
package funcflow
