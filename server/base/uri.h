// file: URIs and paths. Percent-encoding as editors do it (RFC 3986 unreserved and '/' kept).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate {

// "/a b/c.yml" -> "file:///a%20b/c.yml". The path is absolute.
std::string uriFromPath(std::string_view path);

// "file:///a%20b/c.yml" -> "/a b/c.yml"; usage error for another scheme or a broken escape.
Result<std::string> pathFromUri(std::string_view uri);

// "a%20b" -> "a b"; a broken escape stays as it is.
std::string percentDecoded(std::string_view text);

// The scheme in lower case ("https"), or "" where there is none. One letter (C:) is no scheme.
std::string uriScheme(std::string_view text);

}  // namespace footplate
