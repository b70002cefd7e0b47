// Package cache is a stub of the informers of client-go.
package cache

type ResourceEventHandler interface {
	OnAdd(obj any, isInInitialList bool)
	OnUpdate(oldObj, newObj any)
	OnDelete(obj any)
}

type ResourceEventHandlerFuncs struct {
	AddFunc    func(obj any)
	UpdateFunc func(oldObj, newObj any)
	DeleteFunc func(obj any)
}

func (r ResourceEventHandlerFuncs) OnAdd(obj any, isInInitialList bool) {}
func (r ResourceEventHandlerFuncs) OnUpdate(oldObj, newObj any)         {}
func (r ResourceEventHandlerFuncs) OnDelete(obj any)                    {}

type FilteringResourceEventHandler struct {
	FilterFunc func(obj any) bool
	Handler    ResourceEventHandler
}

func (r FilteringResourceEventHandler) OnAdd(obj any, isInInitialList bool) {}
func (r FilteringResourceEventHandler) OnUpdate(oldObj, newObj any)         {}
func (r FilteringResourceEventHandler) OnDelete(obj any)                    {}

type DeletedFinalStateUnknown struct {
	Key string
	Obj any
}

type SharedInformer interface {
	AddEventHandler(handler ResourceEventHandler) (any, error)
}

type SharedIndexInformer interface{ SharedInformer }
