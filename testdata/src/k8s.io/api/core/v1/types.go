// Package v1 is a stub of the API of Kubernetes.
package v1

type Pod struct {
	Name   string
	Status PodStatus
}

type PodStatus struct{ ContainerStatuses []ContainerStatus }

type ContainerStatus struct {
	Name  string
	State ContainerState
}

type ContainerState struct {
	Waiting    *ContainerStateWaiting
	Running    *ContainerStateRunning
	Terminated *ContainerStateTerminated
}

type ContainerStateWaiting struct{ Reason string }

type ContainerStateRunning struct{ StartedAt int64 }

type ContainerStateTerminated struct{ ExitCode int32 }
