// Written by protocol/gen from protocol/lsp.yaml; ninja protogen_write renews it. Do not edit.
// clang-format off
#include "protocol/generated/lsp_types.h"

#include "protocol/codec.h"

namespace footplate::protocol {

bool read(const nlohmann::json& in, DiagnosticSeverity& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = DiagnosticSeverity::error, true;
  if (wire == 2) return out = DiagnosticSeverity::warning, true;
  if (wire == 3) return out = DiagnosticSeverity::information, true;
  if (wire == 4) return out = DiagnosticSeverity::hint, true;
  return expected(problem, "a value of DiagnosticSeverity");
}
void write(std::string& out, DiagnosticSeverity value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, DiagnosticTag& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = DiagnosticTag::unnecessary, true;
  if (wire == 2) return out = DiagnosticTag::deprecated, true;
  return expected(problem, "a value of DiagnosticTag");
}
void write(std::string& out, DiagnosticTag value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, CompletionItemTag& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = CompletionItemTag::deprecated, true;
  return expected(problem, "a value of CompletionItemTag");
}
void write(std::string& out, CompletionItemTag value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, MessageType& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = MessageType::error, true;
  if (wire == 2) return out = MessageType::warning, true;
  if (wire == 3) return out = MessageType::info, true;
  if (wire == 4) return out = MessageType::log, true;
  return expected(problem, "a value of MessageType");
}
void write(std::string& out, MessageType value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, FileChangeType& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = FileChangeType::created, true;
  if (wire == 2) return out = FileChangeType::changed, true;
  if (wire == 3) return out = FileChangeType::deleted, true;
  return expected(problem, "a value of FileChangeType");
}
void write(std::string& out, FileChangeType value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, CompletionItemKind& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = CompletionItemKind::text, true;
  if (wire == 3) return out = CompletionItemKind::function, true;
  if (wire == 10) return out = CompletionItemKind::property, true;
  if (wire == 12) return out = CompletionItemKind::value, true;
  if (wire == 13) return out = CompletionItemKind::enumeration, true;
  if (wire == 14) return out = CompletionItemKind::keyword, true;
  if (wire == 15) return out = CompletionItemKind::snippet, true;
  if (wire == 17) return out = CompletionItemKind::file, true;
  if (wire == 18) return out = CompletionItemKind::reference, true;
  if (wire == 19) return out = CompletionItemKind::folder, true;
  if (wire == 20) return out = CompletionItemKind::enumMember, true;
  if (wire == 6) return out = CompletionItemKind::variable, true;
  if (wire == 9) return out = CompletionItemKind::module, true;
  return expected(problem, "a value of CompletionItemKind");
}
void write(std::string& out, CompletionItemKind value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, DocumentHighlightKind& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = DocumentHighlightKind::text, true;
  if (wire == 2) return out = DocumentHighlightKind::read, true;
  if (wire == 3) return out = DocumentHighlightKind::write, true;
  return expected(problem, "a value of DocumentHighlightKind");
}
void write(std::string& out, DocumentHighlightKind value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, InsertTextFormat& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = InsertTextFormat::plainText, true;
  if (wire == 2) return out = InsertTextFormat::snippet, true;
  return expected(problem, "a value of InsertTextFormat");
}
void write(std::string& out, InsertTextFormat value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, SymbolKind& out, ReadProblem& problem) {
  std::int64_t wire = 0;
  if (!read(in, wire, problem)) return false;
  if (wire == 1) return out = SymbolKind::file, true;
  if (wire == 2) return out = SymbolKind::module, true;
  if (wire == 4) return out = SymbolKind::package, true;
  if (wire == 5) return out = SymbolKind::class_, true;
  if (wire == 7) return out = SymbolKind::property, true;
  if (wire == 8) return out = SymbolKind::field, true;
  if (wire == 13) return out = SymbolKind::variable, true;
  if (wire == 15) return out = SymbolKind::string, true;
  if (wire == 16) return out = SymbolKind::number, true;
  if (wire == 17) return out = SymbolKind::boolean, true;
  if (wire == 18) return out = SymbolKind::array, true;
  if (wire == 19) return out = SymbolKind::object, true;
  if (wire == 20) return out = SymbolKind::key, true;
  if (wire == 21) return out = SymbolKind::empty, true;
  return expected(problem, "a value of SymbolKind");
}
void write(std::string& out, SymbolKind value) {
  appendJsonNumber(out, static_cast<std::int64_t>(value));
}

bool read(const nlohmann::json& in, Position& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "line", out.line, problem)) return false;
  if (!readMember(in, "character", out.character, problem)) return false;
  return true;
}
void write(std::string& out, const Position& value) {
  out += '{';
  writeMember(out, "\"line\":", value.line);
  writeMember(out, "\"character\":", value.character);
  out += '}';
}

