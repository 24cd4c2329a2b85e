// A list of protocol values as JSON text.
#pragma once

#include <string>
#include <vector>

#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

template <class T>
std::string listText(const std::vector<T>& list) {
  std::string out = "[";
  for (const T& item : list) {
    if (out.size() > 1) out += ',';
    write(out, item);
  }
  out += ']';
  return out;
}

}  // namespace footplate::lsp
