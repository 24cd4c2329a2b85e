// Secrets in what we print: key-like names and credentials in URLs are shown as "***".
#pragma once

#include <string>
#include <string_view>

namespace footplate {

// Whether a variable or key of this name usually holds a secret: "AZURE_STORAGE_KEY", "db_password",
// "apiToken".
bool isSecretName(std::string_view name);

// The text with user:password@ of URLs (also of slips, "https//user:password@"), sig=/token= parameters,
// AccountKey=…, bearer tokens and the values of secret names masked: NAME=value, NAME="some words", --name
// value, "name": "value".
std::string maskSecrets(std::string_view text);

// The value of a variable, input or parameter of that name as it is shown: "***" for a secret one.
std::string maskedValue(std::string_view name, std::string_view value);

}  // namespace footplate