bool read(const nlohmann::json& in, Range& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "start", out.start, problem)) return false;
  if (!readMember(in, "end", out.end, problem)) return false;
  return true;
}
void write(std::string& out, const Range& value) {
  out += '{';
  writeMember(out, "\"start\":", value.start);
  writeMember(out, "\"end\":", value.end);
  out += '}';
}

bool read(const nlohmann::json& in, TextEdit& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "newText", out.newText, problem)) return false;
  return true;
}
void write(std::string& out, const TextEdit& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"newText\":", value.newText);
  out += '}';
}

bool read(const nlohmann::json& in, TextDocumentIdentifier& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  return true;
}
void write(std::string& out, const TextDocumentIdentifier& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  out += '}';
}

bool read(const nlohmann::json& in, VersionedTextDocumentIdentifier& out, ReadProblem& problem) {
  if (!read(in, static_cast<TextDocumentIdentifier&>(out), problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  return true;
}
void write(std::string& out, const VersionedTextDocumentIdentifier& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"version\":", value.version);
  out += '}';
}

bool read(const nlohmann::json& in, TextDocumentItem& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "languageId", out.languageId, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  if (!readMember(in, "text", out.text, problem)) return false;
  return true;
}
void write(std::string& out, const TextDocumentItem& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"languageId\":", value.languageId);
  writeMember(out, "\"version\":", value.version);
  writeMember(out, "\"text\":", value.text);
  out += '}';
}

bool read(const nlohmann::json& in, TextDocumentPositionParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "position", out.position, problem)) return false;
  return true;
}
void write(std::string& out, const TextDocumentPositionParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"position\":", value.position);
  out += '}';
}

bool read(const nlohmann::json& in, MarkupContent& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "value", out.value, problem)) return false;
  return true;
}
void write(std::string& out, const MarkupContent& value) {
  out += '{';
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"value\":", value.value);
  out += '}';
}

bool read(const nlohmann::json& in, ClientInfo& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  return true;
}
void write(std::string& out, const ClientInfo& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"version\":", value.version);
  out += '}';
}

bool read(const nlohmann::json& in, WorkspaceFolder& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  return true;
}
void write(std::string& out, const WorkspaceFolder& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"name\":", value.name);
  out += '}';
}

bool read(const nlohmann::json& in, InitializeParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "processId", out.processId, problem)) return false;
  if (!readMember(in, "clientInfo", out.clientInfo, problem)) return false;
  if (!readMember(in, "locale", out.locale, problem)) return false;
  if (!readMember(in, "rootPath", out.rootPath, problem)) return false;
  if (!readMember(in, "rootUri", out.rootUri, problem)) return false;
  if (!readMember(in, "initializationOptions", out.initializationOptions, problem)) return false;
  if (!readMember(in, "capabilities", out.capabilities, problem)) return false;
  if (!readMember(in, "workspaceFolders", out.workspaceFolders, problem)) return false;
  return true;
}
void write(std::string& out, const InitializeParams& value) {
  out += '{';
  writeMember(out, "\"processId\":", value.processId);
  writeMember(out, "\"clientInfo\":", value.clientInfo);
  writeMember(out, "\"locale\":", value.locale);
  writeMember(out, "\"rootPath\":", value.rootPath);
  writeMember(out, "\"rootUri\":", value.rootUri);
  writeMember(out, "\"initializationOptions\":", value.initializationOptions);
  writeMember(out, "\"capabilities\":", value.capabilities);
  writeMember(out, "\"workspaceFolders\":", value.workspaceFolders);
  out += '}';
}

bool read(const nlohmann::json& in, DidOpenTextDocumentParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DidOpenTextDocumentParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, TextDocumentContentChangeEvent& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "text", out.text, problem)) return false;
  return true;
}
void write(std::string& out, const TextDocumentContentChangeEvent& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"text\":", value.text);
  out += '}';
}

