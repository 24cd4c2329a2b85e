#include <catch2/catch.hpp>
#include <filesystem>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"

using namespace footplate;

TEST_CASE("times are RFC 3339 in UTC with milliseconds, and read back") {
  CHECK(formatTime(0) == "1970-01-01T00:00:00.000Z");
  CHECK(formatTime(1795428139123) == "2026-11-23T10:02:19.123Z");
  CHECK(parseTime("2026-11-23T10:02:19.123Z") == 1795428139123);
  CHECK(parseTime("2026-11-23T10:02:19Z") == 1795428139000);
  CHECK_FALSE(parseTime("yesterday"));
}

TEST_CASE("paths and URIs are each other's inverse") {
  const std::string path = "/a b/c#d/\xC3\xA4'.yml";
  CHECK(uriFromPath("/a b/c.yml") == "file:///a%20b/c.yml");
  CHECK(pathFromUri(uriFromPath(path)).value() == path);
  CHECK(pathFromUri("file:///a%2").error().code == ErrorCode::usage);
  CHECK(pathFromUri("https://x/y").error().code == ErrorCode::usage);
  CHECK(uriScheme("wasbs://x@y/z") == "wasbs");
  CHECK(uriScheme("C:/x").empty());
}

TEST_CASE("paths are joined and seen from one another without the disk") {
  CHECK(joinPath("/a/b", "../c.yml") == "/a/c.yml");
  CHECK(joinPath("/a", "/b") == "/b");
  CHECK(isInside("/a/bc", "/a/b") == false);
  CHECK(isInside("/a/b/c", "/a/b"));
  CHECK(relativePath("/a/x/y", "/a/b") == "../x/y");
  CHECK(fileExtension(".runconfig") == ".runconfig");
}

TEST_CASE("paths are taken apart and normalised as the standard library does, but for a slash at the end") {
  namespace fsys = std::filesystem;
  std::vector<std::string> paths{""};
  for (std::size_t at = 0; paths[at].size() < 7; ++at) {
    for (const char c : {'/', '.', 'a'}) paths.push_back(paths[at] + c);
  }
  for (const std::string& path : paths) {
    INFO(path);
    std::string normal = fsys::path(path).lexically_normal().string();
    while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
    REQUIRE(normalizePath(path) == normal);
    REQUIRE(fileName(path) == fsys::path(path).filename().string());
    REQUIRE(fileStem(path) == fsys::path(path).stem().string());
    if (!path.starts_with("//")) REQUIRE(parentPath(path) == fsys::path(path).parent_path().string());
  }
}

TEST_CASE("the nearest name is what a person most likely meant") {
  const std::vector<std::string> names{"environment", "environment_variables", "experiment_name"};
  CHECK(nearestName("enviroment", names) == "environment");
  CHECK(nearestName("Envrionment", names) == "environment");
  CHECK(nearestName("banana", names).empty());
  CHECK(editDistance("ab", "ba", 3) == 1);
}

TEST_CASE("names are compared whatever their case and dashes, words as they are") {
  CHECK(foldedName("Learning-Rate_2") == "learning_rate_2");
  CHECK(isSameFolded("learning-rate", "Learning_Rate"));
  CHECK_FALSE(isSameFolded("learning rate", "learning_rate"));
  const std::vector<std::string> names{"a", "b"};
  CHECK(isOneOf("b", names));
  CHECK_FALSE(isOneOf("B", names));
  CHECK(isOneOf("b", {"a", "b"}));
}

TEST_CASE("what is far from every name is near none") {
  CHECK(nearestName("a", {"b", "ab"}).empty());
  CHECK(nearestName("instance_placement", {"instance_configuration"}).empty());
}

