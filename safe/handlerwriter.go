package safe

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// A watchedWriter is a ResponseWriter that knows whether the response has begun.
type watchedWriter struct {
	http.ResponseWriter
	wrote    bool
	status   int // 0: none was set
	lease    Lease
	hijacked net.Conn
}

// WriteHeader notes a final status; 1xx ones (but 101) announce another.
func (w *watchedWriter) WriteHeader(status int) {
	if status >= 200 || status == http.StatusSwitchingProtocols {
		if !w.wrote {
			w.status = status
		}
		w.wrote = true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(p)
}

// WriteString is what io.WriteString looks for.
func (w *watchedWriter) WriteString(s string) (int, error) {
	w.wrote = true
	return io.WriteString(w.ResponseWriter, s)
}

// FlushError is what http.ResponseController looks for. It must not find the
// original's by Unwrap: a flush begins the response.
func (w *watchedWriter) FlushError() error {
	err := http.NewResponseController(w.ResponseWriter).Flush()
	if err == nil {
		w.wrote = true
	}
	return err
}

// Unwrap lets http.ResponseController find what we do not watch.
func (w *watchedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// asCapableAs returns w with those optional methods that original has, itself or
// by Unwrap. Handlers assert for them, and must not find what does not work.
func (w *watchedWriter) asCapableAs(original http.ResponseWriter) http.ResponseWriter {
	_, flushes := capability[http.Flusher](original)
	_, hijacks := capability[http.Hijacker](original)
	pusher, pushes := capability[http.Pusher](original)
	switch {
	case hijacks && flushes:
		return struct {
			*watchedWriter
			flusher
			hijacker
			io.ReaderFrom
		}{w, flusher{w}, hijacker{w}, readerFrom{w}}
	case hijacks:
		return struct {
			*watchedWriter
			hijacker
		}{w, hijacker{w}}
	case flushes && pushes:
		return struct {
			*watchedWriter
			flusher
			http.Pusher
		}{w, flusher{w}, pusher}
	case flushes:
		return struct {
			*watchedWriter
			flusher
		}{w, flusher{w}}
	}
	return w
}

// capability finds an optional interface of w as http.ResponseController does.
func capability[T any](w http.ResponseWriter) (T, bool) {
	for {
		if t, ok := w.(T); ok {
			return t, true
		}
		wrapper, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			var none T
			return none, false
		}
		w = wrapper.Unwrap()
	}
}

type flusher struct{ w *watchedWriter }

func (f flusher) Flush() { f.w.FlushError() }

type hijacker struct{ w *watchedWriter }

func (h hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(h.w.ResponseWriter).Hijack()
	if err == nil {
		h.w.wrote = true
		h.w.hijacked = conn
	}
	return conn, buffered, err
}

// readerFrom lets io.Copy use the original's ReadFrom (sendfile).
type readerFrom struct{ w *watchedWriter }

func (r readerFrom) ReadFrom(src io.Reader) (int64, error) {
	r.w.wrote = true
	if to, ok := r.w.ResponseWriter.(io.ReaderFrom); ok {
		return to.ReadFrom(src)
	}
	return io.Copy(struct{ io.Writer }{r.w.ResponseWriter}, src)
}
