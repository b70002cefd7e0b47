package truth

// rules are the analyzers that Go judges.
var rules []rule
