#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/random.h>

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

// Digests need neither OpenSSL's configuration file nor its tables of names; reading them would cost every
// start of the program a millisecond.
void prepareOpenSsl() {
  static const int ready = OPENSSL_init_crypto(
      OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS |
          OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT,
      nullptr);
  static_cast<void>(ready);
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() {
  prepareOpenSsl();
  state_ = std::make_unique<State>();
  EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr);
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(state_->context, digest, &size);
  return toHex(digest, size);
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
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (EVP_DigestInit_ex(context.get(), EVP_md5(), nullptr) != 1)
    return fail(ErrorCode::unsupported, "checking " + path + ": this OpenSSL has no MD5");
  char block[65536];
  while (file.read(block, sizeof block), file.gcount() > 0)
    EVP_DigestUpdate(context.get(), block, static_cast<std::size_t>(file.gcount()));
  if (file.bad()) return fail(ErrorCode::unavailable, "reading " + path + ": " + systemMessage(errno));
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), digest, &size);
  unsigned char text[64];
  const int length = EVP_EncodeBlock(text, digest, static_cast<int>(size));
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

std::string randomHex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  std::size_t have = 0;
  while (have < bytes) {
    const ssize_t got = ::getrandom(raw.data() + have, bytes - have, 0);
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  return toHex(reinterpret_cast<const unsigned char*>(raw.data()), bytes);
}

}  // namespace footplate
