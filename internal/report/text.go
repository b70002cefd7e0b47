package report

import "bytes"

// Text gives a line for each finding and, indented below it, one for each
// related place:
//
//	file:line:column: message (rule)
//		file:line:column: message
func Text(findings []Finding) []byte {
	var b bytes.Buffer
	for _, f := range findings {
		b.WriteString(f.Start.String() + ": " + f.Message + " (" + f.Rule + ")\n")
		for _, r := range f.Related {
			b.WriteString("\t" + r.Start.String() + ": " + r.Message + "\n")
		}
	}
	return b.Bytes()
}
