package policy

type level struct{ from, to, size int }

func (x *level) check() {
	if x.from > x.to {
		panic("level: from after to")
	}
}

func (x *level) fit() {
	if x.to-x.from != x.size {
		panic("level: size")
	}
}

func (x *level) add0() int  { return x.size + 0 }
func (x *level) add1() int  { return x.size + 1 }
func (x *level) add2() int  { return x.size + 2 }
func (x *level) add3() int  { return x.size + 3 }
func (x *level) add4() int  { return x.size + 4 }
func (x *level) add5() int  { return x.size + 5 }
func (x *level) add6() int  { return x.size + 6 }
func (x *level) add7() int  { return x.size + 7 }
func (x *level) add8() int  { return x.size + 8 }
func (x *level) add9() int  { return x.size + 9 }
func (x *level) add10() int { return x.size + 10 }
func (x *level) add11() int { return x.size + 11 }
func (x *level) add12() int { return x.size + 12 }
func (x *level) add13() int { return x.size + 13 }
func (x *level) add14() int { return x.size + 14 }
func (x *level) add15() int { return x.size + 15 }
func (x *level) add16() int { return x.size + 16 }
func (x *level) add17() int { return x.size + 17 }
