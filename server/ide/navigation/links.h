// The texts of a document that lead somewhere: files that exist, web addresses, repositories.
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct Link {
  Span span;
  std::string path;     // of a file; "" for an address
  std::string address;  // http or https
};

// In the order of the text, apart from each other.
std::vector<Link> links(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
