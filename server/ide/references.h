// Texts that name something outside the document: files, folders, assets.
#pragma once

#include <string>
#include <string_view>

namespace footplate::ide {

struct Reference {
  enum class Form {
    none,   // nothing that can be looked up: an address, a binding, an ARM id, a registry
    path,   // `name` is a path relative to the file
    asset,  // azureml:NAME, azureml:NAME:VERSION, azureml:NAME@LABEL
    slip,   // "azurml:NAME": `name` is the prefix as written
    blank,  // "azureml:" with nothing behind it
    bare,   // "NAME:2", "NAME@latest" where a path may stand: most likely an asset without its "azureml:"
  };
  Form form = Form::none;
  std::string name;
  std::string version;  // or "@latest"
};

// `bareIsName`: a text without any sign of a path names an asset ("cpu-cluster"), as compute targets do.
Reference readReference(std::string_view text, bool bareIsName);

// A path that says nothing of the project: "/home/me/data", "D:\data".
bool isPathOfOneMachine(std::string_view path);
// What is said where nothing is at such a path: it may be there for whoever wrote it.
std::string missingHere(const std::string& path);

// Likewise of a compute target, whose name has neither another prefix nor a version: "foo:cpu" is a slip, and
// "cpu:1" a name with a version that is one too many.
Reference readComputeReference(std::string_view text);

// Where the name begins in the text that was read as this reference ("azureml:ml:1": at 8); npos where the
// text is written otherwise, with escapes.
std::size_t placeOfName(std::string_view text, const Reference& reference);

// Whether version `a` is the newer one, numbers counted as numbers: "10" above "9", "1.10" above "1.9",
// numbers above words. Any version is above "".
bool isHigherVersion(std::string_view a, std::string_view b);

}  // namespace footplate::ide
