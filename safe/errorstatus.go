package safe

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// ErrorStatus is the status that tells a client of err, and nothing more about it:
// 503 if a breaker refused (then h gets a Retry-After), or if a deadline passed;
// 500 for all else, a panic among it. h is of a response that has not begun. What a
// handler said there of the body that it did not get to write is taken out.
func ErrorStatus(h http.Header, err error) int {
	forgetBody(h)
	var open *OpenError
	switch {
	case errors.Is(err, ErrPanic):
		return http.StatusInternalServerError
	case errors.As(err, &open):
		h.Set("Retry-After", strconv.Itoa(int((open.RetryAfter+time.Second-1)/time.Second)))
		return http.StatusServiceUnavailable
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// forgetBody takes out what a header says of a body that is not written.
func forgetBody(h http.Header) {
	for _, name := range aboutBody {
		h.Del(name)
	}
}

// aboutBody are the headers that describe a body, or how long to keep it.
var aboutBody = []string{
	"Accept-Ranges", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length",
	"Content-Range", "Content-Type", "Etag", "Expires", "Last-Modified",
}
