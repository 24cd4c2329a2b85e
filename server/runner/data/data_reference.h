// What a text that names data means: a path, an address, a place in a datastore, an output of a run, an
// asset. Pure.
//
//   readDataReference("azureml://datastores/blob/paths/a/b.csv")   // datastore "blob", path "a/b.csv"
//   readDataReference("azureml:iris:3")                            // asset "iris", version "3"
#pragma once

#include <string>
#include <string_view>

namespace footplate::runner {

struct DataReference {
  enum class Form {
    path,       // `path` as written, or of a file: URI
    web,        // `path` is an http(s) address; wasbs:, abfss: and adl: are said as one
    datastore,  // `name` and `path` in it
    jobOutput,  // `name` is the run, `version` the output, `path` below it
    asset,      // `name`, `version` ("@latest" for a label, "" for none), `kind` where it is said
    registry,   // an asset of a registry of the service: `name`, `version`, `kind`
    other,      // an address nothing here can read
  };
  Form form = Form::path;
  std::string name;
  std::string version;
  std::string path;
  std::string kind;  // "data" or "model", "" where the text does not say
};

DataReference readDataReference(std::string_view text);

// The https address of a wasbs:, abfss: or adl: URI; other text unchanged.
std::string httpsAddress(std::string_view uri);

// A URI and the credentials in it (user:password@, a signature in the query) apart.
struct BareAddress {
  std::string address;  // without them: what may be stored and shown
  std::string secret;   // "" where there are none; fullAddress() takes it
};
BareAddress withoutCredentials(std::string_view uri);
std::string fullAddress(const BareAddress& bare);

}  // namespace footplate::runner
