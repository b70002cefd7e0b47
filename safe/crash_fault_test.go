package safe_test

import "unsafe"

// fault reads from an address that is not nil and not mapped, which no recover stops.
func fault() {
	address := uintptr(0xdead000)
	_ = *(*int)(*(*unsafe.Pointer)(unsafe.Pointer(&address)))
}
