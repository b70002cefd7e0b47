package policy

type page struct{ from, to, size int }

func (x *page) check() {
	if x.from > x.to {
		panic("page: from after to")
	}
}

func (x *page) fit() {
	if x.to-x.from != x.size {
		panic("page: size")
	}
}

func (x *page) add0() int  { return x.size + 0 }
func (x *page) add1() int  { return x.size + 1 }
func (x *page) add2() int  { return x.size + 2 }
func (x *page) add3() int  { return x.size + 3 }
func (x *page) add4() int  { return x.size + 4 }
func (x *page) add5() int  { return x.size + 5 }
func (x *page) add6() int  { return x.size + 6 }
func (x *page) add7() int  { return x.size + 7 }
func (x *page) add8() int  { return x.size + 8 }
func (x *page) add9() int  { return x.size + 9 }
func (x *page) add10() int { return x.size + 10 }
func (x *page) add11() int { return x.size + 11 }
func (x *page) add12() int { return x.size + 12 }
func (x *page) add13() int { return x.size + 13 }
func (x *page) add14() int { return x.size + 14 }
func (x *page) add15() int { return x.size + 15 }
func (x *page) add16() int { return x.size + 16 }
func (x *page) add17() int { return x.size + 17 }
