// SHA-256 by OpenSSL, in lower-case hexadecimal.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate {

std::string sha256(std::string_view text);
// Reads the file in blocks. Errors as readFile's.
Result<std::string> sha256OfFile(const std::string& path);

// For data that comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  void add(std::string_view bytes);
  std::string finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// MD5 in base64, as Content-MD5 has it: tells damage on the way, nothing more.
Result<std::string> md5OfFile(const std::string& path);

// `bytes` random bytes as hexadecimal, from the kernel.
std::string randomHex(std::size_t bytes);

}  // namespace footplate
