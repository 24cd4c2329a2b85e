#include "runner/tracking/tracking.h"

#include <limits>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/hash.h"
#include "base/log.h"
#include "base/strings.h"
#include "os/http_server.h"
#include "runner/tracking/mlflow_api.h"
#include "runner/tracking/mlflow_json.h"
#include "runner/tracking/tracked_runs.h"

namespace footplate::runner {
namespace {

using nlohmann::json;

constexpr std::size_t longestLine = 64 * 1024;

// Takes the time that depends on the lengths alone.
bool sameSecret(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at) {
    difference |= static_cast<unsigned char>(a[at]) ^ static_cast<unsigned char>(b[at]);
  }
  return difference == 0;
}

// A number as Python prints one, numpy's wrapping ("np.float64(0.5)") taken off.
std::optional<double> legacyNumber(std::string_view text) {
  if (const std::size_t open = text.find('(');
      open != text.npos && text.ends_with(')') && text.starts_with("np."))
    text = text.substr(open + 1, text.size() - open - 2);
  const std::string word(text);
  char* end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  if (word.empty() || *end != '\0') return std::nullopt;
  return value;
}

// Calls `take` for each whole line; the rest waits in the carry, which stays small.
struct Carry {
  std::string text;
  bool tooLong = false;  // the line that began is passed over
};

template <class Take>
void eachLine(Carry& carry, std::string_view text, const Take& take) {
  for (std::size_t end = 0; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
    if (!carry.tooLong && carry.text.empty()) {
      take(text.substr(0, end));
    } else if (!carry.tooLong) {
      carry.text.append(text.substr(0, end));
      take(carry.text);
    }
    carry = {};
  }
  if (carry.text.size() + text.size() > longestLine) carry = {"", true};
  if (!carry.tooLong) carry.text.append(text);
}

// Milliseconds since 1970 of a line; seconds, as Python's time.time() gives them, are taken for what they
// are.
TimeMs timeOf(const json& line) {
  constexpr double fewestMs = 1e11;  // in 1973; as seconds it is the year 5138
  constexpr double mostMs = 253'402'300'799'999.0;
  const auto found = line.find("time");
  if (found == line.end() || !found->is_number()) return nowMs();
  double time = found->get<double>();
  if (time < fewestMs) time *= 1000;
  return time > 0 && time <= mostMs ? static_cast<TimeMs>(time) : nowMs();
}

}  // namespace

struct Tracking::State {
  State(store::RunStore& store, const std::string& id, const std::string& experiment)
      : token(randomHex(24)), runs(store, id), api(runs, experiment) {}

  void takeMetricLine(std::string_view line);
  void takeLogLine(std::string_view line);
  void takeLegacyScalar(std::string_view value);
  void takeLegacyList(std::string_view value);
  void takeLegacyRow(std::string_view value);
  void takeLegacyTag(std::string_view line);
  void add(store::MetricPoint point) { points.push_back(std::move(point)); }
  // What was found goes out together.
  void storePoints() {
    if (auto stored = runs.addMetrics(runs.mainRun(), points); !stored)
      logError("storing metrics: " + stored.error().message);
    points.clear();
  }

  std::string token;
  TrackedRuns runs;
  MlflowApi api;
  std::unique_ptr<os::HttpServer> server;
  std::mutex mutex;
  Carry metricCarry;
  Carry logCarry;
  std::vector<store::MetricPoint> points;  // found and not stored yet
  // What the retired SDK announced: its value is the next line.
  struct Legacy {
    std::string name;
    void (State::*taker)(std::string_view value) = nullptr;
  };
  Legacy legacy;
  std::map<std::string, std::int64_t> steps;
};

// Python's json writes NaN, Infinity and -Infinity as bare words, which are no JSON: the same as texts.
std::string withQuotedWords(std::string_view line) {
  std::string text;
  bool inText = false;
  while (!line.empty()) {
    std::size_t size = 1;
    std::string_view word;
    for (const std::string_view known : {"NaN", "-Infinity", "Infinity"}) {
      if (!inText && word.empty() && line.starts_with(known)) word = known;
    }
    if (!word.empty()) {
      text.append("\"").append(word).append("\"");
      size = word.size();
    } else {
      if (line[0] == '"') inText = !inText;
      if (inText && line[0] == '\\' && line.size() > 1) size = 2;
      text += line.substr(0, size);
    }
    line.remove_prefix(size);
  }
  return text;
}

void Tracking::State::takeMetricLine(std::string_view line) {
  json value = json::parse(line, nullptr, false);
  if (value.is_discarded()) value = json::parse(withQuotedWords(line), nullptr, false);
  if (!value.is_object() || !value.contains("name") || !value["name"].is_string() || !value.contains("value"))
    return;
  try {
    std::string name = value["name"].get<std::string>();
    if (name.empty()) return;
    const double number = mlflow::number(value, "value");
    std::int64_t next = steps[name];
    std::int64_t step =
        value.contains("step") && !value["step"].is_null() ? mlflow::integer(value, "step") : next;
    if (step < std::numeric_limits<std::int64_t>::max()) steps[name] = step + 1;
    add({name, number, step, timeOf(value)});
  } catch (const mlflow::Problem&) {
    // No number: as good as no line.
  }
}

