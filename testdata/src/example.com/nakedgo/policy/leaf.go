package policy

type leaf struct{ from, to, size int }

func (x *leaf) check() {
	if x.from > x.to {
		panic("leaf: from after to")
	}
}

func (x *leaf) fit() {
	if x.to-x.from != x.size {
		panic("leaf: size")
	}
}

func (x *leaf) add0() int  { return x.size + 0 }
func (x *leaf) add1() int  { return x.size + 1 }
func (x *leaf) add2() int  { return x.size + 2 }
func (x *leaf) add3() int  { return x.size + 3 }
func (x *leaf) add4() int  { return x.size + 4 }
func (x *leaf) add5() int  { return x.size + 5 }
func (x *leaf) add6() int  { return x.size + 6 }
func (x *leaf) add7() int  { return x.size + 7 }
func (x *leaf) add8() int  { return x.size + 8 }
func (x *leaf) add9() int  { return x.size + 9 }
func (x *leaf) add10() int { return x.size + 10 }
func (x *leaf) add11() int { return x.size + 11 }
func (x *leaf) add12() int { return x.size + 12 }
func (x *leaf) add13() int { return x.size + 13 }
func (x *leaf) add14() int { return x.size + 14 }
func (x *leaf) add15() int { return x.size + 15 }
func (x *leaf) add16() int { return x.size + 16 }
func (x *leaf) add17() int { return x.size + 17 }
