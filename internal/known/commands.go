package known

import "strings"

// RunsToEnd reports whether a command of that name should not be killed
// halfway: it writes to a disk or changes the system, and is soon done.
func RunsToEnd(name string) bool {
	name = name[strings.LastIndexByte(name, '/')+1:]
	if _, ok := untouched[name]; ok {
		return true
	}
	family, _, found := strings.Cut(name, ".") // mkfs.ext4
	return found && (family == "mkfs" || family == "fsck" || family == "mount" || family == "umount")
}

// AsksItself reports whether an argument makes a command tell about itself and
// end: its version, its usage.
func AsksItself(arg string) bool {
	switch arg {
	case "--version", "-version", "-V", "version", "--help", "-help", "-h", "help":
		return true
	}
	return false
}

// The reasons are those of each command's manual.
var untouched = map[string]string{
	"mkfs": "half a file system", "mke2fs": "half a file system", "mkswap": "half a swap area",
	"fsck": "half a repair", "e2fsck": "half a repair", "xfs_repair": "half a repair", "resize2fs": "half a move", "xfs_growfs": "half a move",
	"mount": "a system call", "umount": "a system call", "modprobe": "a system call", "losetup": "a system call", "sync": "a system call",
	"cryptsetup": "half a key slot", "lvcreate": "half a volume", "lvremove": "half a volume", "lvextend": "half a volume", "dmsetup": "half a table",
	"sgdisk": "half a table", "parted": "half a table", "sfdisk": "half a table",
	"iptables": "half a change of rules", "ip6tables": "half a change of rules", "nft": "half a change of rules", "ip": "half a change of routes",
	"useradd": "half a user", "groupadd": "half a group", "usermod": "half a user",
}
