package fiber

func (c *Ctx) BodyParser(out any) error { return nil }
func (c *Ctx) Body() []byte             { return nil }
