// A child in a process group of its own gets the terminal while it runs, as a shell gives it to a program:
// Ctrl-C reaches the child's group alone, and it may read what is typed.
//
//   auto child = spawn(options);          // Grouping::group
//   Foreground terminal(child->pid());    // does nothing where standard input is no terminal
#pragma once

#include <sys/types.h>

namespace footplate::os {

class Foreground {
 public:
  explicit Foreground(pid_t group);
  ~Foreground();  // the terminal is ours again
  Foreground(const Foreground&) = delete;
  Foreground& operator=(const Foreground&) = delete;

  // Whether the child has the terminal, so that it hears of Ctrl-C itself.
  bool given() const { return given_; }

 private:
  bool given_ = false;
};

}  // namespace footplate::os
