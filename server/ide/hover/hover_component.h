// What the value of `component` or `trial` stands for: the component's description, what it takes and gives.
#pragma once

#include <string>

#include "ide/document.h"

namespace footplate::ide {

// Markdown; "" when the scalar is none of these, or the component is out of reach.
std::string componentWords(const Document& document, yaml::Node reference, const Workspace& workspace);

}  // namespace footplate::ide
