// Parsers that live in objects of the script's own classes, and classes made of ArgumentParser.
#include <catch2/catch.hpp>
#include <map>

#include "python/arguments.h"

using namespace footplate;
using python::Argument;
using python::Arguments;

namespace {

std::shared_ptr<const Arguments> script(const std::string& text, const std::string& beside = "") {
  const python::FileReader reader = [&](const std::string& path) -> std::shared_ptr<const std::string> {
    if (path == "/p/train.py") return std::make_shared<const std::string>("import argparse\n" + text);
    if (path == "/p/base.py" && !beside.empty()) return std::make_shared<const std::string>(beside);
    return nullptr;
  };
  return python::readArguments({"/p/train.py", "/p", "/p", {}}, reader);
}

bool isSure(const std::shared_ptr<const Arguments>& arguments) {
  return arguments && arguments->complete && arguments->certain;
}

}  // namespace

TEST_CASE("a parser in an attribute is followed through the methods of its object") {
  const auto arguments = script(R"(
class Trainer(object):
    def __init__(self, name="x"):
        self.parser = argparse.ArgumentParser(description=name)
        self.add_data()
        group = self.parser.add_argument_group("model")
        group.add_argument("--layers", type=int, required=True)
        self.args = self.parser.parse_args()
    def add_data(self):
        parser = self.parser
        parser.add_argument("--data", required=True, choices=self.kinds())
    @staticmethod
    def kinds():
        return ["a", "b"]
    def fit(self):
        print(self.args.data)
if __name__ == "__main__":
    Trainer("y").fit()
)");
  REQUIRE(isSure(arguments));
  REQUIRE(arguments->find("--data"));
  CHECK(arguments->find("--data")->required);
  CHECK(arguments->find("--layers")->type == python::ValueType::integer);
}

TEST_CASE("options in classes made of one another, also of another file") {
  const std::string base = R"(
import argparse
class BaseOptions():
    def __init__(self):
        self._parser = argparse.ArgumentParser()
        self.initialized = False
    def initialize(self):
        self._parser.add_argument("--root", required=True)
        self.initialized = True
    @property
    def parser(self):
        return self._parser
    def parse(self):
        if not self.initialized:
            self.initialize()
        self.opt = self.parser.parse_args()
        return self.opt
)";
  const char* call = GENERATE("super().initialize()", "super(TrainOptions, self).initialize()",
                              "BaseOptions.initialize(self)");
  const auto arguments = script(
      "from base import BaseOptions\nclass TrainOptions(BaseOptions):\n"
      "  def initialize(self):\n    " +
          std::string(call) +
          "\n    self.parser.add_argument('--epochs', type=int, required=True)\n"
          "opt = TrainOptions().parse()\n",
      base);
  INFO(call);
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--root")->required);
  CHECK(arguments->find("--root")->path == "/p/base.py");
  CHECK(arguments->find("--epochs")->required);
  CHECK_FALSE(arguments->find("--other"));
}

TEST_CASE("a class made of ArgumentParser") {
  const char* text = GENERATE(
      "class Parser(argparse.ArgumentParser):\n  def __init__(self):\n    super().__init__(prog='x')\n"
      "    self.add_argument('--lr', type=float, required=True)\nargs = Parser().parse_args()\n",
      "class Parser(argparse.ArgumentParser):\n  def __init__(self, *args, **kwargs):\n"
      "    super(Parser, self).__init__(*args, **kwargs)\n    self.fill()\n"
      "  def fill(self):\n    self.add_argument('--lr', type=float, required=True)\n"
      "args = Parser(description='x').parse_args()\n",
      "class Parser(argparse.ArgumentParser):\n  def __init__(self):\n"
      "    argparse.ArgumentParser.__init__(self, prog='x')\n"
      "    self.add_argument('--lr', type=float, required=True)\np = Parser()\np.parse_args()\n",
      "class Parser(argparse.ArgumentParser):\n  def error(self, message):\n    self.print_help()\n"
      "    sys.exit(2)\np = Parser()\np.add_argument('--lr', type=float, required=True)\np.parse_args()\n",
      "class Parser(argparse.ArgumentParser):\n  def parse_args(self, args=None, namespace=None):\n"
      "    return super().parse_args(args, namespace)\np = Parser()\n"
      "p.add_argument('--lr', type=float, required=True)\np.parse_args()\n");
  INFO(text);
  const auto arguments = script(text);
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--lr")->type == python::ValueType::number);
  CHECK(arguments->find("--lr")->required);
  CHECK(arguments->find("--help"));
}

