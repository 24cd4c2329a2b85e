#include "runner/data/data_reference.h"

#include <array>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"

namespace footplate::runner {

namespace {

using Form = DataReference::Form;

// "/a/b/…" behind a marker: "x/datastores/D/paths/P" -> {D, P}. False where the marker is not there.
bool takeBehind(std::string_view text, std::string_view marker, std::string& name, std::string& rest) {
  const std::size_t at = text.find(marker);
  if (at == std::string_view::npos) return false;
  text.remove_prefix(at + marker.size());
  const std::size_t slash = text.find('/');
  name = text.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
  return !name.empty();
}

// "versions/3" or "labels/latest".
std::string versionOf(std::string_view rest) {
  if (rest.starts_with("versions/")) return std::string(rest.substr(9));
  if (rest.starts_with("labels/")) return "@" + std::string(rest.substr(7));
  return {};
}

bool takeAsset(std::string_view text, DataReference& reference) {
  static constexpr std::array kinds{std::pair{"/data/", "data"}, std::pair{"/models/", "model"}};
  for (const auto& [marker, kind] : kinds) {
    std::string rest;
    if (!takeBehind(text, marker, reference.name, rest)) continue;
    reference.kind = kind;
    reference.version = versionOf(rest);
    return !reference.version.empty();
  }
  return false;
}

// azureml://… and azureml:/subscriptions/…: in full, `text` begins behind the scheme's slashes.
DataReference readLong(std::string_view text) {
  DataReference reference;
  const std::string whole = "/" + std::string(text);
  std::string rest;
  if (takeBehind(whole, "/datastores/", reference.name, rest)) {
    reference.form = Form::datastore;
    reference.path = rest.starts_with("paths/") ? rest.substr(6) : rest == "paths" ? "" : rest;
    return reference;
  }
  if (takeBehind(whole, "/jobs/", reference.name, rest) && rest.starts_with("outputs/")) {
    reference.form = Form::jobOutput;
    rest.erase(0, 8);
    const std::size_t slash = rest.find('/');
    reference.version = rest.substr(0, slash);
    reference.path = slash == std::string::npos ? std::string() : rest.substr(slash + 1);
    if (reference.path == "paths") reference.path.clear();
    if (reference.path.starts_with("paths/")) reference.path.erase(0, 6);
    return reference;
  }
  const bool known = takeAsset(whole, reference);
  reference.form = text.starts_with("registries/") ? Form::registry : known ? Form::asset : Form::other;
  return reference;
}

DataReference readShort(std::string_view text) {
  DataReference reference;
  reference.form = Form::asset;
  const std::size_t mark = text.find_first_of(":@");
  reference.name = text.substr(0, mark);
  if (mark != std::string_view::npos) reference.version = text.substr(text[mark] == '@' ? mark : mark + 1);
  return reference;
}

// Names of the query whose values give access: shared access signatures, AWS and Google signed addresses.
bool isCredential(std::string_view name) {
  static constexpr std::array names{
      std::string_view("sig"),          std::string_view("sv"),    std::string_view("se"),
      std::string_view("st"),           std::string_view("sp"),    std::string_view("sr"),
      std::string_view("srt"),          std::string_view("ss"),    std::string_view("spr"),
      std::string_view("sip"),          std::string_view("si"),    std::string_view("skoid"),
      std::string_view("sktid"),        std::string_view("skt"),   std::string_view("ske"),
      std::string_view("sks"),          std::string_view("skv"),   std::string_view("token"),
      std::string_view("access_token"), std::string_view("key"),   std::string_view("signature"),
      std::string_view("api_key"),      std::string_view("apikey")};
  const std::string lower = toLower(name);
  for (const std::string_view one : names) {
    if (lower == one) return true;
  }
  return lower.starts_with("x-amz-") || lower.starts_with("x-goog-");
}

bool hasSignature(const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    const std::string name = toLower(part.substr(0, part.find('=')));
    // The other words of a signature mean something else where there is none.
    if (name == "sig" || (isCredential(name) && name.size() > 3)) return true;
  }
  return false;
}

}  // namespace

std::string httpsAddress(std::string_view uri) {
  const std::string scheme = uriScheme(uri);
  if (scheme == "adl" || scheme == "azuredatalake") return "https" + std::string(uri.substr(scheme.size()));
  if (scheme != "wasbs" && scheme != "wasb" && scheme != "abfss" && scheme != "abfs") return std::string(uri);
  const std::string_view rest = uri.substr(uri.find("://") + 3);
  const std::size_t at = rest.find('@');
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  if (at == std::string_view::npos || at > slash) return std::string(uri);
  const std::string host(rest.substr(at + 1, slash - at - 1));
  return "https://" + replaceAll(host, ".dfs.", ".blob.") + "/" + std::string(rest.substr(0, at)) +
         std::string(rest.substr(slash));
}

DataReference readDataReference(std::string_view text) {
  DataReference reference;
  const std::string scheme = uriScheme(text);
  if (scheme.empty()) {
    reference.path = text;
  } else if (scheme == "file") {
    const Result<std::string> path =
        text.starts_with("file://") ? pathFromUri(text) : Result<std::string>("");
    reference.path = path && !path->empty() ? *path : std::string(text.substr(5));
  } else if (scheme == "azureml") {
    text.remove_prefix(8);
    if (!text.starts_with('/')) return readShort(text);
    while (text.starts_with('/')) text.remove_prefix(1);
    return readLong(text);
  } else {
    reference.path = httpsAddress(text);
    const std::string now = uriScheme(reference.path);
    reference.form = now == "https" || now == "http" ? Form::web : Form::other;
  }
  return reference;
}

BareAddress withoutCredentials(std::string_view uri) {
  BareAddress bare{std::string(uri), {}};
  const std::string scheme = uriScheme(uri);
  if (scheme.empty() || uri.substr(scheme.size(), 3) != "://") return bare;
  const std::size_t host = uri.find("://") + 3;
  const std::size_t end = std::min(uri.find_first_of("/?#", host), uri.size());
  const std::size_t at = uri.substr(0, end).rfind('@');
  std::string user;
  // What stands before the @ of wasbs: and abfss: is the container.
  if ((scheme == "http" || scheme == "https") && at != std::string_view::npos && at >= host) {
    user = uri.substr(host, at - host);
    bare.address.erase(host, at + 1 - host);
  }
  const std::size_t question = bare.address.find('?');
  std::string kept;
  std::string taken;
  if (question != std::string::npos) {
    const std::vector<std::string> parts = split(std::string_view(bare.address).substr(question + 1), '&');
    const bool isSigned = hasSignature(parts);
    for (const std::string& part : parts) {
      std::string& to = isSigned && isCredential(part.substr(0, part.find('='))) ? taken : kept;
      to += (to.empty() ? "" : "&") + part;
    }
    bare.address = bare.address.substr(0, question) + (kept.empty() ? "" : "?" + kept);
  }
  if (!user.empty() || !taken.empty()) bare.secret = user + "\n" + taken;
  return bare;
}

std::string fullAddress(const BareAddress& bare) {
  if (bare.secret.empty()) return bare.address;
  std::string address = bare.address;
  const std::size_t line = bare.secret.find('\n');
  const std::string user = bare.secret.substr(0, line);
  const std::string query = line == std::string::npos ? std::string() : bare.secret.substr(line + 1);
  if (!user.empty()) address.insert(address.find("://") + 3, user + "@");
  if (!query.empty()) address += (address.find('?') == std::string::npos ? "?" : "&") + query;
  return address;
}

}  // namespace footplate::runner
