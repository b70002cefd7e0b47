// Package house holds the tests of the house rules: who may import whom, what
// a rule's folder has, how long a function may be, and that recoverlint finds
// nothing in its own code.
package house
