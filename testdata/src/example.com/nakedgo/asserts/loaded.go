package asserts

import "sync"

type object struct{ name string }

type space struct{ objects sync.Map }

func (s *space) get(name string) (*object, bool) {
	v, ok := s.objects.Load(name)
	return v.(*object), ok
}

func (s *space) getIf(name string) (*object, bool) {
	v, ok := s.objects.Load(name)
	if !ok {
		return nil, false
	}
	return v.(*object), ok
}

func (s *space) put(o *object) { s.objects.Store(o.name, o) }

func watch(s *space, names chan string) {
	go func() { // want `type assertion v.\(\*object\) of nil \(the map may not have the key\) at loaded.go:\d+, reached by space.get`
		for name := range names {
			if o, ok := s.get(name); ok {
				println(o.name)
			}
		}
	}()
	go func() {
		for name := range names {
			if o, ok := s.getIf(name); ok {
				println(o.name)
			}
		}
	}()
}
