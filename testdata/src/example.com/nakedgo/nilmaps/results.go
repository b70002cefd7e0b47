package nilmaps

import "errors"

type groups map[string][]string

type syncer struct{ owned map[string]bool }

// list finds nothing where nobody owns anything.
func (s *syncer) list(ids []string) (result groups, err error) {
	var own []string
	for _, id := range ids {
		if s.owned[id] {
			own = append(own, id)
		}
	}
	if len(own) == 0 {
		return nil, nil
	}
	result = make(groups, len(own))
	for _, id := range own {
		result[id] = []string{id}
	}
	return result, nil
}

// load hands on what it is given.
func (s *syncer) load(g groups) (groups, error) {
	if s.owned == nil {
		return nil, errors.New("nothing is owned")
	}
	return g, nil
}

// always makes one, or fails.
func always(ids []string) (groups, error) {
	if len(ids) == 0 {
		return nil, errors.New("no ids")
	}
	return groups{}, nil
}

func (s *syncer) sync(ids []string) {
	found, err := s.list(ids)
	if err != nil {
		return
	}
	if found, err = s.load(found); err != nil {
		return
	}
	for _, id := range ids {
		if _, exists := found[id]; !exists {
			found[id] = nil
		}
	}
}

func (s *syncer) asks(ids []string) {
	found, err := s.list(ids)
	if err != nil || found == nil {
		return
	}
	found["a"] = nil
}

func (s *syncer) ranges(ids []string) {
	found, err := s.list(ids)
	if err != nil {
		return
	}
	for id := range found {
		found[id] = nil
	}
	if _, ok := found["a"]; ok {
		found["a"] = nil
	}
}

func sure(ids []string) {
	found, err := always(ids)
	if err != nil {
		return
	}
	found["a"] = nil
}

func results(s *syncer, ids []string) {
	go s.sync(ids) // want `write to a nil map \(the function may find nothing\)`
	go s.asks(ids)
	go s.ranges(ids)
	go sure(ids)
}
