// What file systems can do beyond POSIX: linux/ and macos/ have it in their words. All take open descriptors
// or paths, and leave the reason of a failure in errno. Any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

namespace footplate {

// Returns when what was written, or the entries of a folder, would survive a loss of power; false when it may
// not.
bool syncToDisk(int descriptor);
// Writing out begins, so that syncToDisk has less to wait for.
void beginSync(int descriptor);
// All of the file system that the descriptor is on.
void syncFileSystem(int descriptor);

// Makes the empty file `to` share the content of `from` until one is written to (reflink); false where the
// file system cannot, and on macOS, which clones into new names only.
bool cloneContent(int from, int to);

// Copies up to `bytes` from the offset, which moves on, to where `to` stands, within the kernel: as ::write
// returns, -1 also where the kernel cannot.
ssize_t copyRange(int from, off_t& offset, int to, std::size_t bytes);

// Two paths get each other's content in one step: 0, or errno, EINVAL where the file system cannot.
int exchangeNames(const std::string& one, const std::string& other);

}  // namespace footplate
