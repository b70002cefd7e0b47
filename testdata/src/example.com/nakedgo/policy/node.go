package policy

type node struct{ from, to, size int }

func (x *node) check() {
	if x.from > x.to {
		panic("node: from after to")
	}
}

func (x *node) fit() {
	if x.to-x.from != x.size {
		panic("node: size")
	}
}

func (x *node) add0() int  { return x.size + 0 }
func (x *node) add1() int  { return x.size + 1 }
func (x *node) add2() int  { return x.size + 2 }
func (x *node) add3() int  { return x.size + 3 }
func (x *node) add4() int  { return x.size + 4 }
func (x *node) add5() int  { return x.size + 5 }
func (x *node) add6() int  { return x.size + 6 }
func (x *node) add7() int  { return x.size + 7 }
func (x *node) add8() int  { return x.size + 8 }
func (x *node) add9() int  { return x.size + 9 }
func (x *node) add10() int { return x.size + 10 }
func (x *node) add11() int { return x.size + 11 }
func (x *node) add12() int { return x.size + 12 }
func (x *node) add13() int { return x.size + 13 }
func (x *node) add14() int { return x.size + 14 }
func (x *node) add15() int { return x.size + 15 }
func (x *node) add16() int { return x.size + 16 }
func (x *node) add17() int { return x.size + 17 }
