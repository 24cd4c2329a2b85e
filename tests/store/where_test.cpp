// The language of conditions: what it accepts, what it says where it does not, and which runs it means.
#include "store/where.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "store/changes.h"
#include "store/run_store.h"
#include "store/where_values.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

using Ids = std::vector<std::string>;

constexpr TimeMs dayMs = 86'400'000;
constexpr TimeMs now = 1'763'892'000'000;  // 2025-11-23T10:00:00Z

// Five runs: a, b, c have metrics and parameters, d has nothing, e is a child of a.
class Runs {
 public:
  Runs() : store_(std::move(*RunStore::open(folder_.path()))) {
    add("a", "iris", RunStatus::completed, now - dayMs * 3);
    add("b", "iris", RunStatus::failed, now - dayMs * 2);
    add("c", "mnist", RunStatus::running, now - 3'600'000);
    add("d", "mnist", RunStatus::queued, now);
    add("e", "iris", RunStatus::canceled, now - dayMs * 3 - 1, "a");
    logged("a", 0.5, "0.1", "ada");
    logged("b", 0.2, "0.010", "Bob");
    logged("c", std::numeric_limits<double>::quiet_NaN(), "auto", "ada lovelace");
    change("b", [](Run& run) { run.error = RunError{"exitCode", "exit code 3"}; });
    change("b", [](Run& run) { run.exitCode = 3; });
    change("a", [](Run& run) { run.datasets = {{"flowers", "d1", "local", "/data", "training"}}; });
    change("a", [](Run& run) { run.properties["mlflow.user"] = "ada"; });
  }

  Ids where(const std::string& text) {
    INFO(text);
    const auto parsed = parseWhere(text, now);
    if (!parsed) FAIL(parsed.error().message);
    return list({.children = true, .where = *parsed});
  }
  Ids sorted(const std::string& text) {
    const auto order = parseOrder(text, Direction::descending);
    if (!order) FAIL(order.error().message);
    return list({.order = *order});
  }
  Ids list(const RunFilter& filter) {
    const auto page = store_.list(filter);
    if (!page) FAIL(page.error().message);
    Ids ids;
    for (const Run& run : page->runs) ids.push_back(run.id);
    return ids;
  }
  RunStore& store() { return store_; }

 private:
  void add(const std::string& id, const std::string& experiment, RunStatus status, TimeMs created,
           const std::string& parent = {}) {
    Run run;
    run.id = id;
    run.experiment = experiment;
    run.kind = "command";
    run.displayName = "run " + id;
    run.status = status;
    run.created = created;
    run.parent = parent;
    if (status != RunStatus::queued) run.started = created + 1000;
    if (isTerminal(status)) run.ended = created + 1000 + 90'000;
    run.inputs = {{"rows", "literal", id == "a" ? "10" : "9", "", ""}};
    REQUIRE(store_.insert(run));
  }
  void logged(const std::string& id, double loss, const std::string& lr, const std::string& owner) {
    REQUIRE(store_.recordMetrics(id, {{"val/loss", loss, 1, now}}));
    REQUIRE(test::setParam(store_, id, "lr", lr));
    REQUIRE(test::setTag(store_, id, "the owner", owner));
  }
  void change(const std::string& id, const std::function<void(Run&)>& how) {
    REQUIRE(store_.update(id, [&](Run& run) -> Result<void> {
      how(run);
      return {};
    }));
  }

  test::TempFolder folder_;
  RunStore store_;
};

}  // namespace

