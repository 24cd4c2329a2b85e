// A parent for a process that must leave nothing behind, however it ends.
//
// What a process has started is known by descent as long as the process lives; once it is killed, its orphans
// go to the nearest ancestor that asked for them. That is the caretaker: it waits, and then ends whatever has
// come to it, new session, empty environment or not.
//
//   os::goOnUnderCaretaker(argv[1]);   // first thing in main; returns in the child
#pragma once

namespace footplate::os {

// Forks: the caller goes on as the child, what it was becomes the caretaker and never returns. Before any
// other thread is made. `word` is the argument by which this process is listed; the caretaker's is
// overwritten with as much of "caretaker" as there is room for.
//
// The caretaker keeps the descriptors that are open: a lock among them (LockFile) is free when both have
// ended, so who takes it finds no process left. It ignores what asks for an end, gives up after some seconds
// and exits as the child did (128 and the signal, where one ended it). Where no process can be made, the
// caller goes on without one.
void goOnUnderCaretaker(char* word);

}  // namespace footplate::os
