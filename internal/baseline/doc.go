// Package baseline keeps the findings that a team has decided to live with for now,
// in a file, and tells them from new ones. What it remembers of a finding survives
// when lines move and files are renamed.
package baseline