TEST_CASE("conditions compare metrics, parameters, tags and attributes") {
  Runs runs;
  CHECK(runs.where("metrics.val/loss < 0.3") == Ids{"b"});
  CHECK(runs.where("metric.`val/loss` >= 0.2 AND metrics.\"val/loss\" != 0.5") == Ids{"b"});
  CHECK(runs.where("params.lr > 0.05") == Ids{"a"});
  CHECK(runs.where("parameters.lr = 1e-2") == Ids{"b"});
  CHECK(runs.where("param.lr = '0.01'").empty());
  CHECK(runs.where("param.lr = '0.010'") == Ids{"b"});
  CHECK(runs.where("params.lr != 0.1") == Ids{"c", "b"});
  CHECK(runs.where("params.lr IN (0.1, 'auto')") == Ids{"c", "a"});
  CHECK(runs.where("params.lr NOT IN (0.1, 'auto')") == Ids{"b"});
  CHECK(runs.where("tags.`the owner` = 'ada'") == Ids{"a"});
  CHECK(runs.where("tag.\"the owner\" != 'ada'") == Ids{"c", "b"});
  CHECK(runs.where("attributes.run_id = 'a'") == Ids{"a"});
  CHECK(runs.where("run_name = 'run b' or `run name` = 'run c'") == Ids{"c", "b"});
  CHECK(runs.where("experiment = iris and status = Completed") == Ids{"a"});
  CHECK(runs.where("error = exitCode and exit_code >= 3") == Ids{"b"});
  CHECK(runs.where("user_id = 'ada'") == Ids{"a"});
  CHECK(runs.where("datasets.name = 'flowers' and dataset.context LIKE 'train%'") == Ids{"a"});
  CHECK(runs.where("parent = 'a'") == Ids{"e"});
  CHECK(runs.where("").size() == 5);
}

TEST_CASE("literal inputs count as parameters until the job logs one of that name") {
  Runs runs;
  CHECK(runs.where("params.rows = 10") == Ids{"a"});
  CHECK(runs.where("params.rows > 9.5") == Ids{"a"});
  REQUIRE(test::setParam(runs.store(), "a", "rows", "11"));
  CHECK(runs.where("params.rows = 10").empty());
  CHECK(runs.store().find("a")->literals.at("rows") == "10");
}

TEST_CASE("and binds before or, not before both, parentheses before all") {
  Runs runs;
  CHECK(runs.where("id = a or id = b and status = failed") == Ids{"b", "a"});
  CHECK(runs.where("(id = a or id = b) and status = failed") == Ids{"b"});
  CHECK(runs.where("not id = a and not (id = b or id = c)") == Ids{"d", "e"});
  CHECK(runs.where("NOT (NOT (id = 'a'))") == Ids{"a"});
  CHECK(runs.where("not not id=a") == Ids{"a"});
}

TEST_CASE("a run without the value fulfils no comparison with it but IS NULL, and every NOT of one") {
  Runs runs;
  CHECK(runs.where("metrics.`val/loss` IS NULL") == Ids{"d", "e"});
  CHECK(runs.where("metrics.`val/loss` is not null") == Ids{"c", "b", "a"});
  CHECK(runs.where("params.lr IS NULL and tags.`the owner` IS NULL") == Ids{"d", "e"});
  CHECK(runs.where("not params.lr = 0.1") == Ids{"d", "c", "b", "e"});
  CHECK(runs.where("ended is null") == Ids{"d", "c"});
  CHECK(runs.where("parent IS NOT NULL") == Ids{"e"});
  CHECK(runs.where("datasets.name is null and id in ('a', 'b')") == Ids{"b"});
  CHECK(runs.where("metrics.`val/loss` = nan") == Ids{"c"});
  CHECK(runs.where("metrics.`val/loss` != NaN") == Ids{"b", "a"});
  CHECK(runs.where("metrics.`val/loss` < inf") == Ids{"b", "a"});
}

TEST_CASE("LIKE minds the case and ILIKE does not") {
  Runs runs;
  CHECK(runs.where("tags.`the owner` LIKE 'ada%'") == Ids{"c", "a"});
  CHECK(runs.where("tags.`the owner` LIKE 'bob'").empty());
  CHECK(runs.where("tags.`the owner` ILIKE 'B_B'") == Ids{"b"});
  CHECK(runs.where("tags.`the owner` NOT LIKE '%a%'") == Ids{"b"});
  CHECK(runs.where("status ilike 'c%'") == Ids{"a", "e"});
  CHECK(matchesLike("naïve", "na_ve", false));
  CHECK(matchesLike("100%", "100\\%", false));
  CHECK_FALSE(matchesLike("1000", "100\\%", false));
  CHECK(matchesLike("", "%", false));
  CHECK_FALSE(matchesLike("", "_", false));
  CHECK(matchesLike(std::string(5000, 'a') + "b", "%a%a%a%a%b", false));
  CHECK_FALSE(matchesLike(std::string(5000, 'a'), "%a%a%a%a%b", false));
}

