package policy

type index struct{ from, to, size int }

func (x *index) check() {
	if x.from > x.to {
		panic("index: from after to")
	}
}

func (x *index) fit() {
	if x.to-x.from != x.size {
		panic("index: size")
	}
}

func (x *index) add0() int  { return x.size + 0 }
func (x *index) add1() int  { return x.size + 1 }
func (x *index) add2() int  { return x.size + 2 }
func (x *index) add3() int  { return x.size + 3 }
func (x *index) add4() int  { return x.size + 4 }
func (x *index) add5() int  { return x.size + 5 }
func (x *index) add6() int  { return x.size + 6 }
func (x *index) add7() int  { return x.size + 7 }
func (x *index) add8() int  { return x.size + 8 }
func (x *index) add9() int  { return x.size + 9 }
func (x *index) add10() int { return x.size + 10 }
func (x *index) add11() int { return x.size + 11 }
func (x *index) add12() int { return x.size + 12 }
func (x *index) add13() int { return x.size + 13 }
func (x *index) add14() int { return x.size + 14 }
func (x *index) add15() int { return x.size + 15 }
func (x *index) add16() int { return x.size + 16 }
func (x *index) add17() int { return x.size + 17 }
