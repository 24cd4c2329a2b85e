#include "runner/data/address_secrets.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

namespace footplate::runner {

namespace {

std::map<std::string, std::string>& adopted() {
  static std::map<std::string, std::string> secrets;
  return secrets;
}

}  // namespace

std::string addressSecretsText(const std::map<std::string, std::string>& secrets) {
  return nlohmann::json(secrets).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void adoptAddressSecrets() {
  char* text = std::getenv(addressSecretsVariable);
  if (text == nullptr) return;
  const nlohmann::json secrets = nlohmann::json::parse(text, nullptr, false);
  if (secrets.is_object()) {
    for (const auto& [address, secret] : secrets.items()) {
      if (secret.is_string()) adopted()[address] = secret.get<std::string>();
    }
  }
  // /proc/PID/environ shows this memory even after the variable is gone.
  std::fill_n(text, std::strlen(text), '*');
  ::unsetenv(addressSecretsVariable);
}

std::string secretOf(const std::string& address) {
  const auto found = adopted().find(address);
  return found == adopted().end() ? std::string() : found->second;
}

}  // namespace footplate::runner
