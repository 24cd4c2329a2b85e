#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>

#include "lsp/client.h"
#include "lsp/mailbox.h"
#include "lsp/plain_text.h"
#include "lsp/requests/answer_words.h"
#include "lsp/settings.h"
#include "lsp/thread_pool.h"

using namespace footplate;
using namespace footplate::lsp;
using nlohmann::json;

TEST_CASE("settings are read kindly") {
  const auto settings = readSettings(
      json::parse(
          R"({"yaml":{"schemas":{"s.json":["*.yml","b.yaml"],"t.json":"c.yml","u.json":5},"hover":false,
                      "validate":"yes","completion":false,"customTags":["!a",1]},"footplate":{"otherYaml":true,"completion":true,
                      "severity":{"rule.input":"Off","name":"error","conda":{"duplicate":"hint"},"yaml":"loud","x":1}}})"),
      "/p");
  REQUIRE(settings.schemas.size() == 3);
  CHECK(settings.schemas[2].pattern == "c.yml");
  CHECK(settings.schemas[0].folder == "/p");
  CHECK_FALSE(settings.hover);
  CHECK(settings.validate);
  CHECK(settings.otherYaml);
  CHECK(settings.completion);
  CHECK(settings.customTags == std::vector<std::string>{"!a"});
  REQUIRE(settings.severities.size() == 3);
  CHECK(settings.severities[0].code == "conda.duplicate");  // a client may have split the name
  CHECK(settings.severities[1].severity == Severity::error);
  CHECK_FALSE(settings.severities[2].severity.has_value());
  CHECK_FALSE(settings.fetchSchemas);
  CHECK(readSettings(json(), "").schemas.empty());
}

TEST_CASE("whoever asks for YAML to be validated, and says nothing of us, means all YAML") {
  CHECK(readSettings(json::parse(R"({"yaml":{"validate":true}})"), "").otherYaml);
  CHECK_FALSE(readSettings(json::parse(R"({"yaml":{"hover":true}})"), "").otherYaml);
  CHECK_FALSE(readSettings(json::parse(R"({"yaml":{"validate":true},"footplate":{"otherYaml":false}})"), "")
                  .otherYaml);
  const auto settings = readSettings(
      json::parse(
          R"({"yaml":{"keyOrdering":true,"disableAdditionalProperties":true},"footplate":{"fetchSchemas":true,"schemas":{"s.json":"*.yml"}}})"),
      "/p");
  CHECK(settings.keyOrdering);
  CHECK(settings.closedSchemas);
  CHECK(settings.fetchSchemas);
  REQUIRE(settings.schemas.size() == 1);
  CHECK(settings.schemas[0].location == "s.json");
}

TEST_CASE("what a client can is read from its capabilities, the first encoding we know wins") {
  protocol::InitializeParams params;
  params.capabilities = std::make_shared<const json>(json::parse(
      R"({"general":{"positionEncodings":["utf-7","utf-32","utf-8"]},"textDocument":{"diagnostic":{},
          "hover":{"contentFormat":["plaintext"]},
          "completion":{"completionItem":{"documentationFormat":["plaintext"]}}},"workspace":5})"));
  const Client client = readClient(params);
  CHECK(client.encoding == PositionEncoding::utf32);
  CHECK(client.pullsDiagnostics);
  CHECK_FALSE(client.markdown);
  CHECK_FALSE(client.markdownInItems);
  CHECK_FALSE(client.configuration);
  CHECK(readClient({}).encoding == PositionEncoding::utf16);
}

TEST_CASE("our own extension is known in every editor made of VS Code") {
  protocol::InitializeParams params;
  const auto named = [&](const char* name) {
    params.clientInfo = protocol::ClientInfo{name, {}};
    return readClient(params).isVsCode;
  };
  CHECK(named("Visual Studio Code"));
  CHECK_FALSE(named("Cursor"));
  params.initializationOptions = std::make_shared<const json>(json{{"client", "vscode"}});
  CHECK(named("Cursor"));
  params.initializationOptions = std::make_shared<const json>(json{{"client", 5}});
  CHECK_FALSE(named("VSCodium"));
}

