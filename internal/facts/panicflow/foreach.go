package panicflow

import (
	"go/ast"
	"go/token"
	"regexp"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// closesForEach reports whether a loop over what a channel gives closes another one, which
// was made before, for each message of a kind: case StateConnected: close(connected). The
// kind is not the last one that comes, by its name.
func (r *Result) closesForEach(site ssa.CallInstruction) bool {
	ch := site.Common().Args[0]
	if _, deferred := site.(*ssa.Defer); deferred || !flow.Reaches(site, site) || !madeBefore(r.origins.channelOf(ch), site) || r.origins.reassigned(ch, site, site) {
		return false
	}
	about := 0
	for b := site.Block().Idom(); b != nil; b = b.Idom() {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || !flow.Reaches(site, branch) || !decides(b, site.Block()) {
			continue
		}
		if isLoopHead(b) && leaves(b, site.Block()) {
			if !isReceiving(branch.Cond) {
				return false
			}
			continue
		}
		cmp, ok := branch.Cond.(*ssa.BinOp)
		if !ok || !isConst(cmp.Y) || !ofMessage(cmp.X, 0) {
			return false
		}
		about++
	}
	return about > 0 && !lastKind.MatchString(r.caseAround(site.Pos()))
}

var lastKind = regexp.MustCompile(`(?i)done|end|finish|complete|clos|exit|stop|quit|term|shut|eof|last|fail|err|ready|cancel`)

// caseAround gives the text of the case, or of the condition, on which a statement is run.
func (r *Result) caseAround(pos token.Pos) (text string) {
	file := r.fileAt(pos)
	if file == nil {
		return ""
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.CaseClause:
			text = ""
			for _, value := range n.List {
				text += short(value) + " "
			}
		case *ast.IfStmt:
			text = short(n.Cond)
		}
		return true
	})
	return text
}

// ofMessage reports whether a value is what was received, or a part of it, or a method's
// result of which nothing else decides.
func ofMessage(v ssa.Value, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := strip(v).(type) {
	case *ssa.UnOp:
		return v.Op == token.ARROW || v.Op == token.MUL && ofMessage(v.X, depth+1)
	case *ssa.Extract:
		recv, ok := v.Tuple.(*ssa.UnOp)
		return ok && recv.Op == token.ARROW && v.Index == 0
	case *ssa.FieldAddr:
		return ofMessage(v.X, depth+1)
	case *ssa.Field:
		return ofMessage(v.X, depth+1)
	case *ssa.Call:
		return !v.Call.IsInvoke() && len(v.Call.Args) == 1 && ofMessage(v.Call.Args[0], depth+1)
	case *ssa.Alloc:
		return holdsMessage(v, depth+1)
	}
	return false
}

// holdsMessage reports whether all that a variable is set to is of a message.
func holdsMessage(v *ssa.Alloc, depth int) bool {
	stored := false
	for _, ref := range *v.Referrers() {
		if store, ok := ref.(*ssa.Store); ok {
			if store.Addr != ssa.Value(v) || !ofMessage(store.Val, depth) {
				return false
			}
			stored = true
		}
	}
	return stored
}
