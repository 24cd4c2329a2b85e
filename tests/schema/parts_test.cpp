// Patterns, expressions, kinds, and what applies at a place.
#include <catch2/catch.hpp>

#include "schema/expressions.h"
#include "schema/kind.h"
#include "schema/pattern.h"
#include "schema/placeholder.h"
#include "schema/schema_set.h"
#include "schema/snippet.h"
#include "schema/walk.h"

using namespace footplate;
using schema::Pattern;

namespace {

std::shared_ptr<const yaml::Tree> parse(std::string text) {
  return yaml::parse(std::make_shared<const std::string>(std::move(text)));
}

std::string kindOf(std::string_view path, std::string text) {
  return schema::detectKind(path, *parse(std::move(text)));
}

}  // namespace

TEST_CASE("patterns match as ECMAScript's do") {
  struct Row {
    const char* pattern;
    const char* text;
    bool matches;
  };
  for (const Row& row : std::initializer_list<Row>{{"^[1-9]\\d*[bkmg]$", "16g", true},
                                                   {"^[1-9]\\d*[bkmg]$", "g", false},
                                                   {"b|cd", "acd", true},
                                                   {"^(?:ab){2,3}$", "ababab", true},
                                                   {"^(?:ab){2,3}$", "ab", false},
                                                   {"^(?!azureml:)", "local", true},
                                                   {"^(?!azureml:)", "azureml:x", false},
                                                   {"\\bfoo\\b", "a foo b", true},
                                                   {"^.é$", "xé", true},
                                                   {"^[^a-c]+$", "xyz", true},
                                                   {"^a{,2}$", "a{,2}", true},
                                                   {"a+?b", "aab", true}}) {
    INFO(row.pattern << " in " << row.text);
    CHECK(Pattern(row.pattern).search(row.text) == row.matches);
  }
}

TEST_CASE("a pattern that is not understood matches all") {
  CHECK_FALSE(Pattern("(a)\\1").understood());
  CHECK(Pattern("(a)\\1").search("zzz"));
  CHECK_FALSE(Pattern("(").understood());
}

