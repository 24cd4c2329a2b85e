#include "python/typer_types.h"
#include "base/strings.h"

namespace footplate::python {
namespace {

using Kind = Value::Kind;

// `Optional[int]` is a subscript or a generic_type of the grammar, by where it stands.
std::vector<SyntaxNode> partsOf(SyntaxNode annotation) {
  std::vector<SyntaxNode> parts = annotation.children();
  if (parts.size() != 2 || !parts[1].is("type_parameter")) return parts;
  std::vector<SyntaxNode> all{parts[0]};
  for (SyntaxNode part : parts[1].children()) all.push_back(part.is("type") ? part.firstChild() : part);
  return all;
}

class AnnotationReader {
 public:
  AnnotationReader(Evaluator& evaluator, Argument& argument) : evaluator_(evaluator), argument_(argument) {}

  Annotation read(SyntaxNode node) {
    if (node.is("type")) node = node.firstChild();
    if (!node) return {};
    if (node.is("identifier") || node.is("attribute")) return named(node);
    if (node.is("string") || node.is("none")) return {{}, node.is("none")};
    if (node.is("binary_operator") || node.is("union_type")) return either(node);
    if (node.is("subscript") || node.is("generic_type")) return subscript(partsOf(node));
    return {{}, false};
  }

 private:
  Annotation named(SyntaxNode node) {
    const Value value = evaluator_.eval(node);
    if (const auto members = evaluator_.members(value)) {
      for (const Evaluator::Member& member : *members) argument_.choices.push_back(member.value);
      return {};
    }
    // A class of another library is converted from one word; a name of the script's own may be anything.
    if (!value.is(Kind::unknown)) return {{}, value.is(Kind::external)};
    if (node.text() == "int") argument_.type = ValueType::integer;
    if (node.text() == "float") argument_.type = ValueType::number;
    if (node.text() == "bool") argument_.type = ValueType::boolean;
    const bool builtIn = node.text() == "str" || argument_.type != ValueType::text;
    return {{}, builtIn};
  }

  // `int | None`
  Annotation either(SyntaxNode node) {
    Annotation found;
    for (SyntaxNode part : node.children()) {
      if (part.is("type")) part = part.firstChild();
      if (part.is("none") || part.text() == "None") continue;
      const Annotation one = read(part);
      found.said = found.said ? found.said : one.said;
      found.followed = found.followed && one.followed;
    }
    return found;
  }

  Annotation subscript(const std::vector<SyntaxNode>& parts) {
    if (parts.size() < 2) return {{}, false};
    const std::string_view name = parts.front().text().substr(parts.front().text().rfind('.') + 1);
    if (name == "Annotated") {
      Annotation found = read(parts[1]);
      for (std::size_t i = 2; i < parts.size(); ++i) {
        if (parts[i].is("call")) found.said = parts[i];
      }
      return found;
    }
    if (name == "List" || name == "list" || name == "Sequence") {
      argument_.repeats = true;
      return read(parts[1]);
    }
    if (name == "Optional") return read(parts[1]);
    if (name == "Literal") {
      for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto text = evaluator_.string(parts[i]);
        if (!text) return {{}, false};
        argument_.choices.push_back(*text);
      }
      return {};
    }
    if (name == "Tuple" || name == "tuple")
      argument_.least = argument_.most = static_cast<unsigned>(parts.size() - 1);
    return {{}, name == "Tuple" || name == "tuple"};
  }

  Evaluator& evaluator_;
  Argument& argument_;
};

}  // namespace

Annotation readAnnotation(Evaluator& evaluator, SyntaxNode annotation, Argument& argument) {
  if (!annotation) return {};
  return AnnotationReader(evaluator, argument).read(annotation);
}

}  // namespace footplate::python
