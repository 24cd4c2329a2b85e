// footplate view FROM TO [FROM TO]… -- PROGRAM ARGUMENT…
#include "os/read_only_view.h"

#include <iterator>

#include "os/program.h"

namespace footplate::os {

std::vector<std::string> withViews(const std::vector<ReadOnlyView>& views, std::vector<std::string> argv) {
  if (views.empty()) return argv;
  std::vector<std::string> words{ownProgram(), viewWord};
  for (const ReadOnlyView& view : views) words.insert(words.end(), {view.from, view.to});
  words.emplace_back(viewEnd);
  words.insert(words.end(), std::make_move_iterator(argv.begin()), std::make_move_iterator(argv.end()));
  return words;
}

}  // namespace footplate::os