bool read(const nlohmann::json& in, DidChangeTextDocumentParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "contentChanges", out.contentChanges, problem)) return false;
  return true;
}
void write(std::string& out, const DidChangeTextDocumentParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"contentChanges\":", value.contentChanges);
  out += '}';
}

bool read(const nlohmann::json& in, DidCloseTextDocumentParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DidCloseTextDocumentParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, DidSaveTextDocumentParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DidSaveTextDocumentParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, DidChangeConfigurationParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "settings", out.settings, problem)) return false;
  return true;
}
void write(std::string& out, const DidChangeConfigurationParams& value) {
  out += '{';
  writeMember(out, "\"settings\":", value.settings);
  out += '}';
}

bool read(const nlohmann::json& in, FileEvent& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "type", out.type, problem)) return false;
  return true;
}
void write(std::string& out, const FileEvent& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"type\":", value.type);
  out += '}';
}

bool read(const nlohmann::json& in, DidChangeWatchedFilesParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "changes", out.changes, problem)) return false;
  return true;
}
void write(std::string& out, const DidChangeWatchedFilesParams& value) {
  out += '{';
  writeMember(out, "\"changes\":", value.changes);
  out += '}';
}

bool read(const nlohmann::json& in, WorkspaceFoldersChangeEvent& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "added", out.added, problem)) return false;
  if (!readMember(in, "removed", out.removed, problem)) return false;
  return true;
}
void write(std::string& out, const WorkspaceFoldersChangeEvent& value) {
  out += '{';
  writeMember(out, "\"added\":", value.added);
  writeMember(out, "\"removed\":", value.removed);
  out += '}';
}

bool read(const nlohmann::json& in, DidChangeWorkspaceFoldersParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "event", out.event, problem)) return false;
  return true;
}
void write(std::string& out, const DidChangeWorkspaceFoldersParams& value) {
  out += '{';
  writeMember(out, "\"event\":", value.event);
  out += '}';
}

bool read(const nlohmann::json& in, CodeDescription& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "href", out.href, problem)) return false;
  return true;
}
void write(std::string& out, const CodeDescription& value) {
  out += '{';
  writeMember(out, "\"href\":", value.href);
  out += '}';
}

bool read(const nlohmann::json& in, Diagnostic& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "severity", out.severity, problem)) return false;
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "codeDescription", out.codeDescription, problem)) return false;
  if (!readMember(in, "source", out.source, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  if (!readMember(in, "tags", out.tags, problem)) return false;
  return true;
}
void write(std::string& out, const Diagnostic& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"severity\":", value.severity);
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"codeDescription\":", value.codeDescription);
  writeMember(out, "\"source\":", value.source);
  writeMember(out, "\"message\":", value.message);
  writeMember(out, "\"tags\":", value.tags);
  out += '}';
}

bool read(const nlohmann::json& in, PublishDiagnosticsParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  if (!readMember(in, "diagnostics", out.diagnostics, problem)) return false;
  return true;
}
void write(std::string& out, const PublishDiagnosticsParams& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"version\":", value.version);
  writeMember(out, "\"diagnostics\":", value.diagnostics);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentDiagnosticParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "identifier", out.identifier, problem)) return false;
  if (!readMember(in, "previousResultId", out.previousResultId, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentDiagnosticParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"identifier\":", value.identifier);
  writeMember(out, "\"previousResultId\":", value.previousResultId);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentDiagnosticReport& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "resultId", out.resultId, problem)) return false;
  if (!readMember(in, "items", out.items, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentDiagnosticReport& value) {
  out += '{';
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"resultId\":", value.resultId);
  writeMember(out, "\"items\":", value.items);
  out += '}';
}

