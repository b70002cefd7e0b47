package policy

type tree struct{ from, to, size int }

func (x *tree) check() {
	if x.from > x.to {
		panic("tree: from after to")
	}
}

func (x *tree) fit() {
	if x.to-x.from != x.size {
		panic("tree: size")
	}
}

func (x *tree) add0() int  { return x.size + 0 }
func (x *tree) add1() int  { return x.size + 1 }
func (x *tree) add2() int  { return x.size + 2 }
func (x *tree) add3() int  { return x.size + 3 }
func (x *tree) add4() int  { return x.size + 4 }
func (x *tree) add5() int  { return x.size + 5 }
func (x *tree) add6() int  { return x.size + 6 }
func (x *tree) add7() int  { return x.size + 7 }
func (x *tree) add8() int  { return x.size + 8 }
func (x *tree) add9() int  { return x.size + 9 }
func (x *tree) add10() int { return x.size + 10 }
func (x *tree) add11() int { return x.size + 11 }
func (x *tree) add12() int { return x.size + 12 }
func (x *tree) add13() int { return x.size + 13 }
func (x *tree) add14() int { return x.size + 14 }
func (x *tree) add15() int { return x.size + 15 }
func (x *tree) add16() int { return x.size + 16 }
func (x *tree) add17() int { return x.size + 17 }
