#include "planner/foreign_programs.h"

#include <catch2/catch.hpp>
#include <cstdlib>

using footplate::planner::checkPrograms;
using footplate::planner::firstProgram;

TEST_CASE("the program a command begins with") {
  CHECK(firstProgram("Rscript iris.R --x 1") == "Rscript");
  CHECK(firstProgram("\n set -e\ncd src && echo 'a; b'\nRscript x.R\n") == "Rscript");
  CHECK(firstProgram("python -c 'R; julia'") == "python");
  CHECK(firstProgram("apt-get install -y r-base && Rscript x.R") == "apt-get");
  CHECK(firstProgram("export PATH=/opt/julia/bin:$PATH; julia x.jl") == "export");
}

TEST_CASE("nothing is said of a command that may do without it") {
  for (const char* command : {"", "  ", "Rscript x.R || python x.py", "if command -v R; then R; fi", "(R)",
                              "# R\n", "echo x | Rscript -", "echo 'x", "$TOOL x"}) {
    INFO(command);
    footplate::runner::RunPlan plan;
    plan.command = command;
    CHECK(checkPrograms(plan));
  }
}

TEST_CASE("an interpreter that neither the machine nor the environment has") {
  footplate::runner::RunPlan plan;
  plan.command = "dotnet run";
  plan.environment.image = "dotnet/sdk";
  const std::string path = ::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const auto refused = checkPrograms(plan);
  ::setenv("PATH", path.c_str(), 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("dotnet") != std::string::npos);
  plan.environment.dependencies = {"conda-forge::dotnet-sdk=8"};
  CHECK(checkPrograms(plan));
}
