#include "ide/navigation/links.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/navigation/mentions.h"
#include "ide/project_files.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::string_view endOfAddress = " \t\r\n'\"`<>|\\^{}[]";

class LinkFinder {
 public:
  LinkFinder(const Document& document, const Workspace& workspace)
      : document_(document), workspace_(workspace), documents_(document, workspace) {}

  std::vector<Link> find() {
    addFiles();
    addScalars();
    addModeline();
    const auto begins = [](const Link& link) { return link.span.begin; };
    std::ranges::stable_sort(found_, {}, begins);
    std::vector<Link> apart;
    for (Link& link : found_) {
      if (apart.empty() || link.span.begin >= apart.back().span.end) apart.push_back(std::move(link));
    }
    return apart;
  }

 private:
  // Files the document names; folders are left out, for an editor has nothing to open there.
  void addFiles() {
    const Mentions& all = findMentions(document_, documents_);
    for (const Mention& mention : all.mentions) {
      const Subject& subject = all.subject(mention);
      if (subject.kind == SubjectKind::file && !workspace_.isFolder(subject.path))
        found_.push_back({mention.span, subject.path, {}});
      if (subject.kind != SubjectKind::asset || mention.defines) continue;
      if (const FileFacts* file = fileOf(subject)) found_.push_back({mention.reach, file->path, {}});
    }
  }

  const FileFacts* fileOf(const Subject& subject) {
    if (!files_) files_ = workspace_.projectFiles();
    const std::size_t slash = subject.name.find('/');
    if (!files_) return nullptr;
    const std::string_view name = subject.name;
    return files_->definition(name.substr(0, slash), name.substr(slash + 1), subject.version);
  }

  void addScalars() {
    const yaml::Tree& tree = document_.yaml();
    const auto count = static_cast<yaml::NodeId>(tree.nodeCount());
    for (yaml::NodeId id = 0; id < count; ++id) {
      const Node node = tree.node(id);
      if (!node.isScalar()) continue;
      addAddresses(node.span());
      if (document_.kind == "conda") addRequirements(node, node.text());
    }
  }

  // Addresses in any text, also behind "git+".
  void addAddresses(Span place) {
    const std::string_view text = std::string_view(*document_.text).substr(place.begin, place.size());
    std::size_t next = 0;
    for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", next)) {
      next = at + 3;
      std::size_t begin = at;
      while (begin > 0 && isSchemeLetter(text[begin - 1])) --begin;
      std::string_view scheme = text.substr(begin, at - begin);
      const bool web = scheme == "http" || scheme == "https" || scheme == "git+https" || scheme == "git+http";
      if (!web) continue;
      std::size_t end = std::min(text.size(), text.find_first_of(endOfAddress, at));
      next = std::max(next, end);                                // what stands in an address is no other one
      const bool open = text.substr(end - 1).starts_with("${");  // known when it runs
      while (end > at + 3 && std::string_view(".,;:!?)").find(text[end - 1]) != std::string_view::npos) --end;
      if (end <= at + 3 || open) continue;
      const Span span{place.begin + static_cast<Offset>(begin), place.begin + static_cast<Offset>(end)};
      found_.push_back({span, {}, webAddress(text.substr(begin, end - begin))});
    }
  }

  static bool isSchemeLetter(char c) { return (c >= 'a' && c <= 'z') || c == '+'; }

  // pip's "git+https://HOST/REPOSITORY.git@REVISION#egg=NAME" is a page of HOST.
  static std::string webAddress(std::string_view text) {
    if (!text.starts_with("git+")) return std::string(text);
    text.remove_prefix(4);
    text = text.substr(0, text.find('#'));
    const std::size_t revision = text.find('@', text.find("://") + 3);
    return std::string(text.substr(0, revision));
  }

  // "-r requirements.txt", "-c FILE", "-e PATH" in a conda file's pip list.
  void addRequirements(Node node, std::string_view text) {
    for (std::string_view option : {"-r ", "-c ", "--requirement ", "--constraint ", "-r", "-c"}) {
      if (!text.starts_with(option)) continue;
      addPath(node, trim(text.substr(option.size())), document_.folder());
      return;
    }
  }

  void addPath(Node node, std::string_view name, const std::string& folder) {
    if (name.empty() || folder.empty() || !uriScheme(name).empty()) return;
    const std::string path = joinPath(folder, name);
    const std::size_t at = document_.text->find(name, node.span().begin);
    if (workspace_.look(path) != FileKind::file || at >= node.span().end) return;
    const auto begin = static_cast<Offset>(at);
    found_.push_back({{begin, begin + static_cast<Offset>(name.size())}, path, {}});
  }

  // # yaml-language-server: $schema=LOCATION
  void addModeline() {
    for (const Span comment : document_.yaml().comments()) {
      const std::string_view text = std::string_view(*document_.text).substr(comment.begin, comment.size());
      const std::size_t word = text.find("$schema=");
      if (text.find("yaml-language-server:") == std::string_view::npos || word == std::string_view::npos)
        continue;
      const std::size_t begin = word + 8;
      const std::size_t end = std::min(text.size(), text.find_first_of(" \t\r", begin));
      addLocation({comment.begin + static_cast<Offset>(begin), comment.begin + static_cast<Offset>(end)},
                  text.substr(begin, end - begin));
    }
  }

  void addLocation(Span span, std::string_view location) {
    const std::string scheme = uriScheme(location);
    if (scheme == "http" || scheme == "https") {
      found_.push_back({span, {}, std::string(location)});
    } else if (scheme.empty() || scheme == "file") {
      const std::string path = scheme.empty() ? std::string(location) : pathFromUri(location).value_or("");
      if (path.empty() || (document_.folder().empty() && !isAbsolutePath(path))) return;
      const std::string whole = joinPath(document_.folder(), path);
      if (workspace_.look(whole) == FileKind::file) found_.push_back({span, whole, {}});
    }
  }

  const Document& document_;
  const Workspace& workspace_;
  DocumentSet documents_;
  std::shared_ptr<const ProjectFiles> files_;
  std::vector<Link> found_;
};

}  // namespace

std::vector<Link> links(const Document& document, const Workspace& workspace) {
  return LinkFinder(document, workspace).find();
}

}  // namespace footplate::ide
