#include "ide/image_python.h"

#include <catch2/catch.hpp>

using footplate::ide::pythonOfImage;

TEST_CASE("the name of an image may say its Python") {
  CHECK(pythonOfImage("python:3.9-slim") == "3.9");
  CHECK(pythonOfImage("docker.io/library/python:3.10.4") == "3.10");
  CHECK(pythonOfImage("localhost:5000/python:3.11") == "3.11");
  CHECK(pythonOfImage("continuumio/miniconda-python3.8:1.0") == "3.8");
  CHECK(pythonOfImage("mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest") == "3.8");
  CHECK(pythonOfImage("mcr.microsoft.com/azureml/curated/sklearn-0.24-ubuntu18.04-py37-cpu") == "3.7");
}

TEST_CASE("a name that says nothing of Python has none") {
  CHECK(pythonOfImage("").empty());
  CHECK(pythonOfImage("library/python:latest").empty());
  CHECK(pythonOfImage("python:3-slim").empty());
  CHECK(pythonOfImage("library/python@sha256:3300").empty());
  CHECK(pythonOfImage("registry.example.org/ml-python:2.0").empty());
  CHECK(pythonOfImage("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04").empty());
}
