// Figures of the schema layer: compiling a schema, parsing and judging a document. The best of several
// rounds.
//
//   schema_bench SCHEMA.json DOCUMENT.yml
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "schema/schema.h"
#include "schema/schema_set.h"
#include "schema/validator.h"

using namespace footplate;
using Clock = std::chrono::steady_clock;

namespace {

std::string readFile(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

double milliseconds(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: schema_bench SCHEMA.json DOCUMENT.yml\n", stderr);
    return 2;
  }
  const auto began = Clock::now();
  const auto schema = schema::Schema::compile(readFile(arguments[1]), schema::Typing::yaml12);
  const double compiled = milliseconds(began);
  if (!schema) return 1;
  const auto text = std::make_shared<const std::string>(readFile(arguments[2]));
  double parsing = 1e9;
  double judging = 1e9;
  std::size_t issues = 0;
  constexpr int rounds = 20;
  for (int i = 0; i < rounds; ++i) {
    auto start = Clock::now();
    const auto tree = yaml::parse(text);
    parsing = std::min(parsing, milliseconds(start));
    start = Clock::now();
    issues = schema::validate(tree->root(), **schema).size();
    judging = std::min(judging, milliseconds(start));
  }
  std::printf("%zu bytes: compile %.2f ms, parse %.2f ms, judge %.2f ms, %zu issues\n", text->size(),
              compiled, parsing, judging, issues);
  for (const std::string& kind : schema::kindsWithSchema()) {
    const auto start = Clock::now();
    schema::schemaOfKind(kind);
    std::printf("compile %s %.2f ms\n", kind.c_str(), milliseconds(start));
  }
  return 0;
}
