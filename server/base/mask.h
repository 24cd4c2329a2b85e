// Secrets in what we print: key-like names and credentials in URLs are shown as "***".
#pragma once

#include <string>
#include <string_view>

namespace footplate {

// Whether a variable or key of this name usually holds a secret: "AZURE_STORAGE_KEY", "db_password",
// "apiToken".
bool isSecretName(std::string_view name);

// The text with user:password@ of URLs, sig=/token= parameters, AccountKey=... and NAME=value of secret names
// masked.
std::string maskSecrets(std::string_view text);

}  // namespace footplate
