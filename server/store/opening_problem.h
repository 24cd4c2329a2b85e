// Why a database cannot be opened: SQLite itself says no more than "unable to open database file". Free
// functions; any thread.
//
//   openingProblem("/p/.footplate/footplate.db");
//   // "no right to read /p/.footplate/footplate.db, which belongs to root; work as that user, or …"
#pragma once

#include <string>

namespace footplate::store {

// What is seen to be wrong with the file, those beside it and its folder, and the way out; "" for nothing.
std::string openingProblem(const std::string& path);

// Of that only the folder on the way to it that this user may not enter; "" for none.
std::string closedFolder(const std::string& path);

// Whether next to nothing can be written on the disk of a path.
bool isDiskFull(const std::string& path);

}  // namespace footplate::store