TEST_CASE("statuses have MLflow's words too") {
  Runs runs;
  CHECK(runs.where("status = 'FINISHED'") == Ids{"a"});
  CHECK(runs.where("attr.status = 'KILLED'") == Ids{"e"});
  CHECK(runs.where("status = 'RUNNING'") == Ids{"c"});
  CHECK(runs.where("status = 'SCHEDULED'") == Ids{"d"});
  CHECK(runs.where("status != 'SCHEDULED'").size() == 4);
  CHECK(runs.where("status IN (queued, 'Running')") == Ids{"d", "c"});
}

TEST_CASE("times are moments, relative ones too, and durations have units") {
  Runs runs;
  CHECK(runs.where("created > '-1d'") == Ids{"d", "c"});
  CHECK(runs.where("created > '1d ago'") == Ids{"d", "c"});
  CHECK(runs.where("created >= today") == Ids{"d", "c"});
  CHECK(runs.where("created < '2025-11-21'") == Ids{"a", "e"});
  CHECK(runs.where("created BETWEEN '2025-11-21 09:00' AND '2025-11-21T12:00+01:00'") == Ids{"b"});
  CHECK(runs.where("start_time > " + std::to_string(now - 5'000'000)) == Ids{"d", "c"});
  CHECK(runs.where("end_time <= -2d").size() == 2);
  CHECK(runs.where("duration = 90") == Ids{"b", "a", "e"});
  CHECK(runs.where("duration > 1m and duration < '1m31s'") == Ids{"b", "a", "e"});
  CHECK(runs.where("duration > 1h") == Ids{"c"});
  CHECK(readDuration("1h30m") == 5400);
  CHECK(readDuration("1.5 hours") == 5400);
  CHECK_FALSE(readDuration("5 parsecs"));
  CHECK(readMoment("2025-11-23T10:00:00.000Z", 0) == now);
  CHECK(readMoment("2025-11-23 12:00:00+0200", 0) == now);
  CHECK_FALSE(readMoment("2025-02-30", 0));
}

TEST_CASE("archived runs are met when the condition speaks of it") {
  Runs runs;
  REQUIRE(runs.store().update("b", [](Run& run) -> Result<void> {
    run.archived = true;
    return {};
  }));
  CHECK(runs.where("archived = true") == Ids{"b"});
  CHECK(runs.where("experiment = 'iris'") == Ids{"a", "e"});
}

