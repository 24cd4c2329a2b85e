// Values that somebody fills in before the file is read: a build (envsubst, Azure DevOps, Jinja …) or the
// person who was given it as a pattern. Nothing can be said of them here.
//
//   isPlaceholder("$(STAGE)");              // all of it
//   holdsPlaceholder("azureml:$(ENV):1");   // a part of it
//   isUnfinished("azureml:<your data>");    // that too
#pragma once

#include <string_view>

namespace footplate::schema {

// Whether the whole text is what a build fills in: `${NAME}`, `$(NAME)`, `$[NAME]`, `$NAME`, `{{ … }}`,
// `#{NAME}#`, `__NAME__`, `%NAME%` or `@@NAME@@`. Neither the service's own `${{ … }}` nor what is likely a
// slip of it ("${inputs.lr}").
bool isPlaceholder(std::string_view text);

// Whether the text holds one of them anywhere, or a `${{ … }}`; slips of that are none here either.
bool holdsPlaceholder(std::string_view text);

// Likewise, or what a person is to replace: `<your data>`, `[name]`, `{name}`.
bool isUnfinished(std::string_view text);

}  // namespace footplate::schema
