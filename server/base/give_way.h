// For a thread whose work nobody waits for at the keyboard: it runs where a core is free, and gives way where
// another thread wants one.
//
//   std::thread([] { giveWay(); checkAll(); });
#pragma once

namespace footplate {

// For the rest of the calling thread's life; a system that refuses leaves it as it was.
void giveWay();

}  // namespace footplate
