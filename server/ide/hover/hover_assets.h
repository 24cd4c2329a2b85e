// What an asset's file says of it: the image and the packages of an environment, where data lies, how large a
// compute is; and what an address in a datastore names.
#pragma once

#include <string>
#include <string_view>

#include "ide/document.h"
#include "ide/references.h"

namespace footplate::ide {

// Markdown of the asset of a kind ("environment") that a reference names; "" where the project has no file of
// it.
std::string assetWords(const std::string& kind, const Reference& reference, const Document& document,
                       const Workspace& workspace);

// Of "azureml://datastores/lake/paths/raw"; "" for other texts.
std::string datastoreWords(std::string_view address, const Workspace& workspace);

}  // namespace footplate::ide
