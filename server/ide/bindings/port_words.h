// Ports put into words, for completion and hover.
#pragma once

#include <string>

#include "ide/bindings/ports.h"

namespace footplate::ide {

// One line: "number = 0.1", "uri_folder, optional". `type` is what the port's own type was resolved to.
std::string portDetail(const Port& port, const PortType& type);
// Its own description, as Markdown; "" when it has none.
std::string portDescription(const Port& port);

}  // namespace footplate::ide
