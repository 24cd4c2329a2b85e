// What the name of an image says of the Python in it. Pure; any thread.
//
//   pythonOfImage("docker.io/library/python:3.10-slim");   // "3.10"
#pragma once

#include <string>
#include <string_view>

namespace footplate::ide {

// "3.8" of "3.8.13", "38" and "3.8-slim"; "" for a text that begins with none of Python's versions.
std::string pythonVersion(std::string_view text);

// "…/azureml/curated/sklearn-1.5:3" by the curated environment, "…/minimal-ubuntu20.04-py38-cpu-inference",
// "python:3.10-slim", "…/miniconda-python3.9"; "" where the name says nothing.
std::string pythonOfImage(std::string_view image);

}  // namespace footplate::ide
