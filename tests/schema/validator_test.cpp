#include "schema/validator.h"

#include <catch2/catch.hpp>

#include "schema/schema_set.h"

using namespace footplate;
using schema::Issue;
using schema::Schema;
using schema::Typing;

namespace {

const char* const step = R"({
  "type": "object", "required": ["command"], "additionalProperties": false,
  "properties": {
    "command": {"type": "string", "x-required-snippet": " ${1:python main.py}"},
    "environment": {"type": "string"},
    "count": {"type": "integer", "minimum": 1, "maximum": 64, "x-binding": true},
    "mode": {"enum": ["ro_mount", "download", "direct"], "x-ignore-case": true},
    "code": {"type": ["string", "null"]},
    "old": {"type": "string", "deprecated": true},
    "tags": {"type": "object", "additionalProperties": {"type": "string", "x-scalar": true}},
    "files": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "maxItems": 3},
    "distribution": {
      "x-discriminator": "type",
      "oneOf": [
        {"type": "object", "additionalProperties": false, "required": ["type"],
         "properties": {"type": {"const": "pytorch"}, "process_count": {"type": "integer"}}},
        {"type": "object", "additionalProperties": false, "required": ["type"],
         "properties": {"type": {"const": "tensorflow"}, "worker_count": {"type": "integer"}}}
      ]
    },
    "input": {"anyOf": [{"type": ["string", "number"]}, {"type": "object", "additionalProperties": false,
      "required": ["path"], "properties": {"path": {"type": "string"}, "mode": {"type": "string"}}}]}
  }
})";

struct Judged {
  std::shared_ptr<const yaml::Tree> tree;
  std::vector<Issue> issues;

  std::string at(std::size_t i) const {
    const Span span = issues.at(i).span;
    return tree->text().substr(span.begin, span.size());
  }
  // The text after the first fix of an issue.
  std::string fixed(std::size_t i) const {
    std::string text = tree->text();
    const auto edits = issues.at(i).fixes.at(0).edits;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      text.replace(edit->span.begin, edit->span.size(), edit->newText);
    }
    return text;
  }
};

Judged judge(const std::string& text, const char* schema = step, Typing typing = Typing::yaml11) {
  const auto compiled = Schema::compile(schema, typing);
  REQUIRE(compiled);
  Judged judged{yaml::parse(std::make_shared<const std::string>(text)), {}};
  judged.issues = schema::validate(judged.tree->root(), **compiled);
  return judged;
}

std::vector<std::string> codes(const Judged& judged) {
  std::vector<std::string> out;
  for (const Issue& issue : judged.issues) out.push_back(issue.code);
  return out;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a document that fits has no issue") {
  CHECK(judge("command: x\ncount: 3\nmode: Download\ncode:\ninput: 3\ntags: {a: 1, b: on}\n").issues.empty());
}

TEST_CASE("a misspelt key is told once, with the right one as the fix, and its key is not called missing") {
  const Judged judged = judge("comand: x\n");
  REQUIRE(codes(judged) == Codes{"schema.unknown-key"});
  CHECK(judged.issues[0].message == "unknown key 'comand', did you mean 'command'?");
  CHECK(judged.at(0) == "comand");
  CHECK(judged.fixed(0) == "command: x\n");
}

TEST_CASE("a key that nothing is near to is told with what is allowed") {
  const Judged judged = judge("command: x\nfrobnicate: 1\n");
  REQUIRE(codes(judged) == Codes{"schema.unknown-key"});
  CHECK(judged.issues[0].message.find("allowed: 'environment'") != std::string::npos);
  CHECK(judged.issues[0].fixes.empty());
}

TEST_CASE("a missing key is put before the others, as its snippet says") {
  const Judged judged = judge("environment: e\n");
  REQUIRE(codes(judged) == Codes{"schema.missing-key"});
  CHECK(judged.at(0) == "environment");
  CHECK(judged.fixed(0) == "command: python main.py\nenvironment: e\n");
}

TEST_CASE("a missing key of a nested mapping is told at the key that holds it and put at its indent") {
  const Judged judged = judge("command: x\ninput:\n    mode: m\n");
  REQUIRE(codes(judged) == Codes{"schema.missing-key"});
  CHECK(judged.at(0) == "input");
  CHECK(judged.fixed(0) == "command: x\ninput:\n    path: \n    mode: m\n");
}

TEST_CASE("a word where a number belongs is a type error at the word") {
  const Judged judged = judge("command: x\ncount: many\n");
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.issues[0].message == "expected an integer, not 'many'");
  CHECK(judged.at(0) == "many");
}

TEST_CASE("a quoted number is a warning that takes the quotes away") {
  const Judged judged = judge("command: x\ncount: \"2\"\n");
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.issues[0].severity == Severity::warning);
  CHECK(judged.fixed(0) == "command: x\ncount: 2\n");
}

TEST_CASE("a number where text belongs gets quotes") {
  const Judged judged = judge("command: 5\n");
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.fixed(0) == "command: \"5\"\n");
}

TEST_CASE("an expression is taken where the schema says so") {
  CHECK(judge("command: x\ncount: ${{parent.inputs.n}}\n").issues.empty());
}

