#include "lsp/documents.h"

#include <algorithm>
#include <utility>

#include "base/uri.h"
#include "lsp/edited_text.h"

namespace footplate::lsp {

OpenDocument& Documents::open(const protocol::TextDocumentItem& item, std::string root) {
  OpenDocument& document = documents_[item.uri];
  document.uri = item.uri;
  document.path = pathFromUri(item.uri).value_or(std::string());
  document.root = std::move(root);
  remember(document, std::make_shared<const std::string>(item.text), item.version);
  return document;
}

void Documents::close(const std::string& uri) {
  const auto found = documents_.find(uri);
  if (found == documents_.end()) return;
  auto buffers = std::make_shared<Buffers>(*buffers_);
  buffers->erase(found->second.path);
  buffers_ = std::move(buffers);
  documents_.erase(found);
}

Result<void> Documents::change(const protocol::DidChangeTextDocumentParams& params,
                               PositionEncoding encoding) {
  OpenDocument* document = find(params.textDocument.uri);
  if (!document) return fail(ErrorCode::notFound, "the document is not open: " + params.textDocument.uri);
  std::shared_ptr<const std::string> text = document->parsed->text();
  if (!params.contentChanges.empty())
    text = std::make_shared<const std::string>(applyChanges(*text, params.contentChanges, encoding));
  remember(*document, std::move(text), params.textDocument.version);
  return {};
}

void Documents::reparseAll() {
  for (auto& [uri, document] : documents_) {
    const ParsedText& old = *document.parsed;
    remember(document, old.text(), old.version());
  }
}

OpenDocument* Documents::find(const std::string& uri) {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

std::vector<OpenDocument*> Documents::all() {
  std::vector<OpenDocument*> list;
  for (auto& [uri, document] : documents_) list.push_back(&document);
  return list;
}

void Documents::remember(OpenDocument& document, std::shared_ptr<const std::string> text,
                         std::int64_t version) {
  document.parsed =
      std::make_shared<const ParsedText>(document.path, std::move(text), version, document.parsed.get());
  if (document.path.empty()) return;
  auto buffers = std::make_shared<Buffers>(*buffers_);
  (*buffers)[document.path] = {document.parsed, document.uri};
  buffers_ = std::move(buffers);
}

namespace {

// One character is typed at a time: without an index of all lines, which end at LF alone here.
Offset offsetOf(std::string_view text, const protocol::Position& place, PositionEncoding encoding) {
  const auto start = static_cast<Offset>(startOfLine(text, place.line).value_or(text.size()));
  const std::size_t end = std::min(text.find('\n', start), text.size());
  const std::string_view line = text.substr(start, end - start);
  return start + LineIndex(line).offset(line, {0, place.character}, encoding);
}

}  // namespace

std::string applyChange(const std::string& text, const protocol::TextDocumentContentChangeEvent& change,
                        PositionEncoding encoding) {
  if (!change.range) return change.text;
  const bool indexed = text.find('\r') != std::string::npos;
  const LineIndex lines(indexed ? std::string_view(text) : std::string_view());
  const auto place = [&](const protocol::Position& at) {
    return indexed ? lines.offset(text, Position{at.line, at.character}, encoding)
                   : offsetOf(text, at, encoding);
  };
  const Offset begin = place(change.range->start);
  const Offset end = std::max(begin, place(change.range->end));
  std::string result;
  result.reserve(text.size() - (end - begin) + change.text.size());
  result.append(text, 0, begin);
  result += change.text;
  result.append(text, end);
  return result;
}

std::string applyChanges(const std::string& text,
                         const std::vector<protocol::TextDocumentContentChangeEvent>& changes,
                         PositionEncoding encoding) {
  if (changes.size() == 1) return applyChange(text, changes.front(), encoding);  // what typing sends
  EditedText edited(text);
  for (const auto& change : changes) edited.apply(change, encoding);
  return edited.take();
}

}  // namespace footplate::lsp
