// What a step says by an output of one value (`type: boolean`, …): the text in the file it wrote, or, for
// what the pipeline decides by, the run's property that the service reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/run_record.h"

namespace footplate::runner {

// The JSON object of control outputs by name, as a tag or property of the run.
inline constexpr const char* controlProperty = "azureml.pipeline.control";

// The value of the output `name`, whose file is `path`; nothing where neither says one.
std::optional<std::string> writtenValue(const store::Run& run, const std::string& name,
                                        const std::string& path);

// "True", "true", "1" and their opposites; nothing for other text.
std::optional<bool> truthOf(std::string_view text);

}  // namespace footplate::runner