TEST_CASE("a catastrophic pattern ends in time") {
  CHECK_FALSE(Pattern("^(a+)+$").search(std::string(5000, 'a') + "b"));
  CHECK_FALSE(Pattern("^(a|a|aa)*$").search(std::string(3000, 'a') + "b"));
  std::string nested = "a";
  for (int i = 0; i < 60; ++i) nested = "(" + nested + "*)";
  CHECK_FALSE(Pattern("^" + nested + "$").understood());
  // At each place the lookahead reads on to the end: that ends undecided.
  CHECK(Pattern("(?=a*b)z").search(std::string(300'000, 'a')));
  CHECK_FALSE(Pattern("(?=a*b)z").search(std::string(300, 'a')));
}

TEST_CASE("expressions are found with the place of each part") {
  const auto tree = parse("command: \"run ${{ inputs.lr }} $[[--x ${{inputs.opt}}]] ${{inputs.\"\n");
  const auto found = schema::findExpressions(tree->root().find("command"));
  REQUIRE(found.size() == 4);
  CHECK(found[0].dotted() == "inputs.lr");
  const Span lr = found[0].path.at(1).span;
  CHECK(tree->text().substr(lr.begin, lr.size()) == "lr");
  CHECK(found[1].form == schema::Expression::Form::optional);
  CHECK(found[2].optionalPart);
  CHECK(found[2].dotted() == "inputs.opt");
  CHECK_FALSE(found[3].closed);
  CHECK(found[3].path.size() == 2);
}

TEST_CASE("expressions in folded text have the place they are written at") {
  const auto tree = parse("command: >-\n  python a.py\n  --lr ${{inputs.lr}}\n");
  const auto found = schema::findExpressions(tree->root().find("command"));
  REQUIRE(found.size() == 1);
  CHECK(tree->text().substr(found[0].span.begin, found[0].span.size()) == "${{inputs.lr}}");
  CHECK(schema::isBinding(" ${{inputs.lr}} "));
  CHECK_FALSE(schema::isBinding("a ${{inputs.lr}}"));
  CHECK(schema::hasBinding("a ${{inputs.lr}}"));
}

TEST_CASE("a kind is told by $schema, and type wins inside the family") {
  CHECK(kindOf("a.yml", "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n") ==
        "commandJob");
  CHECK(kindOf("a.yml", "$schema: http://azureml/sdk-2-0/CommandJob.json\ntype: sweep\n") == "sweepJob");
  CHECK(kindOf("a.yml",
               "$schema: https://azuremlschemas.azureedge.net/latest/compute.schema.json\n"
               "type: computeinstance\n") == "computeInstance");
  CHECK(kindOf("a.yml",
               "$schema: https://azuremlschemas.azureedge.net/latest/autoMLForecastingJob.schema.json\n"
               "type: automl\ntask: forecasting\n") == "automlJob");
  CHECK(kindOf("a.yml", "$schema: http://azureml/sdk-2-0/FeatureSetSpec.yaml\nsource: {type: csv}\n") ==
        "featureSetSpec");
  CHECK(kindOf("a.yml",
               "$schema: https://azuremlschemas.azureedge.net/promptflow/latest/Flow.schema.json\n"
               "inputs: {}\nenvironment: {image: x}\n")
            .empty());
  CHECK(kindOf("a.yml", "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\n") ==
        "environment");
  CHECK(
      kindOf("a.yml", "$schema: https://json.schemastore.org/x.json\ncommand: x\nenvironment: azureml:e:1\n")
          .empty());
}

TEST_CASE("a kind is told by the keys, one of them misspelt or not there yet") {
  CHECK(kindOf("a.yml", "command: python x.py\nenvironment: azureml:e@latest\n") == "commandJob");
  CHECK(kindOf("a.yml", "comand: python x.py\nenvironment: azureml:e@latest\n") == "commandJob");
  CHECK(kindOf("a.yml", "code: src\nenvironment: azureml:e@latest\ncompute: azureml:c\n") == "commandJob");
  CHECK(kindOf("a.yml", "name: e\nimage: x\nconda_flie: c.yml\nversion: 1\n") == "environment");
  CHECK(kindOf("a.yml", "channels: [conda-forge]\ndependencies:\n- python=3.10\n- pip:\n  - x\n") == "conda");
  CHECK(kindOf("conda.yml", "") == "conda");
  CHECK(kindOf("conda.yml", "depen") == "conda");
  CHECK(kindOf("x.runconfig", "{\"script\": \"a.py\", \"framework\": \"Python\"}") == "v1runconfig");
  CHECK(kindOf("x.yml", "script: a.py\nframework: Python\ntarget: local\nnodeCount: 1\n") == "v1runconfig");
  CHECK(kindOf("x.yml", "type: pipeline\njobs: {}\n") == "pipelineJob");
  CHECK(kindOf("spec/FeatureSetSpec.yaml", "source: {type: csv}\nfeatures: []\n") == "featureSetSpec");
  CHECK(kindOf("x.yml", "source: {type: csv}\nfeatures: []\n").empty());
}

TEST_CASE("a file keeps its kind while `type` is misspelt, key or word") {
  const std::string automl = "task: text_ner\ntraining_data: {path: x}\ncompute: c\n";
  for (const char* type :
       {"type: automl\n", "tpye: automl\n", "tye: AutoML\n", "type: automl\n", "type: atoml\n"}) {
    INFO(type);
    CHECK(kindOf("a.yml", type + automl) == "automlJob");
  }
  CHECK(kindOf("a.yml", "type: automagic\n" + automl) == "automlJob");
  CHECK(kindOf("a.yml", "name: s\ntyp: azure_file\naccount_name: a\n") == "datastore");
  CHECK(kindOf("a.yml", "name: s\ntype: azure\naccount_name: a\ncontainer_name: c\n") == "datastore");
  CHECK(kindOf("a.yml", "name: s\ntype: azure_fil\naccount_name: a\n") == "datastore");
  CHECK(kindOf("a.yml", "name: s\ntype: amlcomputer\nsize: a\n") == "computeAml");
  CHECK(kindOf("a.yml", "type: pipeline\ninputs: {a: 1}\n") == "pipelineJob");
  CHECK(kindOf("a.yml", "name: s\ncreate_job: azureml:j\n") == "schedule");
  CHECK(kindOf("a.yml", "type: spark\nconf:\n  spark.d\n") == "sparkJob");
  CHECK(kindOf("a.yml", "type: sweep\nsearch_space:\n  lr:\n") == "sweepJob");
  CHECK(kindOf("a.yml", "type: pipeline\ninputs: {a: 1}\nstages: []\n").empty());
  CHECK(
      kindOf("a.yml", "type: pipeline\nsettings: {default_compute: azureml:c}\nsteps: {a: {command: x}}\n") ==
      "pipelineJob");
  CHECK(kindOf("a.yml", "type: pipeline\nsettings: {concurrency: 1}\nsteps: []\n").empty());
  CHECK(kindOf("a.yml", "dependencies: [python=3.9, {numpy: 1.2}]\n") == "conda");
  CHECK(kindOf("a.yml", "dependencies: [{numpy: 1.2}]\n").empty());
  CHECK(kindOf("a.yml", "dependencies: [common, {role: nginx}]\n").empty());
  CHECK(kindOf("a.yml", "types: [pipeline]\njobs: {a: {steps: []}}\n").empty());
}

TEST_CASE("other people's YAML is left alone") {
  CHECK(
      kindOf("docker-compose.yml", "version: '3'\nservices:\n  db:\n    image: x\n    command: y\n").empty());
  CHECK(kindOf("ci.yml", "name: ci\non: push\njobs:\n  a:\n    runs-on: x\n    steps: []\n").empty());
  CHECK(kindOf("d.yml", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {}\n").empty());
  CHECK(kindOf("Chart.yaml", "name: x\nversion: 1\ndependencies:\n- name: a\n  version: 1\n").empty());
  CHECK(kindOf("pubspec.yaml", "name: x\ndependencies:\n  flutter: any\n").empty());
  CHECK(kindOf(".gitlab-ci.yml", "image: x\nstages: [a]\njob:\n  script: [ls]\n").empty());
  CHECK(kindOf("mkdocs.yml", "site_name: x\nnav: []\n").empty());
  CHECK(kindOf("list.yml", "- a\n- b\n").empty());
}

TEST_CASE("what a build or a person fills in is told from what is written") {
  for (const char* text : {"${STAGE}", "${STAGE:-dev}", "$(fs.stage)", "$[variables.x]", "$STAGE",
                           "{{ x | default('a') }}", "#{STAGE}#", "__STAGE__", "%STAGE%", "@@STAGE@@"}) {
    INFO(text);
    CHECK(schema::isPlaceholder(text));
    CHECK(schema::holdsPlaceholder("azureml:" + std::string(text) + ":1"));
  }
  for (const char* text :
       {"", "$", "dev", "${FS STAGE}", "${{inputs.a}}", "${inputs.a}", "$(parent.inputs.a)", "{{ inputs.a }}",
        "a__b__c", "__init__.py", "50%", "a%20b%20c", "user@@host", "<stage>"}) {
    INFO(text);
    CHECK_FALSE(schema::isPlaceholder(text));
  }
  for (const char* text :
       {"my__long__name", "__init__.py", "a%20b%20c", "%e4%bd%a0", "python>=3.9,<3.11", "$1.50", "a@b"}) {
    INFO(text);
    CHECK_FALSE(schema::holdsPlaceholder(text));
    CHECK_FALSE(schema::isUnfinished(text));
  }
  for (const char* text : {"azureml:<your data>", "azureml:[name]:1", "azureml:{name}", "< your name >",
                           "<\u4f60\u7684>", "${{inputs.a}}"}) {
    INFO(text);
    CHECK(schema::isUnfinished(text));
  }
  CHECK_FALSE(schema::holdsPlaceholder("azureml:<your data>"));
  CHECK_FALSE(schema::holdsPlaceholder("run-${inputs.a}"));
  CHECK_FALSE(schema::holdsPlaceholder("{{ inputs.a }}"));
}

TEST_CASE("a modeline names the schema") {
  CHECK(schema::schemaModeline(*parse("# yaml-language-server: $schema=file:///a b.json\nx: 1\n")) ==
        "file:///a");
  CHECK(schema::schemaModeline(*parse("# hello\nx: 1\n")).empty());
}

TEST_CASE("the schemas at a place are those of the branch that is written") {
  const auto compiled = schema::Schema::compile(R"({
    "properties": {"d": {"oneOf": [
      {"type": "object", "properties": {"type": {"const": "a"}, "x": {"description": "of a"}}},
      {"type": "object", "properties": {"type": {"const": "b"}, "x": {"$ref": "#/$defs/x"}}}]}},
    "$defs": {"x": {"title": "X", "description": "of b"}}
  })",
                                                schema::Typing::yaml12);
  REQUIRE(compiled);
  const auto tree = parse("d:\n  type: b\n  x: 1\n");
  const yaml::Node d = tree->root().find("d");
  CHECK(schema::descriptionOf(schema::schemasAt(d.find("x"), **compiled)) == "of b");
  CHECK(schema::titleOf(schema::schemasAt(d.find("x").entryKey(), **compiled)) == "X");
  CHECK(schema::findProperty(schema::schemasAt(d, **compiled), "x") != nullptr);
  const auto types = schema::schemasAt(d.find("type"), **compiled, schema::Choice::any);
  CHECK(types.size() == 1);
  CHECK(schema::schemasAt(tree->root(), **compiled).size() == 1);
}

TEST_CASE("snippets become plain text: first choices, default words, no stops") {
  CHECK(schema::flattenSnippet("type: ${1|command,sweep|}\nname: ${2:job}$0") == "type: command\nname: job");
  CHECK(schema::flattenSnippet("a\\$b \\} ${1:x${2:y}z} $x ${") == "a$b } xyz $x ${");
  CHECK(schema::flattenSnippet("${1|open") == "open");
}