bool read(const nlohmann::json& in, CompletionItem& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "label", out.label, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "tags", out.tags, problem)) return false;
  if (!readMember(in, "detail", out.detail, problem)) return false;
  if (!readMember(in, "documentation", out.documentation, problem)) return false;
  if (!readMember(in, "deprecated", out.deprecated, problem)) return false;
  if (!readMember(in, "preselect", out.preselect, problem)) return false;
  if (!readMember(in, "sortText", out.sortText, problem)) return false;
  if (!readMember(in, "filterText", out.filterText, problem)) return false;
  if (!readMember(in, "insertText", out.insertText, problem)) return false;
  if (!readMember(in, "insertTextFormat", out.insertTextFormat, problem)) return false;
  if (!readMember(in, "insertTextMode", out.insertTextMode, problem)) return false;
  if (!readMember(in, "textEdit", out.textEdit, problem)) return false;
  if (!readMember(in, "additionalTextEdits", out.additionalTextEdits, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  return true;
}
void write(std::string& out, const CompletionItem& value) {
  out += '{';
  writeMember(out, "\"label\":", value.label);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"tags\":", value.tags);
  writeMember(out, "\"detail\":", value.detail);
  writeMember(out, "\"documentation\":", value.documentation);
  writeMember(out, "\"deprecated\":", value.deprecated);
  writeMember(out, "\"preselect\":", value.preselect);
  writeMember(out, "\"sortText\":", value.sortText);
  writeMember(out, "\"filterText\":", value.filterText);
  writeMember(out, "\"insertText\":", value.insertText);
  writeMember(out, "\"insertTextFormat\":", value.insertTextFormat);
  writeMember(out, "\"insertTextMode\":", value.insertTextMode);
  writeMember(out, "\"textEdit\":", value.textEdit);
  writeMember(out, "\"additionalTextEdits\":", value.additionalTextEdits);
  writeMember(out, "\"command\":", value.command);
  out += '}';
}

bool read(const nlohmann::json& in, CompletionList& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "isIncomplete", out.isIncomplete, problem)) return false;
  if (!readMember(in, "items", out.items, problem)) return false;
  return true;
}
void write(std::string& out, const CompletionList& value) {
  out += '{';
  writeMember(out, "\"isIncomplete\":", value.isIncomplete);
  writeMember(out, "\"items\":", value.items);
  out += '}';
}

bool read(const nlohmann::json& in, Hover& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "contents", out.contents, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  return true;
}
void write(std::string& out, const Hover& value) {
  out += '{';
  writeMember(out, "\"contents\":", value.contents);
  writeMember(out, "\"range\":", value.range);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentSymbolParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentSymbolParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentSymbol& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "detail", out.detail, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "selectionRange", out.selectionRange, problem)) return false;
  if (!readMember(in, "children", out.children, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentSymbol& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"detail\":", value.detail);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"selectionRange\":", value.selectionRange);
  writeMember(out, "\"children\":", value.children);
  out += '}';
}

bool read(const nlohmann::json& in, Location& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  return true;
}
void write(std::string& out, const Location& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"range\":", value.range);
  out += '}';
}

bool read(const nlohmann::json& in, CallHierarchyData& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "asked", out.asked, problem)) return false;
  return true;
}
void write(std::string& out, const CallHierarchyData& value) {
  out += '{';
  writeMember(out, "\"asked\":", value.asked);
  out += '}';
}

bool read(const nlohmann::json& in, CallHierarchyItem& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "detail", out.detail, problem)) return false;
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "selectionRange", out.selectionRange, problem)) return false;
  if (!readMember(in, "data", out.data, problem)) return false;
  return true;
}
void write(std::string& out, const CallHierarchyItem& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"detail\":", value.detail);
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"selectionRange\":", value.selectionRange);
  writeMember(out, "\"data\":", value.data);
  out += '}';
}

bool read(const nlohmann::json& in, CallHierarchyItemParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "item", out.item, problem)) return false;
  return true;
}
void write(std::string& out, const CallHierarchyItemParams& value) {
  out += '{';
  writeMember(out, "\"item\":", value.item);
  out += '}';
}

bool read(const nlohmann::json& in, CallHierarchyIncomingCall& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "from", out.from, problem)) return false;
  if (!readMember(in, "fromRanges", out.fromRanges, problem)) return false;
  return true;
}
void write(std::string& out, const CallHierarchyIncomingCall& value) {
  out += '{';
  writeMember(out, "\"from\":", value.from);
  writeMember(out, "\"fromRanges\":", value.fromRanges);
  out += '}';
}

bool read(const nlohmann::json& in, CallHierarchyOutgoingCall& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "to", out.to, problem)) return false;
  if (!readMember(in, "fromRanges", out.fromRanges, problem)) return false;
  return true;
}
void write(std::string& out, const CallHierarchyOutgoingCall& value) {
  out += '{';
  writeMember(out, "\"to\":", value.to);
  writeMember(out, "\"fromRanges\":", value.fromRanges);
  out += '}';
}