TEST_CASE("commands registered by methods") {
  const auto arguments = script(
      "class Cli:\n  def __init__(self):\n    self.parser = argparse.ArgumentParser()\n"
      "    self.commands = self.parser.add_subparsers(dest='command', required=True)\n    self.fit()\n"
      "  def fit(self):\n    one = self.commands.add_parser('fit')\n    one.add_argument('--n', type=int)\n"
      "    one.set_defaults(func=self.run_fit)\n  def run_fit(self, args): pass\n"
      "  def start(self):\n    args = self.parser.parse_args()\n    args.func(args)\nCli().start()\n");
  REQUIRE(isSure(arguments));
  CHECK(arguments->wantsCommand);
  REQUIRE(arguments->command("fit"));
  CHECK(arguments->command("fit")->arguments->find("--n"));
}

TEST_CASE("a method of a parser under another name") {
  const auto arguments = script(
      "p = argparse.ArgumentParser()\nadd = p.add_argument\nadd('--a', required=True)\np.parse_args()\n");
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--a")->required);
  CHECK_FALSE(isSure(script("p = argparse.ArgumentParser()\nlib.fill(p.add_argument)\np.parse_args()\n")));
}

TEST_CASE("where an object goes out of sight, nothing is claimed of its parser") {
  const std::string begin =
      "class Options:\n  def __init__(self):\n    self.parser = argparse.ArgumentParser()\n"
      "    self.parser.add_argument('--a')\n  def parse(self):\n    return self.parser.parse_args()\n";
  CHECK(isSure(script(begin + "Options().parse()\n")));
  const char* lines =
      GENERATE("o = Options()\nlib.fill(o)\no.parse()\n",
               "o = [Options()]\nx = Options()\n"
               "lib.fill(x.__dict__)\nx.parse()\n",
               "o = Options()\nlib.fill(o.parser)\no.parse()\n",
               "o = Options()\nif lib.x(): o.parser = argparse.ArgumentParser()\no.parse()\n",
               "class Mine(lib.Base, Options):\n  pass\nMine().fill()\nMine().parse()\n",
               "@lib.wraps\nclass Other(Options): pass\nOther().parse()\n",
               "class Other(Options, metaclass=lib.M): pass\no = Other()\no.fill()\no.parse()\n",
               "class Other(Options):\n  def extra(self):\n    self.parser.add_argument('--b')\n"
               "o = Other()\ngetattr(o, name)()\no.parse()\n");
  INFO(lines);
  const auto arguments = script(begin + lines);
  CHECK((!arguments || !arguments->complete));
}

TEST_CASE("a class that changes how words are read makes no claims") {
  const char* method =
      GENERATE("def parse_known_args(self, args=None, namespace=None): return 1",
               "def error(self, message): pass", "def _get_option_tuples(self, s): return []",
               "def convert_arg_line_to_args(self, line): return line.split()",
               "def add_argument(self, *a, **k): super().add_argument(*a, **k)");
  INFO(method);
  const auto arguments = script("class P(argparse.ArgumentParser):\n  " + std::string(method) +
                                "\np = P()\np.add_argument('--a')\np.parse_args()\n");
  CHECK((!arguments || !arguments->complete));
  CHECK_FALSE(
      isSure(script("class P(argparse.ArgumentParser):\n  def __init__(self, **kwargs):\n"
                    "    kwargs['prefix_chars'] = '+'\n    super().__init__(**kwargs)\n"
                    "p = P()\np.add_argument('+a')\np.parse_args()\n")));
  CHECK_FALSE(script("class P(HfArgumentParser): pass\np = P()\np.parse_args()\n"));
}

TEST_CASE("objects that make each other end") {
  (void)script(
      "class A:\n  def __init__(self):\n    self.b = B(self)\nclass B:\n  def __init__(self, a):\n"
      "    self.a = A()\n    self.me = self\nA()\np = argparse.ArgumentParser()\np.parse_args()\n");
  SUCCEED();
}

TEST_CASE("classes that are made of each other end") {
  const auto arguments = script(
      "class B: pass\ndef make():\n  global A, B\n  class A(B): pass\n  class B(A): pass\n"
      "make()\nmake()\nB().fill()\np = argparse.ArgumentParser()\np.parse_args()\n");
  CHECK(arguments);
}

TEST_CASE("classes that are made of the same ones over and over end") {
  std::string text = "class C0: pass\n";
  for (int at = 1; at < 28; ++at) {
    const std::string base = "C" + std::to_string(at - 1);
    text += "class C" + std::to_string(at) + "(" + base + ", " + base + ", " + base + "): pass\n";
  }
  CHECK(script(text + "C27()\np = argparse.ArgumentParser()\np.parse_args()\n"));
}
