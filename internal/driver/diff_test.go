package driver

import "testing"

func TestRenumber(t *testing.T) {
	const hunks = `@@ -1,3 +1,5 @@
+a
 b
+c
 d
 e
@@ -20,3 +21,2 @@
 f
-@@ -1 +1 @@
 h
@@ -30 +30 @@
-i
\ No newline at end of file
+j
\ No newline at end of file
`
	const want = `@@ -1,3 +1,5 @@
+a
 b
+c
 d
 e
@@ -20,3 +22,2 @@
 f
-@@ -1 +1 @@
 h
@@ -30 +31 @@
-i
\ No newline at end of file
+j
\ No newline at end of file
`
	if got := renumber(hunks); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
