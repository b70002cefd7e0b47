// Package emit turns a plan into Go source. It decides nothing: every name, order
// and policy comes from the plan.
package emit