TEST_CASE("a misspelt value has the right one as its fix, its quotes kept") {
  const Judged judged = judge("command: x\nmode: 'ro_muont'\n");
  REQUIRE(codes(judged) == Codes{"schema.enum"});
  CHECK(judged.fixed(0) == "command: x\nmode: 'ro_mount'\n");
}

TEST_CASE("numbers out of range say the bound") {
  CHECK(judge("command: x\ncount: 0\n").issues.at(0).message == "must be at least 1");
  CHECK(judge("command: x\ncount: 65\n").issues.at(0).message == "must be at most 64");
}

TEST_CASE(
    "a key without a value gets one message, an error where it is required, or none where null is allowed") {
  const Judged judged = judge("command:\ncode:\nfiles:\n");
  REQUIRE(codes(judged) == Codes{"schema.missing-value", "schema.missing-value"});
  CHECK(judged.issues[0].severity == Severity::error);
  CHECK(judged.issues[1].severity == Severity::warning);
}

TEST_CASE("a deprecated key is a hint") {
  const Judged judged = judge("command: x\nold: y\n");
  REQUIRE(codes(judged) == Codes{"schema.deprecated"});
  CHECK(judged.issues[0].severity == Severity::hint);
}

TEST_CASE("lists are judged item by item, and for length and repetition") {
  CHECK(codes(judge("command: x\nfiles: [a, 2]\n")) == Codes{"schema.type"});
  CHECK(codes(judge("command: x\nfiles: [a, a]\n")) == Codes{"schema.items"});
  CHECK(codes(judge("command: x\nfiles: [a, b, c, d]\n")) == Codes{"schema.items"});
  CHECK(judge("command: x\nfiles: a\n").fixed(0) == "command: x\nfiles: [a]\n");
}

TEST_CASE("in a union only the branch that is meant speaks") {
  CHECK(judge("command: x\ndistribution: {type: pytorch, process_count: 2}\n").issues.empty());
  const Judged foreign = judge("command: x\ndistribution:\n  type: pytorch\n  worker_count: 2\n");
  REQUIRE(codes(foreign) == Codes{"schema.unknown-key"});
  CHECK(foreign.at(0) == "worker_count");
  const Judged wrong = judge("command: x\ndistribution:\n  type: horovod\n");
  REQUIRE(codes(wrong) == Codes{"schema.enum"});
  CHECK(wrong.at(0) == "horovod");
  const Judged typo = judge("command: x\ndistribution:\n  type: pytroch\n  process_count: two\n");
  REQUIRE(codes(typo) == Codes{"schema.enum", "schema.type"});
  CHECK(typo.fixed(0).find("type: pytorch") != std::string::npos);
}

TEST_CASE("a value that no branch takes is one type error") {
  const Judged judged = judge("command: x\ninput: [1]\n");
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.issues[0].message == "expected a number, a string or a mapping, not a sequence");
}

TEST_CASE("keys that a merge brings count as present") {
  CHECK(judge("<<: {command: x}\ncount: 1\n").issues.empty());
}

TEST_CASE("what an alias stands for is judged where it is used") {
  const Judged judged = judge("command: &c x\ncount: *c\n");
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.at(0) == "*c");
}

TEST_CASE("aliases on aliases end in time") {
  std::string text = "command: x\ntags:\n  a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    text +=
        "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + previous + ", " + previous + "]\n";
  }
  CHECK(!judge(text).issues.empty());
}

TEST_CASE("a line with a YAML problem gets no message of the schema") {
  for (const Issue& issue : judge("command: x\nmode: [ro_mount\ncount: many\n").issues) {
    CHECK(issue.span.begin > 11);
  }
  CHECK(judge("comm\n").issues.size() <= 1);
}

TEST_CASE("other people's schemas read scalars by YAML 1.2") {
  const char* flag = R"({"properties": {"f": {"type": "boolean"}, "s": {"type": "string"}}})";
  CHECK(judge("s: yes\n", flag, Typing::yaml12).issues.empty());
  const Judged judged = judge("f: yes\n", flag, Typing::yaml12);
  REQUIRE(codes(judged) == Codes{"schema.type"});
  CHECK(judged.fixed(0) == "f: true\n");
  CHECK(judge("f: yes\n", flag, Typing::yaml11).issues.empty());
}

TEST_CASE("keys that exclude each other are told in words") {
  const char* one = R"({"oneOf": [{"required": ["image"]}, {"required": ["build"]}]})";
  CHECK(judge("image: a\nbuild: b\n", one).issues.at(0).message ==
        "only one of 'image' and 'build' may be given");
  CHECK(codes(judge("name: a\n", one)) == Codes{"schema.missing-key"});
}

TEST_CASE("every schema we bring compiles, and knows its own keys") {
  for (const std::string& kind : schema::kindsWithSchema()) {
    INFO(kind);
    const auto compiled = schema::schemaOfKind(kind);
    REQUIRE(compiled);
    CHECK(compiled == schema::schemaOfKind(kind));
    CHECK((!compiled->root().properties.empty() || !compiled->root().unions.empty()));
  }
  CHECK(schema::schemaOfKind("noSuchKind") == nullptr);
}
