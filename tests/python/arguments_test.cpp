// What is read from scripts, and when nothing is said because something could not be followed.
#include "python/arguments.h"

#include <catch2/catch.hpp>
#include <map>

using namespace footplate;
using python::Argument;
using python::Arguments;
using python::ValueType;

namespace {

using Files = std::map<std::string, std::string>;

std::shared_ptr<const Arguments> read(const Files& files) {
  const python::FileReader reader = [&](const std::string& path) -> std::shared_ptr<const std::string> {
    const auto found = files.find(path);
    return found == files.end() ? nullptr : std::make_shared<const std::string>(found->second);
  };
  return python::readArguments({"/p/train.py", "/p", "/p"}, reader);
}

std::shared_ptr<const Arguments> script(const std::string& text) {
  return read({{"/p/train.py", text}});
}

// A script with argparse whose lines stand between making the parser and reading the arguments.
std::shared_ptr<const Arguments> with(const std::string& lines) {
  return script("import argparse\nimport sys\nparser = argparse.ArgumentParser()\n" + lines +
                "\nargs = parser.parse_args()\n");
}

bool isSure(const std::shared_ptr<const Arguments>& arguments) {
  return arguments && arguments->complete && arguments->certain;
}

}  // namespace

TEST_CASE("an argument has its flags, type, choices, default, help and place") {
  const auto arguments = with(
      "parser.add_argument('-l', '--lr', type=float, default=0.1, help='how '\n  'fast')\n"
      "parser.add_argument('--n', type=int, choices=[1, 2], required=True)\n"
      "parser.add_argument('data', nargs='+')");
  REQUIRE(isSure(arguments));
  const Argument* lr = arguments->find("-l");
  REQUIRE(lr);
  CHECK(lr->title() == "--lr");
  CHECK(lr->type == ValueType::number);
  CHECK(lr->defaultValue == "0.1");
  CHECK(lr->help == "how fast");
  CHECK(lr->path == "/p/train.py");
  CHECK_FALSE(lr->required);
  const Argument* n = arguments->find("--n");
  REQUIRE(n);
  CHECK(n->choices == std::vector<std::string>{"1", "2"});
  CHECK(n->required);
  const Argument& data = arguments->all.back();
  CHECK(data.positional());
  CHECK(data.required);
  CHECK(data.most == Argument::any);
}

TEST_CASE("actions say how many values follow") {
  const auto arguments = with(
      "parser.add_argument('--on', action='store_true')\n"
      "parser.add_argument('--v', action='count')\n"
      "parser.add_argument('--more', action='append')\n"
      "parser.add_argument('--keep', action=argparse.BooleanOptionalAction)\n"
      "parser.add_argument('--mine', action=Mine)");
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--on")->most == 0);
  CHECK(arguments->find("--v")->repeats);
  CHECK(arguments->find("--more")->repeats);
  CHECK(arguments->find("--no-keep") == arguments->find("--keep"));
  CHECK(arguments->find("--mine")->most == Argument::any);
}

TEST_CASE("functions, groups, constants and parents are followed") {
  const auto arguments = script(R"(
from argparse import ArgumentParser as Parser
KINDS = ("a", "b")
base = Parser(add_help=False)
base.add_argument("--seed", type=int, required=True)
def common(p):
    group = p.add_argument_group("model")
    group.add_argument("--kind", choices=KINDS)
    either = p.add_mutually_exclusive_group(required=True)
    either.add_argument("--x", required=False)
    return p
def main(argv=None):
    parser = common(Parser(parents=[base]))
    return parser.parse_args(argv)
if __name__ == "__main__":
    main()
)");
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--seed")->required);
  CHECK(arguments->find("--kind")->choices.size() == 2);
  CHECK(arguments->find("--x"));
}

TEST_CASE("modules beside the script are followed, others are not") {
  const Files files{
      {"/p/train.py", "import numpy\nfrom lib.args import get_args\nargs = get_args()\n"},
      {"/p/lib/__init__.py", ""},
      {"/p/lib/args.py",
       "from .more import add\nimport argparse\ndef get_args():\n  p = argparse.ArgumentParser()\n"
       "  add(p)\n  return p.parse_args()\n"},
      {"/p/lib/more.py", "def add(p): p.add_argument('--far')\n"}};
  const auto arguments = read(files);
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--far")->path == "/p/lib/more.py");
  Files without = files;
  without.erase("/p/lib/more.py");
  const auto less = read(without);
  CHECK((!less || !less->complete));
}

TEST_CASE("what is only sometimes added is not required") {
  const auto arguments = with("if cuda():\n  parser.add_argument('--gpu', required=True)");
  REQUIRE(arguments);
  REQUIRE(arguments->find("--gpu"));
  CHECK_FALSE(arguments->find("--gpu")->required);
}