bool read(const nlohmann::json& in, LocationLink& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "originSelectionRange", out.originSelectionRange, problem)) return false;
  if (!readMember(in, "targetUri", out.targetUri, problem)) return false;
  if (!readMember(in, "targetRange", out.targetRange, problem)) return false;
  if (!readMember(in, "targetSelectionRange", out.targetSelectionRange, problem)) return false;
  return true;
}
void write(std::string& out, const LocationLink& value) {
  out += '{';
  writeMember(out, "\"originSelectionRange\":", value.originSelectionRange);
  writeMember(out, "\"targetUri\":", value.targetUri);
  writeMember(out, "\"targetRange\":", value.targetRange);
  writeMember(out, "\"targetSelectionRange\":", value.targetSelectionRange);
  out += '}';
}

bool read(const nlohmann::json& in, ReferenceContext& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "includeDeclaration", out.includeDeclaration, problem)) return false;
  return true;
}
void write(std::string& out, const ReferenceContext& value) {
  out += '{';
  writeMember(out, "\"includeDeclaration\":", value.includeDeclaration);
  out += '}';
}

bool read(const nlohmann::json& in, ReferenceParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<TextDocumentPositionParams&>(out), problem)) return false;
  if (!readMember(in, "context", out.context, problem)) return false;
  return true;
}
void write(std::string& out, const ReferenceParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"context\":", value.context);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentHighlight& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentHighlight& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"kind\":", value.kind);
  out += '}';
}

bool read(const nlohmann::json& in, PrepareRenameResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "placeholder", out.placeholder, problem)) return false;
  return true;
}
void write(std::string& out, const PrepareRenameResult& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"placeholder\":", value.placeholder);
  out += '}';
}

bool read(const nlohmann::json& in, RenameParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<TextDocumentPositionParams&>(out), problem)) return false;
  if (!readMember(in, "newName", out.newName, problem)) return false;
  return true;
}
void write(std::string& out, const RenameParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"newName\":", value.newName);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentLinkParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentLinkParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentLink& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "target", out.target, problem)) return false;
  if (!readMember(in, "tooltip", out.tooltip, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentLink& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"target\":", value.target);
  writeMember(out, "\"tooltip\":", value.tooltip);
  out += '}';
}

bool read(const nlohmann::json& in, WorkspaceSymbolParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "query", out.query, problem)) return false;
  return true;
}
void write(std::string& out, const WorkspaceSymbolParams& value) {
  out += '{';
  writeMember(out, "\"query\":", value.query);
  out += '}';
}

bool read(const nlohmann::json& in, SymbolInformation& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "location", out.location, problem)) return false;
  if (!readMember(in, "containerName", out.containerName, problem)) return false;
  return true;
}
void write(std::string& out, const SymbolInformation& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"location\":", value.location);
  writeMember(out, "\"containerName\":", value.containerName);
  out += '}';
}

bool read(const nlohmann::json& in, FoldingRangeParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const FoldingRangeParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, FoldingRange& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "startLine", out.startLine, problem)) return false;
  if (!readMember(in, "endLine", out.endLine, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  return true;
}
void write(std::string& out, const FoldingRange& value) {
  out += '{';
  writeMember(out, "\"startLine\":", value.startLine);
  writeMember(out, "\"endLine\":", value.endLine);
  writeMember(out, "\"kind\":", value.kind);
  out += '}';
}

bool read(const nlohmann::json& in, SelectionRangeParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "positions", out.positions, problem)) return false;
  return true;
}
void write(std::string& out, const SelectionRangeParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"positions\":", value.positions);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokensParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokensParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokensRangeParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokensRangeParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"range\":", value.range);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokensDeltaParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "previousResultId", out.previousResultId, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokensDeltaParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"previousResultId\":", value.previousResultId);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokensEdit& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "start", out.start, problem)) return false;
  if (!readMember(in, "deleteCount", out.deleteCount, problem)) return false;
  if (!readMember(in, "data", out.data, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokensEdit& value) {
  out += '{';
  writeMember(out, "\"start\":", value.start);
  writeMember(out, "\"deleteCount\":", value.deleteCount);
  writeMember(out, "\"data\":", value.data);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokensDelta& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "resultId", out.resultId, problem)) return false;
  if (!readMember(in, "edits", out.edits, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokensDelta& value) {
  out += '{';
  writeMember(out, "\"resultId\":", value.resultId);
  writeMember(out, "\"edits\":", value.edits);
  out += '}';
}

bool read(const nlohmann::json& in, SemanticTokens& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "resultId", out.resultId, problem)) return false;
  if (!readMember(in, "data", out.data, problem)) return false;
  return true;
}
void write(std::string& out, const SemanticTokens& value) {
  out += '{';
  writeMember(out, "\"resultId\":", value.resultId);
  writeMember(out, "\"data\":", value.data);
  out += '}';
}

