#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "protocol/generated/footplate_types.h"

using namespace footplate;
using namespace footplate::protocol;
using nlohmann::json;

TEST_CASE("a failed reading names the member") {
  const auto path = [](const char* text) {
    const auto read = fromJson<DidChangeTextDocumentParams>(json::parse(text));
    return read ? std::string("read") : read.error().message;
  };
  CHECK(path(R"({"textDocument":{"uri":"u","version":1},"contentChanges":[{"text":"x"}]})") == "read");
  CHECK(path(R"({"contentChanges":[]})") == "textDocument: missing");
  CHECK(path(R"({"textDocument":{"uri":"u","version":"1"},"contentChanges":[]})") ==
        "textDocument.version: expected an integer");
  CHECK(path(R"({"textDocument":{"uri":"u","version":1},"contentChanges":[{"text":"x"},
                 {"text":"y","range":{"start":{"line":-1,"character":0},"end":{}}}]})") ==
        "contentChanges[1].range.start.line: expected an unsigned integer");
  CHECK(path("[]") == "value: expected an object");
}

TEST_CASE("optional members may be absent or null, nullable ones are always written") {
  const auto params =
      fromJson<InitializeParams>(json::parse(R"({"processId":null,"workspaceFolders":null})"));
  REQUIRE(params);
  CHECK_FALSE(params->processId);
  CHECK(params->capabilities == nullptr);
  Run run;
  run.displayName = "line\n\"quoted\" \xFF";
  const json written = json::parse(toJson(run));
  CHECK(written["started"].is_null());
  CHECK(written["display_name"] == "line\n\"quoted\" \xEF\xBF\xBD");
  CHECK(written["status"] == "NotStarted");
  CHECK(written["metrics"] == json::object());
  CHECK(toJson(Diagnostic{}).find("severity") == std::string::npos);
}

TEST_CASE("what is written reads back the same") {
  const DocumentSymbol symbol{"a",
                              "detail",
                              SymbolKind::object,
                              {{1, 2}, {3, 4}},
                              {{1, 2}, {1, 3}},
                              std::vector<DocumentSymbol>{{"b", {}, SymbolKind::key, {}, {}, {}}}};
  const auto back = fromJson<DocumentSymbol>(json::parse(toJson(symbol)));
  REQUIRE(back);
  CHECK(toJson(*back) == toJson(symbol));
}
