// Package survives goes on after a panic.
package survives

import (
	"k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/tools/cache"
)

type pod struct{ name string }

func watch(informer cache.SharedIndexInformer) {
	runtime.ReallyCrash = false
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		DeleteFunc: func(obj any) { println(obj.(*pod).name) },
	})
}