bool read(const nlohmann::json& in, InlayHintParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  return true;
}
void write(std::string& out, const InlayHintParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"range\":", value.range);
  out += '}';
}

bool read(const nlohmann::json& in, InlayHint& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "position", out.position, problem)) return false;
  if (!readMember(in, "label", out.label, problem)) return false;
  if (!readMember(in, "tooltip", out.tooltip, problem)) return false;
  if (!readMember(in, "paddingLeft", out.paddingLeft, problem)) return false;
  return true;
}
void write(std::string& out, const InlayHint& value) {
  out += '{';
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"label\":", value.label);
  writeMember(out, "\"tooltip\":", value.tooltip);
  writeMember(out, "\"paddingLeft\":", value.paddingLeft);
  out += '}';
}

bool read(const nlohmann::json& in, FormattingOptions& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "tabSize", out.tabSize, problem)) return false;
  if (!readMember(in, "insertSpaces", out.insertSpaces, problem)) return false;
  if (!readMember(in, "trimTrailingWhitespace", out.trimTrailingWhitespace, problem)) return false;
  if (!readMember(in, "insertFinalNewline", out.insertFinalNewline, problem)) return false;
  if (!readMember(in, "trimFinalNewlines", out.trimFinalNewlines, problem)) return false;
  return true;
}
void write(std::string& out, const FormattingOptions& value) {
  out += '{';
  writeMember(out, "\"tabSize\":", value.tabSize);
  writeMember(out, "\"insertSpaces\":", value.insertSpaces);
  writeMember(out, "\"trimTrailingWhitespace\":", value.trimTrailingWhitespace);
  writeMember(out, "\"insertFinalNewline\":", value.insertFinalNewline);
  writeMember(out, "\"trimFinalNewlines\":", value.trimFinalNewlines);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentFormattingParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "options", out.options, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentFormattingParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"options\":", value.options);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentRangeFormattingParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<DocumentFormattingParams&>(out), problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentRangeFormattingParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"options\":", value.options);
  writeMember(out, "\"range\":", value.range);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentOnTypeFormattingParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "position", out.position, problem)) return false;
  if (!readMember(in, "ch", out.ch, problem)) return false;
  if (!readMember(in, "options", out.options, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentOnTypeFormattingParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"ch\":", value.ch);
  writeMember(out, "\"options\":", value.options);
  out += '}';
}

bool read(const nlohmann::json& in, CodeLensParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const CodeLensParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, Command& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "title", out.title, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "arguments", out.arguments, problem)) return false;
  return true;
}
void write(std::string& out, const Command& value) {
  out += '{';
  writeMember(out, "\"title\":", value.title);
  writeMember(out, "\"command\":", value.command);
  writeMember(out, "\"arguments\":", value.arguments);
  out += '}';
}

bool read(const nlohmann::json& in, CodeLens& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  return true;
}
void write(std::string& out, const CodeLens& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"command\":", value.command);
  out += '}';
}

bool read(const nlohmann::json& in, CodeActionContext& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "diagnostics", out.diagnostics, problem)) return false;
  if (!readMember(in, "only", out.only, problem)) return false;
  if (!readMember(in, "triggerKind", out.triggerKind, problem)) return false;
  return true;
}
void write(std::string& out, const CodeActionContext& value) {
  out += '{';
  writeMember(out, "\"diagnostics\":", value.diagnostics);
  writeMember(out, "\"only\":", value.only);
  writeMember(out, "\"triggerKind\":", value.triggerKind);
  out += '}';
}

bool read(const nlohmann::json& in, CodeActionParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "context", out.context, problem)) return false;
  return true;
}
void write(std::string& out, const CodeActionParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"context\":", value.context);
  out += '}';
}

bool read(const nlohmann::json& in, OptionalVersionedTextDocumentIdentifier& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  return true;
}
void write(std::string& out, const OptionalVersionedTextDocumentIdentifier& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeNullable(out, "\"version\":", value.version);
  out += '}';
}

bool read(const nlohmann::json& in, TextDocumentEdit& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  if (!readMember(in, "edits", out.edits, problem)) return false;
  return true;
}
void write(std::string& out, const TextDocumentEdit& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  writeMember(out, "\"edits\":", value.edits);
  out += '}';
}

