package safe

import "time"

const windowBuckets = 10

// A window counts the calls of the last windowBuckets widths, bucket by bucket.
type window struct {
	last    time.Duration // when it was rolled last
	buckets [windowBuckets]struct{ passed, failed float64 }
}

// roll moves the window to now and adds passed calls, of which all it knows is
// that they ended since the last roll: it spreads them evenly over that time.
// With one group of 64 successes between two rolls, that is the error it may make.
func (w *window) roll(width, now time.Duration, passed uint32) {
	last := w.last
	w.last = now
	from, to := int64(last/width), int64(now/width)
	if from >= to { // the clock does not go back, unless a test's begins
		w.buckets[to%windowBuckets].passed += float64(passed)
		return
	}
	oldest := to - windowBuckets + 1
	for i := max(from+1, oldest); i <= to; i++ {
		w.buckets[i%windowBuckets] = struct{ passed, failed float64 }{}
	}
	for i := max(from, oldest); i <= to; i++ {
		begin, end := max(last, time.Duration(i)*width), min(now, time.Duration(i+1)*width)
		w.buckets[i%windowBuckets].passed += float64(passed) * float64(end-begin) / float64(now-last)
	}
}

// fail adds a failed call to the bucket of the last roll.
func (w *window) fail(width time.Duration) {
	w.buckets[int64(w.last/width)%windowBuckets].failed++
}

func (w *window) sums() (passed, failed float64) {
	for _, b := range w.buckets {
		passed += b.passed
		failed += b.failed
	}
	return passed, failed
}