TEST_CASE("what cannot be read is told with its column and what to write") {
  const std::pair<const char*, const char*> wrong[] = {
      {"lr < 0.1", "column 1: 'lr' is no attribute of a run; write metrics.lr, params.lr or tags.lr"},
      {"stats = Failed", "column 1: 'stats' is no attribute of a run, did you mean 'status'?"},
      {"foo.lr < 0.1", "column 1: 'foo' is no family of names; they are metrics, params, tags"},
      {"metrics.loss", "column 13: expected =, !="},
      {"metrics.loss <", "column 15: expected a value before the end"},
      {"metrics.loss < abc", "column 16: loss is compared with a number, not with 'abc'"},
      {"metrics.loss LIKE 'a'", "LIKE compares text"},
      {"metrics. < 1", "column 1: a name is missing after 'metrics.'"},
      {"seq = 1", "column 1: 'seq' is no attribute"},
      {"id = 'open", "column 6: the quote ' has no end"},
      {"id = a b", "column 8: expected AND or OR before 'b'"},
      {"id = a and", "column 11: expected a name such as"},
      {"(id = a", "column 8: expected ')'"},
      {"id = a)", "column 7: there is no '(' for this ')'"},
      {"id ~ a", "column 4: '~' is written LIKE"},
      {"id = a && id = b", "column 8: '&&' is written AND"},
      {"id in a", "column 7: expected '(' after IN"},
      {"id in ('a' 'b')", "column 12: expected ',' or ')'"},
      {"id is empty", "column 7: expected NULL or NOT NULL"},
      {"status = done", "column 10: 'done' is no status; there are NotStarted"},
      {"created > soon", "column 11: 'soon' is no time; write '2026-11-23'"},
      {"duration > fast", "column 12: 'fast' is no duration"},
      {"archived = maybe", "column 12: archived is true or false"},
      {"tags.größe = 1 und", "column 16: expected AND or OR before 'und'"},
      {"datasets.size = 1", "column 1: datasets have a name, a digest and a context"},
  };
  for (const auto& [text, message] : wrong) {
    INFO(text);
    const auto parsed = parseWhere(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::usage);
    CHECK_THAT(parsed.error().message, Catch::Contains(message));
  }
  CHECK_FALSE(parseWhere(std::string(100'000, '(')));
  std::string many = "id = a";
  for (int count = 0; count < 300; ++count) many += " or id = a";
  CHECK_FALSE(parseWhere(many));
}

TEST_CASE("the largest condition that is accepted can be asked") {
  Runs runs;
  std::string text = "id = a";
  for (int count = 1; count < 250; ++count) text += count % 2 == 0 ? " or params.lr = 0.01" : " or id = zz";
  CHECK(runs.where(text) == Ids{"b", "a"});
  CHECK(runs.where(std::string(60, '(') + "id = a" + std::string(60, ')')) == Ids{"a"});
  std::string values = "id in ('a'";
  for (int count = 1; count < 5000; ++count) values += ",'x" + std::to_string(count) + "'";
  CHECK(runs.where(values + ")") == Ids{"a"});
}

TEST_CASE("runs are sorted by anything, those without it last, in pages") {
  Runs runs;
  CHECK(runs.sorted("val/loss") == Ids{"a", "b", "d", "c"});
  CHECK(runs.sorted("metrics.`val/loss` asc") == Ids{"b", "a", "d", "c"});
  CHECK(runs.sorted("params.lr") == Ids{"a", "b", "c", "d"});
  CHECK(runs.sorted("params.lr asc") == Ids{"b", "a", "c", "d"});
  CHECK(runs.sorted("created asc") == Ids{"a", "b", "c", "d"});
  CHECK(runs.sorted("experiment asc, status desc") == Ids{"b", "a", "c", "d"});
  CHECK(runs.sorted("ended asc") == Ids{"a", "b", "d", "c"});
  CHECK(runs.sorted("tags.`the owner` asc").back() == "d");
  for (const char* order : {"val/loss", "val/loss asc", "params.lr", "params.lr asc, val/loss", "created asc",
                            "experiment, duration asc", "tags.`the owner`", "display_name asc", ""}) {
    INFO(order);
    Ids paged;
    RunFilter filter{.children = true, .order = *parseOrder(order, Direction::descending), .limit = 1};
    for (int pages = 0; pages < 10; ++pages) {
      const auto page = runs.store().list(filter);
      REQUIRE(page);
      for (const Run& run : page->runs) paged.push_back(run.id);
      filter.cursor = page->next;
      if (filter.cursor.empty()) break;
    }
    CHECK(paged == runs.list({.children = true, .order = filter.order}));
    CHECK(paged.size() == 5);
  }
  CHECK(runs.store().list({.cursor = "nonsense"}).error().code == ErrorCode::usage);
  CHECK(runs.store().list({.cursor = "k_i1"}).error().code == ErrorCode::usage);
  CHECK(runs.store().list({.cursor = "t_sxyz_i1"}).error().code == ErrorCode::usage);
  CHECK_FALSE(parseOrder("metrics.loss down", Direction::ascending));
  CHECK_FALSE(parseOrder("loss,", Direction::ascending));
  CHECK(parseOrder("metrics.loss DESC, start_time", Direction::ascending)->at(1) ==
        SortKey{{Field::Family::attribute, "start_time"}, Direction::ascending});
}