bool read(const nlohmann::json& in, WorkspaceEdit& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "changes", out.changes, problem)) return false;
  if (!readMember(in, "documentChanges", out.documentChanges, problem)) return false;
  return true;
}
void write(std::string& out, const WorkspaceEdit& value) {
  out += '{';
  writeMember(out, "\"changes\":", value.changes);
  writeMember(out, "\"documentChanges\":", value.documentChanges);
  out += '}';
}

bool read(const nlohmann::json& in, DeferredAction& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "uri", out.uri, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "title", out.title, problem)) return false;
  return true;
}
void write(std::string& out, const DeferredAction& value) {
  out += '{';
  writeMember(out, "\"uri\":", value.uri);
  writeMember(out, "\"version\":", value.version);
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"title\":", value.title);
  out += '}';
}

bool read(const nlohmann::json& in, CodeAction& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "title", out.title, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "diagnostics", out.diagnostics, problem)) return false;
  if (!readMember(in, "isPreferred", out.isPreferred, problem)) return false;
  if (!readMember(in, "edit", out.edit, problem)) return false;
  if (!readMember(in, "data", out.data, problem)) return false;
  return true;
}
void write(std::string& out, const CodeAction& value) {
  out += '{';
  writeMember(out, "\"title\":", value.title);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"diagnostics\":", value.diagnostics);
  writeMember(out, "\"isPreferred\":", value.isPreferred);
  writeMember(out, "\"edit\":", value.edit);
  writeMember(out, "\"data\":", value.data);
  out += '}';
}

bool read(const nlohmann::json& in, CodeActionResolveParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "data", out.data, problem)) return false;
  return true;
}
void write(std::string& out, const CodeActionResolveParams& value) {
  out += '{';
  writeMember(out, "\"data\":", value.data);
  out += '}';
}

bool read(const nlohmann::json& in, ExecuteCommandParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "arguments", out.arguments, problem)) return false;
  if (!readMember(in, "workDoneToken", out.workDoneToken, problem)) return false;
  return true;
}
void write(std::string& out, const ExecuteCommandParams& value) {
  out += '{';
  writeMember(out, "\"command\":", value.command);
  writeMember(out, "\"arguments\":", value.arguments);
  writeMember(out, "\"workDoneToken\":", value.workDoneToken);
  out += '}';
}

bool read(const nlohmann::json& in, CancelParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  return true;
}
void write(std::string& out, const CancelParams& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  out += '}';
}

bool read(const nlohmann::json& in, ProgressParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "token", out.token, problem)) return false;
  if (!readMember(in, "value", out.value, problem)) return false;
  return true;
}
void write(std::string& out, const ProgressParams& value) {
  out += '{';
  writeMember(out, "\"token\":", value.token);
  writeMember(out, "\"value\":", value.value);
  out += '}';
}

bool read(const nlohmann::json& in, WorkDoneProgressCreateParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "token", out.token, problem)) return false;
  return true;
}
void write(std::string& out, const WorkDoneProgressCreateParams& value) {
  out += '{';
  writeMember(out, "\"token\":", value.token);
  out += '}';
}

bool read(const nlohmann::json& in, ShowMessageParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  return true;
}
void write(std::string& out, const ShowMessageParams& value) {
  out += '{';
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"message\":", value.message);
  out += '}';
}

bool read(const nlohmann::json& in, SetTraceParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "value", out.value, problem)) return false;
  return true;
}
void write(std::string& out, const SetTraceParams& value) {
  out += '{';
  writeMember(out, "\"value\":", value.value);
  out += '}';
}

bool read(const nlohmann::json& in, ConfigurationItem& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "scopeUri", out.scopeUri, problem)) return false;
  if (!readMember(in, "section", out.section, problem)) return false;
  return true;
}
void write(std::string& out, const ConfigurationItem& value) {
  out += '{';
  writeMember(out, "\"scopeUri\":", value.scopeUri);
  writeMember(out, "\"section\":", value.section);
  out += '}';
}

bool read(const nlohmann::json& in, ConfigurationParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "items", out.items, problem)) return false;
  return true;
}
void write(std::string& out, const ConfigurationParams& value) {
  out += '{';
  writeMember(out, "\"items\":", value.items);
  out += '}';
}

}  // namespace footplate::protocol
