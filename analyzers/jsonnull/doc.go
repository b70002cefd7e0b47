// Package jsonnull defines the rule jsonnull.
//
// # Analyzer jsonnull
//
// jsonnull: report structs in which a JSON null silently passes for a value
//
// A decoder that meets null, or does not meet the key at all, says nothing
// when the field is a bool, a number, a string, a time.Time, or an array or
// struct of such. What the program then takes for the client's 0, false or ""
// is nobody's: encoding/json leaves in the field what was there before (the
// zero value, or, in a variable that is used again, what the last message
// said), json/v2 sets it to zero on null and leaves it on a missing key, and
// an element of a slice that is null is the zero value in both, unless
// encoding/json finds an old element in the slice's backing array.
//
// The rule reports a struct that really reaches a decoder, once, at its name,
// with the fields in question and the place that decodes it. It follows the
// value through wrappers in any package, generic ones included, through
// function values, fields, closures, and interfaces whose implementations it
// sees; and the bytes back to where they come from, which makes the category.
// A struct that another of your packages declares is reported where it is
// decoded, unless that package decodes it too.
//
// A bool of which the comment or the default tag says that it is true where it
// is left out is false there, whatever the rest of its tag says: it is reported
// by itself. So is a number with such a default that the package computes
// something from and never compares with zero.
//
// There is no fix that would not change the struct for its users. Make the
// field a pointer, let a validator refuse the zero value, or let gen-safe
// write an UnmarshalJSON that looks for presence (//safe:null reject).
//
// WRONG
//
//	type Transfer struct {
//		Cents  int64 `json:"cents"`
//		Urgent bool  `json:"urgent"`
//	}
//
//	func pay(w http.ResponseWriter, r *http.Request) {
//		var t Transfer
//		if err := json.NewDecoder(r.Body).Decode(&t); err != nil {
//			http.Error(w, err.Error(), http.StatusBadRequest)
//		}
//	}
//
// RIGHT
//
//	type SafeTransfer struct {
//		Cents  *int64 `json:"cents"`
//		Urgent bool   `json:"urgent,omitempty"`
//	}
//
//	func paySafely(w http.ResponseWriter, r *http.Request) {
//		var t SafeTransfer
//		if err := json.NewDecoder(r.Body).Decode(&t); err != nil || t.Cents == nil {
//			http.Error(w, "cents are missing", http.StatusBadRequest)
//		}
//	}
//
// # Categories
//
//   - request (error): the JSON is a request's: its body or form, or what gin, echo, fiber, chi and others bind
//   - message (error): it is a websocket frame or the payload of a queue's message (the reply to a request of this program, nc.Request, is an answer)
//   - other (warning): it is the answer of a server that is not yours, and zero in the field does harm: it is a divisor, a rate that something is multiplied by, an index, a length, a time to wait or one that is compared with now, or becomes the text of an ID or a sample of a metric (gauge.Set); or nobody can see whose it is
//   - reused (warning): whoever wrote the JSON, one variable is filled in each round of a loop and used there, without a reset between (var rec Record; for dec.Decode(&rec) == nil { use(rec) }): what a record leaves out is what the record before it said, and who looks for zero does not find it; or a field of an object is, by a method that is called so (for s.Next() { use(s.Current()) }), of generic types too; reported where it is decoded, with the fields that the loop uses and whose tags say that they may be left out (omitempty, omitzero; pointers, lists and maps too), or all of them, if no tag of the struct says so and neither this program nor a file is known to be the source
//   - converted (warning): a method UnmarshalJSON decodes into a number and makes a text or a time of it (strconv, fmt.Sprint, time.Unix): it is called for null too, which is no error and leaves the number 0, and null becomes the text 0 or the year 1970; reported where the number is decoded into
//   - mirror (note): any of these, where the struct does no more than mirror what its sender documents: all that is done with it is to put it in maps, as receivers of webhooks do, or to hand it to the users of a library that reads none of it (one without handlers, or that returns four structs so, of which the fields that it reads are left; or a struct of ten such fields, of which the package reads none); or, of what is no request, it is copied and compared, or declared in another package (of messages, only where a queue brings them), or exported functions take it from users at the other end, and the package reads none of it; or nobody can see whose it is, and the package copies it and decides nothing, or decodes it in a function that unmarshals (nodes of a document)
//
// # Silences
//
// The rule is silent for fields that cannot be mistaken:
//
//   - pointers, interfaces, slices, maps, sql.Null types, json.Number, and structs of a value and a flag that says whether it is there
//   - types, and structs, that have UnmarshalJSON or UnmarshalText, their own or by embedding (time.Time is reported nevertheless: it ignores null; and so is a struct whose UnmarshalJSON only hands itself to the decoder under another name, type plain T, for the fields that it does not set itself)
//   - fields that JSON does not fill: json:"-", unexported, shadowed, or with a tag of another binder (param, query, form) and none for JSON
//   - fields whose tag says that they may be left out (omitempty, omitzero, optional, default), unless their comment or tag says that they are true, or some number, then or must not be (a validate or binding tag that the zero value breaks, or that we do not know), or they are times that are compared with now (time.Now().After(inv.DueAt))
//   - fields whose zero value somebody looks for, in the package or in one of yours that it imports: it is compared with zero or with another variable, held between two ends (other than -90 and 90), on the side that is refused (if !req.To.After(from) { return }, if req.Version <= current { return }), looked up in a table, chosen from by a switch with a default, raised by max, searched for by strings.Contains, refused (if !req.Agreed { return }, if resp.Status != 200 { return }), given to a function or stored in a field that is looked at, or to a function that refuses it (uuid.Parse, time.Parse, Validate and Check functions, a New of another package that may fail, a Normalize or Sanitize function that may), or that is named for finding one thing by it and may not (UserByID, GetTicket, HasAccess, s.find where find is a field; texts, and numbers that are named as keys); where most values of a struct are pointers and it changes what is there, only a look before it is stored counts (of a quota that is stored zero means that there is none)
//   - fields that a Validate method (or Check, SetDefaults, a Normalize that may fail, ...) mentions, and the texts that it does not mention, and in requests the times of which the package computes nothing
//   - fields that were set before the decoder ran: defaults, a copy of an old value, also where a generic function decodes over what it is given: Or(r.Body, Tint{R: 1})
//   - what a helper vets by package reflect: one that asks each field whether it is zero, a decoder that asks a map for the keys of the tags; and fields that are passed beside a rule that looks at them, field(req.Count, atLeastOne)
//   - what is decoded from bytes that were looked into before: by a function of the package that asks for keys or tokens and may refuse, or for the text null
//   - fields that the function which decodes leaves alone, if it takes the struct apart itself, field by field
//   - fields that nobody reads, of a struct that only its package can name and reads field by field, and what such fields hold
//   - texts that only go back to the client as they came (w.Write([]byte(req.Challenge))), or are written as JSON under their own key; and fields of errors that their method Error says, and that are only asked for values other than zero
//   - fields that the package only asks for values other than zero (if msg.State == "playing", or a switch without a default)
//   - in requests: texts that narrow or page a list or remark on something (Prefix, SearchTerm, Comment), numbers that limit one and are only copied (PageSize, MaxResults), numbers from which on a list is read (AfterID, Since), unless the function or struct is named for a change, or is given what is routed by PUT or PATCH, and fields to which the function that decodes gives another value before it reads them (req.User = session.User), in each element of a list too, or by a function of the package that it hands them to
//   - where nothing else is missing in a request or message, bools that do nothing by being false (no !req.DryRun, no else): switches that are off where nobody turns them on; unless the function or struct is named for a change (UpdateQuota), there false turns something off; and in requests texts of a struct of which the package looks whether another text is empty, or whose tags require another field; texts that remark on something in messages too
//   - in what is no request: bools that the package only asks for being true, or hands to functions; fields that the package does not read, if it reads others of the struct; fields that it only formats or logs; fields with a tag env, envconfig, mapstructure or koanf
//   - in answers of servers: numbers, times and bools that are only copied or formatted
//   - CreatedAt, UpdatedAt and DeletedAt with a database tag
//   - texts in answers of servers
//   - for defaults: what is set before the decoder runs, or anywhere in the package by an assignment; functions that call one named for defaults; structs with such a method; comments that make a condition (default true if ...); default tags where the program imports a package that fills them in; fields of configuration; numbers that are only copied; what this program writes too, but for fields of exported structs that it leaves out where they are false
//   - for reused: fields that must be there by their tags or that the loop sets itself, structs that a Validate function judges, variables that are used only after the loop (layers of settings, the third try), or in another branch of it or that a function literal captures, json/v2 and jsoniter, which make null zero, and loops that sleep or receive, or decode only what has one name (if f.Name == "index.json"), if no tag says what may be left out
//   - for converted: methods that mention null, compare the number, or hand the bytes to a function that is no decoder, and types to which all fields of the package are pointers
//
// And for structs:
//
//   - that are only encoded; that are read only from what this program writes: the package encodes the type, or hands it as an any to a function that stores or sends it, and reads it from nobody knows where, from a queue, or from a token in base64; or it encodes a twin, a struct of the same keys and types; or your server answers with the type that your client reads
//   - that middleware reads of a request which it hands on, with a new body or the old one from memory: whoever reads that decides
//   - that are read from files, embedded files, the environment or the output of commands (see -config), or are named Config, Options, Settings and the like, or stand in a package that is, and read from nobody knows where
//   - of std and of dependencies, in generated files, in tests and their helpers (packages named for tests, as httptest is, among them)
//   - that a type decodes inside its own UnmarshalJSON
//
// We do not see JSON that is decoded by reflection, by an interface whose
// implementations are in packages that are not imported, or in a dependency
// that keeps the pointer in a field first; nor do we follow bytes through
// channels.
//
// # Flags
//
//   - jsonnull.decoders: decoders of your own, comma-separated: import/path.Func:1 or import/path.Type.Method:0 decodes into that argument (counted from 0, without the receiver), import/path.Func:[0] into a value of that type argument; add =request or =message to say what it reads
//   - jsonnull.config: report structs that are read only from files, the environment or commands too
//
// # Suppression
//
//	//nolint:jsonnull // reason
//	//lint:ignore jsonnull reason
package jsonnull
