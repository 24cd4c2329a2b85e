#include "base/hash.h"

// OpenSSL's own functions for a digest rather than EVP, which brings every cipher with it: 3 MB of the
// program, and tables that the dynamic linker fills in at each start. Deprecated since 3.0, and there in
// every 3.x.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>

#include "base/fs.h"

namespace footplate {

namespace {

std::string toHex(const unsigned char* bytes, std::size_t count) {
  static const char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4u];
    text += digits[bytes[i] & 15u];
  }
  return text;
}

}  // namespace

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  SHA256_Init(&state_->context);
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256_Final(digest, &state_->context);
  return toHex(digest, sizeof digest);
}

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.finish();
}

Result<std::string> sha256OfFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::unavailable, "reading " + path + ": " + systemMessage(errno));
  Sha256 hash;
  char block[65536];
  while (file.read(block, sizeof block), file.gcount() > 0) {
    hash.add(std::string_view(block, static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad()) return fail(ErrorCode::unavailable, "reading " + path + ": " + systemMessage(errno));
  return hash.finish();
}

Result<std::string> md5OfFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::unavailable, "reading " + path + ": " + systemMessage(errno));
  MD5_CTX context;
  MD5_Init(&context);
  char block[65536];
  while (file.read(block, sizeof block), file.gcount() > 0)
    MD5_Update(&context, block, static_cast<std::size_t>(file.gcount()));
  if (file.bad()) return fail(ErrorCode::unavailable, "reading " + path + ": " + systemMessage(errno));
  unsigned char digest[MD5_DIGEST_LENGTH];
  MD5_Final(digest, &context);
  unsigned char text[(MD5_DIGEST_LENGTH + 2) / 3 * 4 + 1];
  const int length = EVP_EncodeBlock(text, digest, sizeof digest);
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

std::string randomHex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  constexpr std::size_t most = 256;  // that the system gives at once
  for (std::size_t have = 0; have < bytes;) {
    const std::size_t part = std::min(bytes - have, most);
    if (::getentropy(raw.data() + have, part) == 0) have += part;
  }
  return toHex(reinterpret_cast<const unsigned char*>(raw.data()), bytes);
}

}  // namespace footplate
