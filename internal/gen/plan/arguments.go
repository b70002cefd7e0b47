package plan

import "go/types"

// typeArguments finds type arguments for the parameters of a generic type or
// function, or returns nil. They are predeclared types, and types made of these where
// a constraint asks for that, as S ~[]T does. (We do not try types of the user's.)
func typeArguments(params []*types.TypeParam) []types.Type {
	chosen := make(map[*types.TypeParam]types.Type)
	for _, tp := range params {
		if arg := predeclaredArgument(tp); arg != nil {
			chosen[tp] = arg
		}
	}
	for range params { // S ~[]T, M ~map[K]S: each round knows more
		for _, tp := range params {
			if chosen[tp] == nil {
				if core := coreOf(tp); core != nil {
					if arg := substitute(core, chosen); arg != nil {
						chosen[tp] = arg
					}
				}
			}
		}
	}
	var args []types.Type
	for _, tp := range params {
		if chosen[tp] == nil {
			return nil
		}
		args = append(args, chosen[tp])
	}
	return args
}

// predeclaredArgument is a predeclared type, or []byte, that satisfies the constraint
// of tp; nil if none does.
func predeclaredArgument(tp *types.TypeParam) types.Type {
	constraint, ok := tp.Constraint().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for _, kind := range []types.BasicKind{types.Int, types.String, types.Float64, types.Bool, types.Uint, types.Int64, types.Uint64, types.Int32, types.Byte, types.Complex128} {
		if types.Satisfies(types.Typ[kind], constraint) {
			return types.Typ[kind]
		}
	}
	if bytes := types.NewSlice(types.Typ[types.Byte]); types.Satisfies(bytes, constraint) {
		return bytes
	}
	return nil
}

// coreOf is the type of a constraint that asks for one type and nothing else: []T for
// ~[]T; nil for others.
func coreOf(tp *types.TypeParam) types.Type {
	constraint, ok := tp.Constraint().Underlying().(*types.Interface)
	if !ok || constraint.NumMethods() > 0 || constraint.NumEmbeddeds() != 1 {
		return nil
	}
	switch t := constraint.EmbeddedType(0).(type) {
	case *types.Union:
		if t.Len() == 1 {
			return t.Term(0).Type()
		}
		return nil
	default:
		return t
	}
}

// substitute is t with the chosen types in place of type parameters; nil if one is not
// chosen yet, or t is of a kind that is not tried.
func substitute(t types.Type, chosen map[*types.TypeParam]types.Type) types.Type {
	elem := func(t types.Type, with func(types.Type) types.Type) types.Type {
		if t = substitute(t, chosen); t == nil {
			return nil
		}
		return with(t)
	}
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return chosen[t]
	case *types.Basic:
		return t
	case *types.Named:
		if t.TypeArgs().Len() == 0 && !types.IsInterface(t) {
			return t
		}
	case *types.Pointer:
		return elem(t.Elem(), func(e types.Type) types.Type { return types.NewPointer(e) })
	case *types.Slice:
		return elem(t.Elem(), func(e types.Type) types.Type { return types.NewSlice(e) })
	case *types.Array:
		return elem(t.Elem(), func(e types.Type) types.Type { return types.NewArray(e, t.Len()) })
	case *types.Chan:
		return elem(t.Elem(), func(e types.Type) types.Type { return types.NewChan(t.Dir(), e) })
	case *types.Map:
		return elem(t.Elem(), func(e types.Type) types.Type {
			return elem(t.Key(), func(k types.Type) types.Type { return types.NewMap(k, e) })
		})
	}
	return nil
}

// paramList lists the type parameters of declared ones.
func paramList(params []TypeParam) []*types.TypeParam {
	var all []*types.TypeParam
	for _, tp := range params {
		all = append(all, tp.Param)
	}
	return all
}
