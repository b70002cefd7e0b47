package policy

type cache struct{ from, to, size int }

func (x *cache) check() {
	if x.from > x.to {
		panic("cache: from after to")
	}
}

func (x *cache) fit() {
	if x.to-x.from != x.size {
		panic("cache: size")
	}
}

func (x *cache) add0() int  { return x.size + 0 }
func (x *cache) add1() int  { return x.size + 1 }
func (x *cache) add2() int  { return x.size + 2 }
func (x *cache) add3() int  { return x.size + 3 }
func (x *cache) add4() int  { return x.size + 4 }
func (x *cache) add5() int  { return x.size + 5 }
func (x *cache) add6() int  { return x.size + 6 }
func (x *cache) add7() int  { return x.size + 7 }
func (x *cache) add8() int  { return x.size + 8 }
func (x *cache) add9() int  { return x.size + 9 }
func (x *cache) add10() int { return x.size + 10 }
func (x *cache) add11() int { return x.size + 11 }
func (x *cache) add12() int { return x.size + 12 }
func (x *cache) add13() int { return x.size + 13 }
func (x *cache) add14() int { return x.size + 14 }
func (x *cache) add15() int { return x.size + 15 }
func (x *cache) add16() int { return x.size + 16 }
func (x *cache) add17() int { return x.size + 17 }
