// Package v1 is a stub of the API of Kubernetes.
package v1

type Ingress struct {
	Name string
	Spec IngressSpec
}

type IngressSpec struct {
	DefaultBackend *IngressBackend
	Rules          []IngressRule
}

type IngressRule struct {
	Host string
	IngressRuleValue
}

type IngressRuleValue struct{ HTTP *HTTPIngressRuleValue }

type HTTPIngressRuleValue struct{ Paths []HTTPIngressPath }

type HTTPIngressPath struct {
	Path    string
	Backend IngressBackend
}

type IngressBackend struct{ Service *IngressServiceBackend }

type IngressServiceBackend struct{ Name string }
