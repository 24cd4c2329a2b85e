#include "runner/data/data_reference.h"

#include <catch2/catch.hpp>

using namespace footplate::runner;
using Form = DataReference::Form;

namespace {

void check(const char* text, Form form, const char* name, const char* version, const char* path) {
  INFO(text);
  const DataReference read = readDataReference(text);
  CHECK(read.form == form);
  CHECK(read.name == name);
  CHECK(read.version == version);
  CHECK(read.path == path);
}

}  // namespace

TEST_CASE("what names data is read in all its forms") {
  check("./data/a.csv", Form::path, "", "", "./data/a.csv");
  check("file:data/a.csv", Form::path, "", "", "data/a.csv");
  check("file:///d/a%20b.csv", Form::path, "", "", "/d/a b.csv");
  check("https://h/x?y=1", Form::web, "", "", "https://h/x?y=1");
  check("wasbs://datasets@a.blob.core.windows.net/iris.csv", Form::web, "", "",
        "https://a.blob.core.windows.net/datasets/iris.csv");
  check("wasbs://datasets@a.blob.core.windows.net", Form::web, "", "",
        "https://a.blob.core.windows.net/datasets");
  check("abfss://fs@a.dfs.core.windows.net/d/x", Form::web, "", "", "https://a.blob.core.windows.net/fs/d/x");
  check("azureml:iris:3", Form::asset, "iris", "3", "");
  check("azureml:iris@latest", Form::asset, "iris", "@latest", "");
  check("azureml:iris", Form::asset, "iris", "", "");
  check("azureml://datastores/blob/paths/a/b.csv", Form::datastore, "blob", "", "a/b.csv");
  check("azureml://datastores/blob/paths/", Form::datastore, "blob", "", "");
  check("azureml://subscriptions/s/resourcegroups/r/workspaces/w/datastores/blob/paths/a/b.csv",
        Form::datastore, "blob", "", "a/b.csv");
  check(
      "azureml:/subscriptions/s/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w/"
      "data/iris/"
      "versions/2",
      Form::asset, "iris", "2", "");
  check("azureml://locations/westeurope/workspaces/1-2/models/net/labels/latest", Form::asset, "net",
        "@latest", "");
  check("azureml://jobs/run-1/outputs/model/paths/a.pkl", Form::jobOutput, "run-1", "model", "a.pkl");
  check("azureml://jobs/run-1/outputs/model", Form::jobOutput, "run-1", "model", "");
  check("azureml://registries/azureml/models/phi/versions/14", Form::registry, "phi", "14", "");
  check("s3://bucket/x", Form::other, "", "", "s3://bucket/x");
}

TEST_CASE("credentials are taken out of an address and put back") {
  for (const char* text :
       {"https://a.blob.core.windows.net/c/x.csv?sv=2021&se=2030&sr=b&sp=r&sig=abc%2Fd%3D",
        "https://ada:secret@host/x.csv", "https://bucket.s3.amazonaws.com/x?X-Amz-Signature=00&X-Amz-Date=1",
        "https://host/x.csv?version=2&token=abc"}) {
    INFO(text);
    const BareAddress bare = withoutCredentials(text);
    for (const char* secret : {"abc", "secret", "Signature", "sig"})
      CHECK(bare.address.find(secret) == std::string::npos);
    CHECK_FALSE(bare.secret.empty());
    CHECK(fullAddress(bare) == text);
  }
  // Words of a signature mean something else where there is none, and a container is no user.
  for (const char* text :
       {"https://host/x.csv?se=sweden&sp=5", "wasbs://datasets@a.blob.core.windows.net/iris.csv",
        "https://host/a@b.csv", "./x?sig=1"}) {
    INFO(text);
    CHECK(withoutCredentials(text).address == text);
    CHECK(withoutCredentials(text).secret.empty());
  }
}