TEST_CASE("unknown arguments may be wanted, what is required stays so") {
  const auto arguments = script(
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--a', required=True)\n"
      "args, rest = p.parse_known_args()\n");
  REQUIRE(arguments);
  CHECK_FALSE(arguments->complete);
  CHECK(arguments->certain);
}

TEST_CASE("where something cannot be followed, nothing is claimed") {
  const char* lines = GENERATE(
      "for name in names: parser.add_argument('--' + name)", "deepspeed.add_config_arguments(parser)",
      "parser = deepspeed.add_config_arguments(parser)", "models[name].add_arguments(parser)",
      "helpers = [parser]", "self.parser = parser", "add = lambda flag: parser.add_argument(flag)",
      "sys.argv.append('--x')", "argv = list(sys.argv)", "parser.parse_args(sys.argv[2:])",
      "def f(:", "class Model:\n  def add(self, parser):\n    parser.add_argument('--layers')",
      "if x:\n  parser = argparse.ArgumentParser()");
  INFO(lines);
  const auto arguments = with(lines);
  CHECK((!arguments || !arguments->complete));
}

TEST_CASE("scripts without a parser of ours say nothing") {
  const char* text = GENERATE(
      "import sys\nlr = sys.argv[1]\n",
      "from transformers import HfArgumentParser\np = HfArgumentParser((A, "
      "B))\np.parse_args_into_dataclasses()\n",
      "import fire\nfire.Fire(main)\n", "import hydra\n@hydra.main()\ndef main(cfg): pass\nmain()\n",
      "import argparse\np = argparse.ArgumentParser()\nargs = p.parse_args(['--a'])\n", "", "\x01\xff((((");
  INFO(text);
  CHECK_FALSE(script(text));
}

TEST_CASE("options and arguments of click") {
  const auto arguments = script(R"(
import click
@click.command()
@click.option("--lr", "-l", default=0.1, help="rate")
@click.option("--shout/--no-shout", default=False)
@click.option("--kind", type=click.Choice(["a", "b"], case_sensitive=False), required=True)
@click.option("--tag", multiple=True)
@click.argument("data", type=click.Path())
def main(lr, shout, kind, tag, data): pass
if __name__ == "__main__":
    main()
)");
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("-l")->type == ValueType::number);
  CHECK(arguments->find("--no-shout")->most == 0);
  CHECK(arguments->find("--shout")->offFlags == std::vector<std::string>{"--no-shout"});
  CHECK(arguments->find("--lr")->offFlags.empty());
  CHECK(arguments->find("--kind")->choices.size() == 2);
  CHECK(arguments->find("--kind")->ignoreCase);
  CHECK(arguments->find("--kind")->required);
  CHECK(arguments->find("--tag")->repeats);
  CHECK_FALSE(arguments->find("--ki"));
  CHECK_FALSE(isSure(
      script("import click\n@click.command()\n@shared\n@click.option('--a')\ndef main(a): pass\nmain()\n")));
}

TEST_CASE("parameters of typer") {
  const std::string function =
      "(data: str, rate: float = 0.1, max_steps: Optional[int] = None, shuffle: bool = True,\n"
      "    kind: Annotated[str, typer.Option('--kind', '-k', help='which')] = 'a', n: int = "
      "typer.Option(...)):\n  pass\n";
  const auto arguments = script("import typer\ndef main" + function + "typer.run(main)\n");
  REQUIRE(isSure(arguments));
  CHECK(arguments->find("--rate")->type == ValueType::number);
  CHECK(arguments->find("--max-steps")->type == ValueType::integer);
  CHECK(arguments->find("--no-shuffle")->most == 0);
  CHECK(arguments->find("-k")->help == "which");
  CHECK(arguments->find("--n")->required);
  CHECK(isSure(script("import typer\napp = typer.Typer()\n@app.command()\ndef main" + function +
                      "if __name__ == '__main__':\n  app()\n")));
}

TEST_CASE("commands have arguments of their own") {
  const char* text = GENERATE(
      "import argparse\np = argparse.ArgumentParser()\nsub = p.add_subparsers(required=True)\n"
      "a = sub.add_parser('fit')\na.add_argument('--n', type=int, required=True)\nsub.add_parser('score')\n"
      "p.parse_args()\n",
      "import click\n@click.group()\ndef main(): pass\n@main.command()\n"
      "@click.option('--n', type=int, required=True)\ndef fit(n): pass\n"
      "@main.command(name='score')\ndef other(): pass\nmain()\n",
      "import typer\napp = typer.Typer()\n@app.command()\ndef fit(n: int = typer.Option(...)): pass\n"
      "@app.command('score')\ndef other(): pass\napp()\n");
  INFO(text);
  const auto arguments = script(text);
  REQUIRE(isSure(arguments));
  CHECK(arguments->takesCommand);
  CHECK(arguments->wantsCommand);
  CHECK(arguments->knowsCommands);
  CHECK(arguments->commandAt == 0);
  REQUIRE(arguments->commands.size() == 2);
  CHECK_FALSE(arguments->find("--n"));
  CHECK_FALSE(arguments->command("fi"));
  const python::Command* fit = arguments->command("fit");
  REQUIRE(fit);
  REQUIRE(isSure(fit->arguments));
  CHECK(fit->arguments->find("--n")->type == ValueType::integer);
  CHECK(fit->arguments->find("--n")->required);
  CHECK(arguments->command("score"));
}

