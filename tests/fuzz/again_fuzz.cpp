// A text that was edited gives the tree of a fresh parse, whatever the text and the edit: the first bytes of
// the input say which part of the rest was written last.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "../yaml/same_tree.h"
#include "yaml/tree.h"

using namespace footplate::yaml;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 4;
  if (size < head) return 0;
  const std::string now(reinterpret_cast<const char*>(data) + head, size - head);
  const std::size_t at = (data[0] * 256U + data[1]) % (now.size() + 1);
  const std::size_t added = std::min<std::size_t>(data[2], now.size() - at);
  std::string before = now;
  before.replace(at, added, now, 0, std::min<std::size_t>(data[3] % 16, now.size()));
  const auto earlier = parse(std::make_shared<const std::string>(before));
  const auto text = std::make_shared<const std::string>(now);
  const std::string different = testing::difference(*parseAgain(text, *earlier), *parse(text));
  if (different.empty()) return 0;
  std::fprintf(stderr, "different: %s\n--- before\n%s\n--- now\n%s\n", different.c_str(), before.c_str(),
               now.c_str());
  std::abort();
}
