package resty

func (r *Request) SetError(err any) *Request { return r }
func (r *Response) Body() []byte             { return nil }