TEST_CASE("the nearest file is another spelling of the name, not another name of the same form") {
  const std::vector<std::string> files{
      "predict_component.yml", "train_component.yml", "step1.yml", "conda.yaml", "score.py", "data"};
  CHECK(nearestFileName("prep_component.yml", files).empty());
  CHECK(nearestFileName("trial_component.yml", files).empty());
  CHECK(nearestFileName("step2.yml", files).empty());
  CHECK(nearestFileName("score.yml", files).empty());
  CHECK(nearestFileName("a.py", files).empty());
  CHECK(nearestFileName("component_register_model.yaml", {"component_preprocessing.yaml"}).empty());
  CHECK(nearestFileName("component_1", {"component"}).empty());
  CHECK(nearestFileName("trian_component.yml", files) == "train_component.yml");
  CHECK(nearestFileName("traincomponent.yml", files) == "train_component.yml");
  CHECK(nearestFileName("predict-compnent.yml", files) == "predict_component.yml");
  CHECK(nearestFileName("conda.yml", files) == "conda.yaml");
  CHECK(nearestFileName("condas.yaml", files) == "conda.yaml");
  CHECK(nearestFileName("scroe.py", files) == "score.py");
  CHECK(nearestFileName("dta", files) == "data");
  CHECK(nearestFileName("train_t", {"train_it"}) == "train_it");
  CHECK(nearestFileName("train_a", {"train_b"}).empty());
}

TEST_CASE("a shell word survives quotes") {
  CHECK(shellQuote("it's") == "'it'\\''s'");
}

TEST_CASE("secrets are masked in what is printed") {
  CHECK(maskSecrets("pip install https://ada:hunter2@host/x") == "pip install https://***@host/x");
  CHECK(maskSecrets("'https//ada:hunter2@host/x', '/p/https/ada:hunter2@host/x'") ==
        "'https//***@host/x', '/p/https/***@host/x'");
  CHECK(maskSecrets("https:/ada:hunter2@host https://host/a:1@b") == "https:/***@host https://host/a:1@b");
  CHECK(maskSecrets("reg.io/team/image:1@sha256:ab") == "reg.io/team/image:1@sha256:ab");
  CHECK(maskSecrets("AZURE_STORAGE_KEY=abc== next") == "AZURE_STORAGE_KEY=*** next");
  CHECK(maskSecrets("https://b/c?sv=1&sig=abc%3D&x=1") == "https://b/c?sv=1&sig=***&x=1");
  CHECK(maskSecrets("token=$TOKEN keyboard=qwerty") == "token=$TOKEN keyboard=qwerty");
  CHECK(maskSecrets("DB_PASSWORD=\"hunter 2\" x") == "DB_PASSWORD=\"***\" x");
  CHECK(maskSecrets("PGPASSWORD='it is' psql") == "PGPASSWORD='***' psql");
  CHECK(maskSecrets("PGPASSWORD='open") == "PGPASSWORD='***");
  CHECK(maskSecrets("python t.py --api-key abc --lr 1") == "python t.py --api-key *** --lr 1");
  CHECK(maskSecrets("t.py --token --lr 1 --token $X --token") == "t.py --token --lr 1 --token $X --token");
  CHECK(maskSecrets(R"({"api_key": "abc", "n": "x"})") == R"({"api_key": "***", "n": "x"})");
  CHECK(maskSecrets("Authorization: Bearer abcdefgh1 end") == "Authorization: Bearer *** end");
  CHECK(maskSecrets("the bearer of news, pad_token=<p> token_limit=5") ==
        "the bearer of news, pad_token=<p> token_limit=5");
  CHECK(maskedValue("api_key", "abc") == "***");
  CHECK(maskedValue("lr", "0.1") == "0.1");
  CHECK(isSecretName("dbPassword"));
  CHECK(isSecretName("HF_TOKEN"));
  CHECK(isSecretName("PGPASSWORD"));
  CHECK_FALSE(isSecretName("tokenizer"));
  CHECK_FALSE(isSecretName("primary_key"));
}

TEST_CASE("hashes are SHA-256 in hexadecimal") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
