// Package informers is told of objects by informers, on goroutines of theirs.
package informers

import (
	"k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/tools/cache"
)

type pod struct{ name string }

func (p *pod) Name() string { return p.name }

type named interface{ Name() string }

type counter struct {
	counts map[string]int
	names  []string
}

func (c *counter) watch(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: func(obj any) { // want `ResourceEventHandlerFuncs.AddFunc runs on a goroutine of its own and has no panic guard \(write to a nil map`
			var seen map[string]bool
			seen[obj.(*pod).name] = true
		},
		UpdateFunc: func(_, obj any) { c.names = append(c.names, obj.(*pod).name) },
		DeleteFunc: func(obj any) { // want `type assertion obj.\(\*pod\) without ok \(it may be a cache.DeletedFinalStateUnknown\)`
			c.names = append(c.names, obj.(*pod).name)
		},
	})
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    c.add,
		DeleteFunc: c.remove, // want `type assertion obj.\(named\) without ok \(it may be a cache.DeletedFinalStateUnknown\) at informers.go:\d+`
	})
}

func (c *counter) add(obj any)    { c.names = append(c.names, obj.(named).Name()) }
func (c *counter) remove(obj any) { c.drop(obj) }
func (c *counter) drop(obj any)   { c.names = append(c.names, obj.(named).Name()) }

// These look.
func (c *counter) careful(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		DeleteFunc: func(obj any) {
			if gone, ok := obj.(cache.DeletedFinalStateUnknown); ok {
				obj = gone.Obj
			}
			c.names = append(c.names, obj.(*pod).name)
		},
	})
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		DeleteFunc: func(obj any) {
			switch obj.(type) {
			case *pod:
				c.names = append(c.names, obj.(*pod).name)
			}
		},
	})
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		DeleteFunc: func(obj any) {
			if p, ok := obj.(*pod); ok {
				c.names = append(c.names, p.name)
			}
		},
	})
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		DeleteFunc: func(obj any) {
			defer runtime.HandleCrash()
			c.names = append(c.names, obj.(*pod).name)
		},
	})
	informer.AddEventHandler(cache.FilteringResourceEventHandler{
		FilterFunc: func(obj any) bool {
			_, ok := obj.(*pod)
			return ok
		},
		Handler: cache.ResourceEventHandlerFuncs{
			DeleteFunc: func(obj any) { c.names = append(c.names, obj.(*pod).name) },
		},
	})
}

// The filter is asked about deletions, too.
func (c *counter) filtered(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(cache.FilteringResourceEventHandler{
		FilterFunc: func(obj any) bool { return obj.(*pod).name != "" }, // want `FilteringResourceEventHandler.FilterFunc runs on a goroutine of its own and has no panic guard`
		Handler:    cache.ResourceEventHandlerFuncs{},
	})
}

// A handler of its own.
type handler struct{ names []string }

func (h *handler) OnAdd(obj any, _ bool) { h.names = append(h.names, obj.(*pod).name) }
func (h *handler) OnUpdate(_, obj any)   { h.names = append(h.names, obj.(*pod).name) }
func (h *handler) OnDelete(obj any)      { h.names = append(h.names, obj.(*pod).name) }

type careful struct{ handler }

func (c *careful) OnDelete(obj any) {
	if p, ok := obj.(*pod); ok {
		c.names = append(c.names, p.name)
	}
}

type broken struct{ careful }

func (b *broken) OnAdd(any, bool) {
	var seen map[string]bool
	seen["a"] = true
}

func handlers(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(&handler{}) // want `function started by SharedInformer.AddEventHandler has no panic guard \(type assertion obj.\(\*pod\) without ok \(it may be a cache.DeletedFinalStateUnknown\)`
	informer.AddEventHandler(&careful{})
	informer.AddEventHandler(&broken{}) // want `write to a nil map at informers.go:\d+, reached by broken.OnAdd`
}