TEST_CASE("what is not followed of a parser is not claimed of its commands") {
  const std::string commands = "sub = parser.add_subparsers()\nsub.add_parser('a').add_argument('--b')\n";
  const char* lines = GENERATE("deepspeed.add_config_arguments(parser)", "helpers = [parser]",
                               "parser.parse_known_args()", "sys.argv.append('--x')");
  INFO(lines);
  const auto arguments = with(commands + lines);
  REQUIRE(arguments);
  REQUIRE(arguments->command("a"));
  CHECK_FALSE(arguments->command("a")->arguments->complete);
  CHECK_FALSE(with("sub = parser.add_subparsers()\nfor n in names: sub.add_parser(n)\n")->knowsCommands);
}

TEST_CASE("choices are computed from constants, and not from what is changed") {
  const auto choices = [](const std::string& lines, const std::string& expression) {
    const auto arguments = with(lines + "\nparser.add_argument('--x', choices=" + expression + ")");
    REQUIRE(arguments);
    return arguments->find("--x")->choices;
  };
  const std::vector<std::string> ab{"a", "b"};
  CHECK(choices("N = ('a', 'b')", "N") == ab);
  CHECK(choices("N = {'a': 1, 'b': 2}", "sorted(N.keys())") == ab);
  CHECK(choices("N = ['a']", "N + ['b']") == ab);
  CHECK(choices("N = ['a']", "[*N, 'b']") == ab);
  CHECK(choices("N = dict(a=1, b=2)", "list(N)") == ab);
  CHECK(choices("import enum\nclass N(enum.Enum):\n  A = 'a'\n  B = 'b'", "[n.value for n in N]") == ab);
  CHECK(choices("N = ['a', 'b']\nN.append('c')", "N").empty());
  CHECK(choices("N = {'a': 1}\nN['b'] = 2", "list(N)").empty());
  CHECK(choices("N = ['a']\nM = N\nM.append('b')", "N").empty());
  CHECK(choices("N = ['a', 'b']", "[n for n in N if n]").empty());
  CHECK(choices("def list(x): return ['c']\nN = ['a', 'b']", "list(N)").size() == 1);
  CHECK(choices("import enum\nclass N(enum.Enum):\n  A = 'a'\n  def _missing_(self, x): return N.A",
                "[n.value for n in N]")
            .empty());
}

TEST_CASE("an answer is given anew when the script has changed") {
  CHECK(with("parser.add_argument('--a')")->find("--a"));
  CHECK_FALSE(with("parser.add_argument('--b')")->find("--a"));
}

TEST_CASE("a script that is too large to be read says so, and nothing else") {
  const auto arguments = script("import argparse\nrows = [" + std::string(50'000, '1') + "]\n");
  REQUIRE(arguments);
  CHECK(arguments->unread);
  CHECK_FALSE(arguments->complete);
  CHECK_FALSE(with("parser.add_argument('--a')")->unread);
}

TEST_CASE("hostile scripts end in time") {
  const std::string text = GENERATE(std::string(200000, '('), "x = " + std::string(5000, '-') + "1\n",
                                    std::string(3000, '\t') + "x", "def f(a): return f(a) + f(a)\nf(1)\n",
                                    "def a(): b(); b()\ndef b(): c(); c()\ndef c(): a(); a()\na()\n");
  (void)script("import argparse\n" + text);
  SUCCEED();
}

TEST_CASE("groups of commands and parsers that stand in themselves come to an end") {
  std::string click = "import click\n@click.group()\ndef cli():\n  pass\n";
  for (int at = 0; at < 20; ++at) click += "cli.add_command(cli, name='c" + std::to_string(at) + "')\n";
  std::string parents = "import argparse\np = argparse.ArgumentParser()\n";
  for (int at = 0; at < 40; ++at) parents += "p = argparse.ArgumentParser(parents=[p, p, p])\n";
  const std::string text =
      GENERATE_COPY(parents + "p.parse_args()\n", click + "cli()\n",
                    std::string("import typer\napp = typer.Typer()\napp.add_typer(app, name='x')\napp()\n"),
                    std::string("import argparse\nclass P(argparse.ArgumentParser):\n  def __init__(self):\n"
                                "    super().__init__()\n    self.add_subparsers()\n"
                                "    super().__init__(parents=[self])\np = P()\np.parse_args()\n"));
  INFO(text);
  const auto arguments = script(text);
  CHECK((!arguments || !isSure(arguments) || !arguments->commands.empty()));
}
