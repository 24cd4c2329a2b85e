// GET https://HOST/CONTAINER?restype=container&comp=list&prefix=FOLDER/&marker=…: XML with <Name>s and the
// <NextMarker> of the page that follows.
#include "runner/data/blob_list.h"

#include <set>

#include "base/mask.h"
#include "base/strings.h"
#include "os/http_client.h"

namespace footplate::runner {

namespace {

constexpr std::size_t mostFiles = 200'000;

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percentEncoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  static constexpr std::string_view plain = "-_.~/";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool keep = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      plain.find(c) != std::string_view::npos;
    if (keep) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return result;
}

std::string xmlDecoded(std::string text) {
  for (const auto& [from, to] : {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&quot;", "\""},
                                 std::pair{"&apos;", "'"}, std::pair{"&amp;", "&"}})
    text = replaceAll(std::move(text), from, to);
  return text;
}

// The texts of all elements of this name.
std::vector<std::string> elements(std::string_view xml, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">";
  const std::string close = "</" + std::string(name) + ">";
  std::vector<std::string> found;
  for (std::size_t at = xml.find(open); at != std::string_view::npos; at = xml.find(open, at)) {
    at += open.size();
    const std::size_t end = xml.find(close, at);
    if (end == std::string_view::npos) break;
    found.push_back(xmlDecoded(std::string(xml.substr(at, end - at))));
  }
  return found;
}

// Accounts with real folders list these too, as files without content.
void dropFolders(std::vector<ListedBlob>& files) {
  std::set<std::string> folders;
  for (const ListedBlob& file : files) {
    for (std::size_t at = file.name.find('/'); at != std::string::npos; at = file.name.find('/', at + 1))
      folders.insert(file.name.substr(0, at));
  }
  std::erase_if(files, [&](const ListedBlob& file) { return folders.contains(file.name); });
}

}  // namespace

std::string percentDecoded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hexValue(text[at + 1]) : -1;
    const int low = high >= 0 ? hexValue(text[at + 2]) : -1;
    // A name never gets a slash or an end that was not there.
    const int value = high >= 0 && low >= 0 ? high * 16 + low : 0;
    if (value != 0 && value != '/') {
      result += static_cast<char>(value);
      at += 2;
    } else {
      result += text[at];
    }
  }
  return result;
}

Result<std::vector<ListedBlob>> listBlobs(const BareAddress& folder, CancelToken stop) {
  const std::string shown = maskSecrets(folder.address);
  const std::string& address = folder.address;
  const std::size_t host = address.find("://") + 3;
  const std::size_t first = address.find('/', host);
  const std::size_t end = std::min(address.find_first_of("?#"), address.size());
  if (first == std::string::npos || first + 1 >= end)
    return fail(ErrorCode::invalid, "listing " + shown + ": it names no container");
  const std::size_t second = std::min(address.find('/', first + 1), end);
  const std::string container = address.substr(0, second);
  std::string prefix = second < end ? percentDecoded(address.substr(second + 1, end - second - 1)) : "";
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  std::vector<ListedBlob> files;
  std::string marker;
  do {
    std::string url = container + "?restype=container&comp=list&prefix=" + percentEncoded(prefix);
    if (!marker.empty()) url += "&marker=" + percentEncoded(marker);
    const auto answer = os::httpRequest("GET", fullAddress({url, folder.secret}), {}, {}, stop);
    if (!answer) return fail(answer.error());
    if (answer->status != 200 || answer->body.find("<EnumerationResults") == std::string::npos) {
      return fail(
          ErrorCode::unavailable,
          "listing " + shown + ": the server answered " + std::to_string(answer->status) +
              " and no list; copy the folder and name its place in .footplate/config.yml: mirrors: {\"" +
              shown + "\": PATH}");
    }
    for (const std::string& name : elements(answer->body, "Name")) {
      if (!name.starts_with(prefix) || name.ends_with('/') || name.size() == prefix.size()) continue;
      files.push_back({name.substr(prefix.size()), {container + "/" + percentEncoded(name), folder.secret}});
    }
    const std::vector<std::string> next = elements(answer->body, "NextMarker");
    marker = next.empty() ? std::string() : next.front();
  } while (!marker.empty() && files.size() < mostFiles);
  dropFolders(files);
  if (!files.empty()) return files;
  return fail(ErrorCode::notFound, "listing " + shown + ": there are no files");
}

}  // namespace footplate::runner
