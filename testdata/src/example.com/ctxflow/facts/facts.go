// Package facts calls lib.
package facts

import "example.com/ctxflow/facts/lib"

func Load(c *lib.Client) error { return c.Load() } // want Load:"^blocks in lib.Client.Load → lib.Client.load → sql.DB.Exec$"

func Through(c *lib.Client) { lib.Through(c) } // want Through:"^makes its own context in lib.Through → lib.Fresh → context.Background$" Through:"^blocks in "

func Nothing(c *lib.Client) { lib.Keeps() }
