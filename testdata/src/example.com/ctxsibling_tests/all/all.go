// Package all is read with -ctxsibling.tests, -ctxsibling.logs=false and
// -ctxsibling.except=net/http.Get.
package all

import (
	"database/sql"
)

var db *sql.DB