TEST_CASE("clients that show no Markdown get its words") {
  CHECK(plainText("**command**\n\nWhat to run, as one line for `bash -c`") ==
        "command\n\nWhat to run, as one line for bash -c");
  CHECK(plainText("`a\\_b` is a\\_b, 2 * 3") == "a\\_b is a_b, 2 * 3");
  CHECK(plainText("before\n```yaml\na: **x**\n```\nbehind `") == "before\na: **x**\nbehind `");
  CHECK(plainText("```\nall\n```") == "all");
}

TEST_CASE("background work leaves one worker for what is urgent") {
  ThreadPool pool(3);
  std::promise<void> release;
  const auto gate = release.get_future().share();
  for (int i = 0; i < 8; ++i) pool.post(Urgency::background, [gate] { gate.wait(); });
  std::promise<void> urgent;
  pool.post(Urgency::urgent, [&] { urgent.set_value(); });
  CHECK(urgent.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready);
  CHECK_FALSE(pool.waitIdle(std::chrono::milliseconds(20)));
  release.set_value();
  CHECK(pool.waitIdle(std::chrono::seconds(5)));
}

TEST_CASE("requests that walk a whole document leave one worker too, and go before what nobody asked for") {
  ThreadPool pool(3);
  std::promise<void> release;
  const auto gate = release.get_future().share();
  std::mutex mutex;
  std::string order;
  const auto note = [&](char what) {
    return [&, what] {
      gate.wait();
      const std::lock_guard lock(mutex);
      order += what;
    };
  };
  for (int i = 0; i < 2; ++i) pool.post(Urgency::patient, [gate] { gate.wait(); });
  pool.post(Urgency::background, note('b'));
  for (int i = 0; i < 3; ++i) pool.post(Urgency::patient, note('p'));
  std::promise<void> urgent;
  pool.post(Urgency::urgent, [&] { urgent.set_value(); });
  CHECK(urgent.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
  release.set_value();
  REQUIRE(pool.waitIdle(std::chrono::seconds(30)));
  CHECK(order.find('b') >= 2);  // two workers: the last of the three may still run when it begins
}

TEST_CASE("a task that throws ends neither a worker nor the owning thread") {
  ThreadPool pool(1);
  std::atomic<int> done = 0;
  pool.post(Urgency::urgent, [] { throw std::runtime_error("made on purpose by a test"); });
  pool.post(Urgency::urgent, [&] { ++done; });
  REQUIRE(pool.waitIdle(std::chrono::seconds(5)));
  Mailbox mailbox;
  mailbox.post([] { throw std::runtime_error("made on purpose by a test"); });
  mailbox.post([&] { ++done; });
  mailbox.quit(3);
  mailbox.post([&] { ++done; });
  CHECK(mailbox.run() == 3);
  CHECK(done == 2);
}

TEST_CASE("sentences of an answer are told in the editor's language, names of the user never") {
  auto answer = json::parse(
      R"({"checks":[{"name":"uv","detail":"not on PATH","cost":null}],"dry_run":{"notes":["not on PATH"]},
          "run":{"display_name":"runs","tags":{"reason":"runs"},"error":{"message":"no bash on PATH"}}})");
  const json english = answer;
  translateAnswer(Language::english, answer);
  CHECK(answer == english);
  translateAnswer(Language::chinese, answer);
  CHECK(answer["checks"][0]["detail"] == "不在 PATH 中");
  CHECK(answer["checks"][0]["cost"].is_null());
  CHECK(answer["dry_run"]["notes"][0] == "不在 PATH 中");
  CHECK(answer["run"]["error"]["message"] == "PATH 中没有 bash");
  CHECK(answer["run"]["display_name"] == "runs");
  CHECK(answer["run"]["tags"]["reason"] == "runs");
}