// "Attempted to log KIND metric NAME:" announces the value on the next line; tags stand in one line.
void Tracking::State::takeLogLine(std::string_view line) {
  if (legacy.taker != nullptr) {
    (this->*legacy.taker)(trim(line));
    legacy.taker = nullptr;
    return;
  }
  for (const auto& [mark, taker] :
       {std::pair{std::string_view("Attempted to log scalar metric "), &State::takeLegacyScalar},
        std::pair{std::string_view("Attempted to log list metric "), &State::takeLegacyList},
        std::pair{std::string_view("Attempted to log row metric "), &State::takeLegacyRow}}) {
    const std::size_t at = line.find(mark);
    if (at == line.npos) continue;
    std::string_view name = trim(line.substr(at + mark.size()));
    if (name.ends_with(':')) name.remove_suffix(1);
    legacy = {std::string(name), taker};
    return;
  }
  takeLegacyTag(line);
}

void Tracking::State::takeLegacyScalar(std::string_view value) {
  if (const auto number = legacyNumber(value)) add({legacy.name, *number, steps[legacy.name]++, nowMs()});
}

// Python's "[0.5, 0.25]".
void Tracking::State::takeLegacyList(std::string_view value) {
  if (!value.starts_with('[') || !value.ends_with(']')) return;
  for (const std::string& item : split(value.substr(1, value.size() - 2), ',')) takeLegacyScalar(trim(item));
}

// Python's "{'epoch': 1, 'loss': 0.5}": a column is a metric of its own, NAME/column.
void Tracking::State::takeLegacyRow(std::string_view value) {
  if (!value.starts_with('{') || !value.ends_with('}')) return;
  const std::string row = legacy.name;
  for (const std::string& item : split(value.substr(1, value.size() - 2), ',')) {
    const std::size_t colon = item.find(':');
    if (colon == item.npos) continue;
    std::string_view column = trim(std::string_view(item).substr(0, colon));
    if (column.size() < 2 || (column.front() != '\'' && column.front() != '"')) continue;
    legacy.name = row + "/" + std::string(column.substr(1, column.size() - 2));
    takeLegacyScalar(trim(std::string_view(item).substr(colon + 1)));
  }
}

void Tracking::State::takeLegacyTag(std::string_view line) {
  constexpr std::string_view mark = "Attempted to add tag ";
  constexpr std::string_view between = " with value ";
  const std::size_t at = line.find(mark);
  const std::size_t middle = at == line.npos ? at : line.find(between, at + mark.size());
  if (middle == line.npos) return;
  const std::string name(line.substr(at + mark.size(), middle - at - mark.size()));
  const std::string value(line.substr(middle + between.size()));
  static_cast<void>(runs.addFacts(runs.mainRun(), {{}, {{name, value == "None" ? "" : value}}}));
}

Tracking::Tracking(std::unique_ptr<State> state) : state_(std::move(state)) {}

Tracking::~Tracking() {
  if (state_) static_cast<void>(finish());
}

Result<std::unique_ptr<Tracking>> Tracking::start(store::RunStore& store, const std::string& runId) {
  auto run = store.find(runId);
  if (!run) return fail(run.error());
  auto state = std::make_unique<State>(store, runId, run->experiment);
  State* raw = state.get();
  os::HttpServerOptions options;
  options.plan = [raw](const os::HttpRequest& head) {
    if (sameSecret(head.header("authorization"), "Bearer " + raw->token)) return raw->api.plan(head);
    os::HttpResponse response;
    response.status = 401;
    response.body = R"({"error_code":"UNAUTHENTICATED","message":"the run's token is missing"})";
    return os::BodyPlan::refuse(std::move(response));
  };
  options.handle = [raw](const os::HttpRequest& request) { return raw->api.answer(request); };
  auto server = os::HttpServer::start(std::move(options));
  if (!server) return fail(server.error());
  state->server = std::move(*server);
  return std::unique_ptr<Tracking>(new Tracking(std::move(state)));
}

std::string Tracking::uri() const {
  return "http://127.0.0.1:" + std::to_string(state_->server->port());
}

std::string Tracking::token() const {
  return state_->token;
}

void Tracking::addMetricLines(std::string_view lines) {
  std::lock_guard guard(state_->mutex);
  eachLine(state_->metricCarry, lines, [this](std::string_view line) { state_->takeMetricLine(line); });
  state_->storePoints();
}

void Tracking::addLogText(std::string_view text) {
  std::lock_guard guard(state_->mutex);
  eachLine(state_->logCarry, text, [this](std::string_view line) { state_->takeLogLine(line); });
  state_->storePoints();
}

Result<void> Tracking::finish() {
  state_->server->stop();
  // The last line may have no end.
  addMetricLines("\n");
  addLogText("\n");
  return state_->runs.finish();
}

}  // namespace footplate::runner
