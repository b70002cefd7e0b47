package policy

type log struct{ from, to, size int }

func (x *log) check() {
	if x.from > x.to {
		panic("log: from after to")
	}
}

func (x *log) fit() {
	if x.to-x.from != x.size {
		panic("log: size")
	}
}

func (x *log) add0() int  { return x.size + 0 }
func (x *log) add1() int  { return x.size + 1 }
func (x *log) add2() int  { return x.size + 2 }
func (x *log) add3() int  { return x.size + 3 }
func (x *log) add4() int  { return x.size + 4 }
func (x *log) add5() int  { return x.size + 5 }
func (x *log) add6() int  { return x.size + 6 }
func (x *log) add7() int  { return x.size + 7 }
func (x *log) add8() int  { return x.size + 8 }
func (x *log) add9() int  { return x.size + 9 }
func (x *log) add10() int { return x.size + 10 }
func (x *log) add11() int { return x.size + 11 }
func (x *log) add12() int { return x.size + 12 }
func (x *log) add13() int { return x.size + 13 }
func (x *log) add14() int { return x.size + 14 }
func (x *log) add15() int { return x.size + 15 }
func (x *log) add16() int { return x.size + 16 }
func (x *log) add17() int { return x.size + 17 }
