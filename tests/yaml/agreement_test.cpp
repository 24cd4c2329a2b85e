// Our tree beside two other readers, over every real file there is: libfyaml (the judge) and yaml-cpp.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "yaml/events.h"
#include "yaml/strict.h"
#ifdef FOOTPLATE_LIBFYAML
#include <libfyaml.h>
#endif

using namespace footplate;
using namespace footplate::yaml;
namespace fs = std::filesystem;

namespace {

const fs::path corpus = fs::path(FOOTPLATE_SOURCE) / "../shared/corpus/yaml";

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The other readers let a key stand twice unless asked.
bool hasProblem(const Tree& tree, Severity least) {
  for (const Problem& problem : tree.problems()) {
    if (problem.severity <= least && problem.code != "yaml.duplicate-key") return true;
  }
  return false;
}

#ifdef FOOTPLATE_LIBFYAML

std::string textOf(fy_token* token) {
  std::size_t length = 0;
  const char* text = token ? fy_token_get_text(token, &length) : nullptr;
  return text ? std::string(text, length) : std::string();
}

std::string lineOf(fy_event* event) {
  switch (event->type) {
    case FYET_DOCUMENT_START:
      return "+DOC\n";
    case FYET_DOCUMENT_END:
      return "-DOC\n";
    case FYET_MAPPING_START:
      return "+MAP &" + textOf(event->mapping_start.anchor) + "\n";
    case FYET_MAPPING_END:
      return "-MAP\n";
    case FYET_SEQUENCE_START:
      return "+SEQ &" + textOf(event->sequence_start.anchor) + "\n";
    case FYET_SEQUENCE_END:
      return "-SEQ\n";
    case FYET_ALIAS:
      return "=ALI " + textOf(event->alias.anchor) + "\n";
    case FYET_SCALAR:
      return "=VAL &" + textOf(event->scalar.anchor) + " " + testing::escaped(textOf(event->scalar.value)) +
             "\n";
    default:
      return {};
  }
}

// The events libfyaml sees, or nothing when it finds an error.
std::optional<std::string> judged(const std::string& text) {
  fy_diag_cfg quiet{};
  fy_diag_cfg_default(&quiet);
  quiet.fp = nullptr;
  quiet.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
  fy_diag* diagnostics = fy_diag_create(&quiet);
  fy_parse_cfg configuration{};
  configuration.diag = diagnostics;
  configuration.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS);
  fy_parser* parser = fy_parser_create(&configuration);
  fy_parser_set_string(parser, text.data(), text.size());
  std::string out;
  while (fy_event* event = fy_parser_parse(parser)) {
    out += lineOf(event);
    fy_parser_event_free(parser, event);
  }
  const bool failed = fy_parser_get_stream_error(parser);
  fy_parser_destroy(parser);
  fy_diag_destroy(diagnostics);
  return failed ? std::nullopt : std::optional<std::string>(out);
}

void append(std::string& out, Node node) {
  const std::string anchor = " &" + std::string(node.anchor());
  switch (node.kind()) {
    case Kind::null_:
    case Kind::scalar:
      out += "=VAL" + anchor + " " + testing::escaped(node.text()) + "\n";
      return;
    case Kind::alias:
      out += "=ALI " + std::string(node.text()) + "\n";
      return;
    case Kind::sequence:
      out += "+SEQ" + anchor + "\n";
      for (Node item : node.items()) append(out, item);
      out += "-SEQ\n";
      return;
    case Kind::mapping:
      out += "+MAP" + anchor + "\n";
      for (Entry entry : node.entries()) {
        append(out, entry.key);
        append(out, entry.value);
      }
      out += "-MAP\n";
  }
}

std::string ours(const Tree& tree) {
  std::string out;
  for (const NodeId root : tree.documents()) {
    out += "+DOC\n";
    append(out, tree.node(root));
    out += "-DOC\n";
  }
  return out;
}

#endif

template <class Check>
int forEachFile(Check check) {
  int files = 0;
  if (!fs::exists(corpus)) {
    WARN("skipped: ../shared/corpus/yaml is not there");
    return files;
  }
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = readAll(entry.path());
    const auto tree = parse(std::make_shared<const std::string>(text));
    INFO(entry.path().string());
    check(text, *tree);
    ++files;
  }
  return files;
}

}  // namespace

#ifdef FOOTPLATE_LIBFYAML
TEST_CASE("libfyaml sees the same structure in every real file, and the same files as wrong") {
  forEachFile([](const std::string& text, const Tree& tree) {
    const std::optional<std::string> expected = judged(text);
    CHECK(hasProblem(tree, Severity::information) == !expected.has_value());
    if (expected) CHECK(ours(tree) == *expected);
  });
}
#endif

TEST_CASE("yaml-cpp reads strictly every real file that the tree finds right") {
  forEachFile([](const std::string& text, const Tree& tree) {
    const std::optional<Problem> problem = strictProblem(text);
    if (!hasProblem(tree, Severity::error)) CHECK((problem ? problem->message : "") == "");
  });
}
