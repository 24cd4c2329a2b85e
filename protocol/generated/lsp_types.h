// Written by protocol/gen from protocol/lsp.yaml; ninja protogen_write renews it. Do not edit.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/json_value.h"

namespace footplate::protocol {

struct Position;
struct Range;
struct TextEdit;
struct TextDocumentIdentifier;
struct VersionedTextDocumentIdentifier;
struct TextDocumentItem;
struct TextDocumentPositionParams;
struct MarkupContent;
struct ClientInfo;
struct WorkspaceFolder;
struct InitializeParams;
struct DidOpenTextDocumentParams;
struct TextDocumentContentChangeEvent;
struct DidChangeTextDocumentParams;
struct DidCloseTextDocumentParams;
struct DidSaveTextDocumentParams;
struct DidChangeConfigurationParams;
struct FileEvent;
struct DidChangeWatchedFilesParams;
struct WorkspaceFoldersChangeEvent;
struct DidChangeWorkspaceFoldersParams;
struct CodeDescription;
struct Diagnostic;
struct PublishDiagnosticsParams;
struct DocumentDiagnosticParams;
struct DocumentDiagnosticReport;
struct CompletionItem;
struct CompletionList;
struct Hover;
struct DocumentSymbolParams;
struct DocumentSymbol;
struct Location;
struct CallHierarchyData;
struct CallHierarchyItem;
struct CallHierarchyItemParams;
struct CallHierarchyIncomingCall;
struct CallHierarchyOutgoingCall;
struct LocationLink;
struct ReferenceContext;
struct ReferenceParams;
struct DocumentHighlight;
struct PrepareRenameResult;
struct RenameParams;
struct DocumentLinkParams;
struct DocumentLink;
struct WorkspaceSymbolParams;
struct SymbolInformation;
struct FoldingRangeParams;
struct FoldingRange;
struct SelectionRangeParams;
struct SemanticTokensParams;
struct SemanticTokensRangeParams;
struct SemanticTokensDeltaParams;
struct SemanticTokensEdit;
struct SemanticTokensDelta;
struct SemanticTokens;
struct InlayHintParams;
struct InlayHint;
struct FormattingOptions;
struct DocumentFormattingParams;
struct DocumentRangeFormattingParams;
struct DocumentOnTypeFormattingParams;
struct CodeLensParams;
struct Command;
struct CodeLens;
struct CodeActionContext;
struct CodeActionParams;
struct OptionalVersionedTextDocumentIdentifier;
struct TextDocumentEdit;
struct WorkspaceEdit;
struct DeferredAction;
struct CodeAction;
struct CodeActionResolveParams;
struct ExecuteCommandParams;
struct CancelParams;
struct ProgressParams;
struct WorkDoneProgressCreateParams;
struct ShowMessageParams;
struct SetTraceParams;
struct ConfigurationItem;
struct ConfigurationParams;

enum class DiagnosticSeverity { error = 1, warning = 2, information = 3, hint = 4 };
bool read(const nlohmann::json& in, DiagnosticSeverity& out, ReadProblem& problem);
void write(std::string& out, DiagnosticSeverity value);

enum class DiagnosticTag { unnecessary = 1, deprecated = 2 };
bool read(const nlohmann::json& in, DiagnosticTag& out, ReadProblem& problem);
void write(std::string& out, DiagnosticTag value);

enum class CompletionItemTag { deprecated = 1 };
bool read(const nlohmann::json& in, CompletionItemTag& out, ReadProblem& problem);
void write(std::string& out, CompletionItemTag value);

enum class MessageType { error = 1, warning = 2, info = 3, log = 4 };
bool read(const nlohmann::json& in, MessageType& out, ReadProblem& problem);
void write(std::string& out, MessageType value);

enum class FileChangeType { created = 1, changed = 2, deleted = 3 };
bool read(const nlohmann::json& in, FileChangeType& out, ReadProblem& problem);
void write(std::string& out, FileChangeType value);

enum class CompletionItemKind { text = 1, function = 3, property = 10, value = 12, enumeration = 13, keyword = 14, snippet = 15, file = 17, reference = 18, folder = 19, enumMember = 20, variable = 6, module = 9 };
bool read(const nlohmann::json& in, CompletionItemKind& out, ReadProblem& problem);
void write(std::string& out, CompletionItemKind value);

enum class DocumentHighlightKind { text = 1, read = 2, write = 3 };
bool read(const nlohmann::json& in, DocumentHighlightKind& out, ReadProblem& problem);
void write(std::string& out, DocumentHighlightKind value);

enum class InsertTextFormat { plainText = 1, snippet = 2 };
bool read(const nlohmann::json& in, InsertTextFormat& out, ReadProblem& problem);
void write(std::string& out, InsertTextFormat value);

enum class SymbolKind { file = 1, module = 2, package = 4, class_ = 5, property = 7, field = 8, variable = 13, string = 15, number = 16, boolean = 17, array = 18, object = 19, key = 20, empty = 21 };
bool read(const nlohmann::json& in, SymbolKind& out, ReadProblem& problem);
void write(std::string& out, SymbolKind value);

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};
bool read(const nlohmann::json& in, Position& out, ReadProblem& problem);
void write(std::string& out, const Position& value);

struct Range {
  Position start;
  Position end;
};
bool read(const nlohmann::json& in, Range& out, ReadProblem& problem);
void write(std::string& out, const Range& value);

struct TextEdit {
  Range range;
  std::string newText;
};
bool read(const nlohmann::json& in, TextEdit& out, ReadProblem& problem);
void write(std::string& out, const TextEdit& value);

struct TextDocumentIdentifier {
  std::string uri;
};
bool read(const nlohmann::json& in, TextDocumentIdentifier& out, ReadProblem& problem);
void write(std::string& out, const TextDocumentIdentifier& value);

struct VersionedTextDocumentIdentifier : TextDocumentIdentifier {
  std::int64_t version = 0;
};
bool read(const nlohmann::json& in, VersionedTextDocumentIdentifier& out, ReadProblem& problem);
void write(std::string& out, const VersionedTextDocumentIdentifier& value);

struct TextDocumentItem {
  std::string uri;
  std::string languageId;
  std::int64_t version = 0;
  std::string text;
};
bool read(const nlohmann::json& in, TextDocumentItem& out, ReadProblem& problem);
void write(std::string& out, const TextDocumentItem& value);

struct TextDocumentPositionParams {
  TextDocumentIdentifier textDocument;
  Position position;
};
bool read(const nlohmann::json& in, TextDocumentPositionParams& out, ReadProblem& problem);
void write(std::string& out, const TextDocumentPositionParams& value);

struct MarkupContent {
  std::string kind;
  std::string value;
};
bool read(const nlohmann::json& in, MarkupContent& out, ReadProblem& problem);
void write(std::string& out, const MarkupContent& value);

struct ClientInfo {
  std::string name;
  std::optional<std::string> version;
};
bool read(const nlohmann::json& in, ClientInfo& out, ReadProblem& problem);
void write(std::string& out, const ClientInfo& value);

struct WorkspaceFolder {
  std::string uri;
  std::string name;
};
bool read(const nlohmann::json& in, WorkspaceFolder& out, ReadProblem& problem);
void write(std::string& out, const WorkspaceFolder& value);

struct InitializeParams {
  std::optional<std::int64_t> processId;
  std::optional<ClientInfo> clientInfo;
  std::optional<std::string> locale;
  std::optional<std::string> rootPath;
  std::optional<std::string> rootUri;
  RawJson initializationOptions;
  RawJson capabilities;
  std::optional<std::vector<WorkspaceFolder>> workspaceFolders;
};
bool read(const nlohmann::json& in, InitializeParams& out, ReadProblem& problem);
void write(std::string& out, const InitializeParams& value);

struct DidOpenTextDocumentParams {
  TextDocumentItem textDocument;
};
bool read(const nlohmann::json& in, DidOpenTextDocumentParams& out, ReadProblem& problem);
void write(std::string& out, const DidOpenTextDocumentParams& value);

struct TextDocumentContentChangeEvent {
  std::optional<Range> range;
  std::string text;
};
bool read(const nlohmann::json& in, TextDocumentContentChangeEvent& out, ReadProblem& problem);
void write(std::string& out, const TextDocumentContentChangeEvent& value);

struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier textDocument;
  std::vector<TextDocumentContentChangeEvent> contentChanges;
};
bool read(const nlohmann::json& in, DidChangeTextDocumentParams& out, ReadProblem& problem);
void write(std::string& out, const DidChangeTextDocumentParams& value);

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, DidCloseTextDocumentParams& out, ReadProblem& problem);
void write(std::string& out, const DidCloseTextDocumentParams& value);

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, DidSaveTextDocumentParams& out, ReadProblem& problem);
void write(std::string& out, const DidSaveTextDocumentParams& value);

struct DidChangeConfigurationParams {
  RawJson settings;
};
bool read(const nlohmann::json& in, DidChangeConfigurationParams& out, ReadProblem& problem);
void write(std::string& out, const DidChangeConfigurationParams& value);

struct FileEvent {
  std::string uri;
  FileChangeType type = FileChangeType::created;
};
bool read(const nlohmann::json& in, FileEvent& out, ReadProblem& problem);
void write(std::string& out, const FileEvent& value);

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
};
bool read(const nlohmann::json& in, DidChangeWatchedFilesParams& out, ReadProblem& problem);
void write(std::string& out, const DidChangeWatchedFilesParams& value);

struct WorkspaceFoldersChangeEvent {
  std::vector<WorkspaceFolder> added;
  std::vector<WorkspaceFolder> removed;
};
bool read(const nlohmann::json& in, WorkspaceFoldersChangeEvent& out, ReadProblem& problem);
void write(std::string& out, const WorkspaceFoldersChangeEvent& value);

struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChangeEvent event;
};
bool read(const nlohmann::json& in, DidChangeWorkspaceFoldersParams& out, ReadProblem& problem);
void write(std::string& out, const DidChangeWorkspaceFoldersParams& value);

struct CodeDescription {
  std::string href;
};
bool read(const nlohmann::json& in, CodeDescription& out, ReadProblem& problem);
void write(std::string& out, const CodeDescription& value);

struct Diagnostic {
  Range range;
  std::optional<DiagnosticSeverity> severity;
  std::optional<std::string> code;
  std::optional<CodeDescription> codeDescription;
  std::optional<std::string> source;
  std::string message;
  std::optional<std::vector<DiagnosticTag>> tags;
};
bool read(const nlohmann::json& in, Diagnostic& out, ReadProblem& problem);
void write(std::string& out, const Diagnostic& value);

struct PublishDiagnosticsParams {
  std::string uri;
  std::optional<std::int64_t> version;
  std::vector<Diagnostic> diagnostics;
};
bool read(const nlohmann::json& in, PublishDiagnosticsParams& out, ReadProblem& problem);
void write(std::string& out, const PublishDiagnosticsParams& value);

struct DocumentDiagnosticParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> identifier;
  std::optional<std::string> previousResultId;
};
bool read(const nlohmann::json& in, DocumentDiagnosticParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentDiagnosticParams& value);

struct DocumentDiagnosticReport {
  std::string kind;
  std::optional<std::string> resultId;
  std::optional<std::vector<Diagnostic>> items;
};
bool read(const nlohmann::json& in, DocumentDiagnosticReport& out, ReadProblem& problem);
void write(std::string& out, const DocumentDiagnosticReport& value);

struct CompletionItem {
  std::string label;
  std::optional<CompletionItemKind> kind;
  std::optional<std::vector<CompletionItemTag>> tags;
  std::optional<std::string> detail;
  std::optional<MarkupContent> documentation;
  std::optional<bool> deprecated;
  std::optional<bool> preselect;
  std::optional<std::string> sortText;
  std::optional<std::string> filterText;
  std::optional<std::string> insertText;
  std::optional<InsertTextFormat> insertTextFormat;
  std::optional<std::uint32_t> insertTextMode;
  std::optional<TextEdit> textEdit;
  std::optional<std::vector<TextEdit>> additionalTextEdits;
  RawJson command;
};
bool read(const nlohmann::json& in, CompletionItem& out, ReadProblem& problem);
void write(std::string& out, const CompletionItem& value);

struct CompletionList {
  bool isIncomplete = false;
  std::vector<CompletionItem> items;
};
bool read(const nlohmann::json& in, CompletionList& out, ReadProblem& problem);
void write(std::string& out, const CompletionList& value);

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
};
bool read(const nlohmann::json& in, Hover& out, ReadProblem& problem);
void write(std::string& out, const Hover& value);

struct DocumentSymbolParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, DocumentSymbolParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentSymbolParams& value);

struct DocumentSymbol {
  std::string name;
  std::optional<std::string> detail;
  SymbolKind kind = SymbolKind::file;
  Range range;
  Range selectionRange;
  std::optional<std::vector<DocumentSymbol>> children;
};
bool read(const nlohmann::json& in, DocumentSymbol& out, ReadProblem& problem);
void write(std::string& out, const DocumentSymbol& value);

struct Location {
  std::string uri;
  Range range;
};
bool read(const nlohmann::json& in, Location& out, ReadProblem& problem);
void write(std::string& out, const Location& value);

struct CallHierarchyData {
  std::string asked;
};
bool read(const nlohmann::json& in, CallHierarchyData& out, ReadProblem& problem);
void write(std::string& out, const CallHierarchyData& value);

struct CallHierarchyItem {
  std::string name;
  SymbolKind kind = SymbolKind::file;
  std::optional<std::string> detail;
  std::string uri;
  Range range;
  Range selectionRange;
  std::optional<CallHierarchyData> data;
};
bool read(const nlohmann::json& in, CallHierarchyItem& out, ReadProblem& problem);
void write(std::string& out, const CallHierarchyItem& value);

struct CallHierarchyItemParams {
  CallHierarchyItem item;
};
bool read(const nlohmann::json& in, CallHierarchyItemParams& out, ReadProblem& problem);
void write(std::string& out, const CallHierarchyItemParams& value);

struct CallHierarchyIncomingCall {
  CallHierarchyItem from;
  std::vector<Range> fromRanges;
};
bool read(const nlohmann::json& in, CallHierarchyIncomingCall& out, ReadProblem& problem);
void write(std::string& out, const CallHierarchyIncomingCall& value);

struct CallHierarchyOutgoingCall {
  CallHierarchyItem to;
  std::vector<Range> fromRanges;
};
bool read(const nlohmann::json& in, CallHierarchyOutgoingCall& out, ReadProblem& problem);
void write(std::string& out, const CallHierarchyOutgoingCall& value);

struct LocationLink {
  std::optional<Range> originSelectionRange;
  std::string targetUri;
  Range targetRange;
  Range targetSelectionRange;
};
bool read(const nlohmann::json& in, LocationLink& out, ReadProblem& problem);
void write(std::string& out, const LocationLink& value);

struct ReferenceContext {
  bool includeDeclaration = false;
};
bool read(const nlohmann::json& in, ReferenceContext& out, ReadProblem& problem);
void write(std::string& out, const ReferenceContext& value);

struct ReferenceParams : TextDocumentPositionParams {
  ReferenceContext context;
};
bool read(const nlohmann::json& in, ReferenceParams& out, ReadProblem& problem);
void write(std::string& out, const ReferenceParams& value);

struct DocumentHighlight {
  Range range;
  std::optional<DocumentHighlightKind> kind;
};
bool read(const nlohmann::json& in, DocumentHighlight& out, ReadProblem& problem);
void write(std::string& out, const DocumentHighlight& value);

struct PrepareRenameResult {
  Range range;
  std::string placeholder;
};
bool read(const nlohmann::json& in, PrepareRenameResult& out, ReadProblem& problem);
void write(std::string& out, const PrepareRenameResult& value);

struct RenameParams : TextDocumentPositionParams {
  std::string newName;
};
bool read(const nlohmann::json& in, RenameParams& out, ReadProblem& problem);
void write(std::string& out, const RenameParams& value);

struct DocumentLinkParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, DocumentLinkParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentLinkParams& value);

struct DocumentLink {
  Range range;
  std::optional<std::string> target;
  std::optional<std::string> tooltip;
};
bool read(const nlohmann::json& in, DocumentLink& out, ReadProblem& problem);
void write(std::string& out, const DocumentLink& value);

struct WorkspaceSymbolParams {
  std::string query;
};
bool read(const nlohmann::json& in, WorkspaceSymbolParams& out, ReadProblem& problem);
void write(std::string& out, const WorkspaceSymbolParams& value);

struct SymbolInformation {
  std::string name;
  SymbolKind kind = SymbolKind::file;
  Location location;
  std::optional<std::string> containerName;
};
bool read(const nlohmann::json& in, SymbolInformation& out, ReadProblem& problem);
void write(std::string& out, const SymbolInformation& value);

struct FoldingRangeParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, FoldingRangeParams& out, ReadProblem& problem);
void write(std::string& out, const FoldingRangeParams& value);

struct FoldingRange {
  std::uint32_t startLine = 0;
  std::uint32_t endLine = 0;
  std::optional<std::string> kind;
};
bool read(const nlohmann::json& in, FoldingRange& out, ReadProblem& problem);
void write(std::string& out, const FoldingRange& value);

struct SelectionRangeParams {
  TextDocumentIdentifier textDocument;
  std::vector<Position> positions;
};
bool read(const nlohmann::json& in, SelectionRangeParams& out, ReadProblem& problem);
void write(std::string& out, const SelectionRangeParams& value);

struct SemanticTokensParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, SemanticTokensParams& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokensParams& value);

struct SemanticTokensRangeParams {
  TextDocumentIdentifier textDocument;
  Range range;
};
bool read(const nlohmann::json& in, SemanticTokensRangeParams& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokensRangeParams& value);

struct SemanticTokensDeltaParams {
  TextDocumentIdentifier textDocument;
  std::string previousResultId;
};
bool read(const nlohmann::json& in, SemanticTokensDeltaParams& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokensDeltaParams& value);

struct SemanticTokensEdit {
  std::uint32_t start = 0;
  std::uint32_t deleteCount = 0;
  std::optional<std::vector<std::uint32_t>> data;
};
bool read(const nlohmann::json& in, SemanticTokensEdit& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokensEdit& value);

struct SemanticTokensDelta {
  std::optional<std::string> resultId;
  std::vector<SemanticTokensEdit> edits;
};
bool read(const nlohmann::json& in, SemanticTokensDelta& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokensDelta& value);

struct SemanticTokens {
  std::optional<std::string> resultId;
  std::vector<std::uint32_t> data;  // line, column, length, type, modifiers; lines and columns count from the token before
};
bool read(const nlohmann::json& in, SemanticTokens& out, ReadProblem& problem);
void write(std::string& out, const SemanticTokens& value);

struct InlayHintParams {
  TextDocumentIdentifier textDocument;
  Range range;
};
bool read(const nlohmann::json& in, InlayHintParams& out, ReadProblem& problem);
void write(std::string& out, const InlayHintParams& value);

struct InlayHint {
  Position position;
  std::string label;
  std::optional<std::string> tooltip;
  std::optional<bool> paddingLeft;
};
bool read(const nlohmann::json& in, InlayHint& out, ReadProblem& problem);
void write(std::string& out, const InlayHint& value);

struct FormattingOptions {
  std::uint32_t tabSize = 0;
  std::optional<bool> insertSpaces;
  std::optional<bool> trimTrailingWhitespace;
  std::optional<bool> insertFinalNewline;
  std::optional<bool> trimFinalNewlines;
};
bool read(const nlohmann::json& in, FormattingOptions& out, ReadProblem& problem);
void write(std::string& out, const FormattingOptions& value);

struct DocumentFormattingParams {
  TextDocumentIdentifier textDocument;
  FormattingOptions options;
};
bool read(const nlohmann::json& in, DocumentFormattingParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentFormattingParams& value);

struct DocumentRangeFormattingParams : DocumentFormattingParams {
  Range range;
};
bool read(const nlohmann::json& in, DocumentRangeFormattingParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentRangeFormattingParams& value);

struct DocumentOnTypeFormattingParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::string ch;
  FormattingOptions options;
};
bool read(const nlohmann::json& in, DocumentOnTypeFormattingParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentOnTypeFormattingParams& value);

struct CodeLensParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, CodeLensParams& out, ReadProblem& problem);
void write(std::string& out, const CodeLensParams& value);

struct Command {
  std::string title;
  std::string command;
  RawJson arguments;
};
bool read(const nlohmann::json& in, Command& out, ReadProblem& problem);
void write(std::string& out, const Command& value);

struct CodeLens {
  Range range;
  Command command;
};
bool read(const nlohmann::json& in, CodeLens& out, ReadProblem& problem);
void write(std::string& out, const CodeLens& value);

struct CodeActionContext {
  RawJson diagnostics;
  std::optional<std::vector<std::string>> only;
  std::optional<std::uint32_t> triggerKind;
};
bool read(const nlohmann::json& in, CodeActionContext& out, ReadProblem& problem);
void write(std::string& out, const CodeActionContext& value);

struct CodeActionParams {
  TextDocumentIdentifier textDocument;
  Range range;
  CodeActionContext context;
};
bool read(const nlohmann::json& in, CodeActionParams& out, ReadProblem& problem);
void write(std::string& out, const CodeActionParams& value);

struct OptionalVersionedTextDocumentIdentifier {
  std::string uri;
  std::optional<std::int64_t> version;
};
bool read(const nlohmann::json& in, OptionalVersionedTextDocumentIdentifier& out, ReadProblem& problem);
void write(std::string& out, const OptionalVersionedTextDocumentIdentifier& value);

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier textDocument;
  std::vector<TextEdit> edits;
};
bool read(const nlohmann::json& in, TextDocumentEdit& out, ReadProblem& problem);
void write(std::string& out, const TextDocumentEdit& value);

struct WorkspaceEdit {
  RawJson changes;
  std::optional<std::vector<TextDocumentEdit>> documentChanges;
};
bool read(const nlohmann::json& in, WorkspaceEdit& out, ReadProblem& problem);
void write(std::string& out, const WorkspaceEdit& value);

struct DeferredAction {
  std::string uri;
  std::int64_t version = 0;
  Range range;
  std::string kind;
  std::string title;  // in English
};
bool read(const nlohmann::json& in, DeferredAction& out, ReadProblem& problem);
void write(std::string& out, const DeferredAction& value);

struct CodeAction {
  std::string title;
  std::optional<std::string> kind;
  std::optional<std::vector<Diagnostic>> diagnostics;
  std::optional<bool> isPreferred;
  RawJson edit;  // a WorkspaceEdit, or one that makes a file first
  std::optional<DeferredAction> data;
};
bool read(const nlohmann::json& in, CodeAction& out, ReadProblem& problem);
void write(std::string& out, const CodeAction& value);

struct CodeActionResolveParams {
  DeferredAction data;
};
bool read(const nlohmann::json& in, CodeActionResolveParams& out, ReadProblem& problem);
void write(std::string& out, const CodeActionResolveParams& value);

struct ExecuteCommandParams {
  std::string command;
  RawJson arguments;
  RawJson workDoneToken;
};
bool read(const nlohmann::json& in, ExecuteCommandParams& out, ReadProblem& problem);
void write(std::string& out, const ExecuteCommandParams& value);

struct CancelParams {
  RawJson id;
};
bool read(const nlohmann::json& in, CancelParams& out, ReadProblem& problem);
void write(std::string& out, const CancelParams& value);

struct ProgressParams {
  RawJson token;
  RawJson value;
};
bool read(const nlohmann::json& in, ProgressParams& out, ReadProblem& problem);
void write(std::string& out, const ProgressParams& value);

struct WorkDoneProgressCreateParams {
  RawJson token;
};
bool read(const nlohmann::json& in, WorkDoneProgressCreateParams& out, ReadProblem& problem);
void write(std::string& out, const WorkDoneProgressCreateParams& value);

struct ShowMessageParams {
  MessageType type = MessageType::error;
  std::string message;
};
bool read(const nlohmann::json& in, ShowMessageParams& out, ReadProblem& problem);
void write(std::string& out, const ShowMessageParams& value);

struct SetTraceParams {
  std::string value;
};
bool read(const nlohmann::json& in, SetTraceParams& out, ReadProblem& problem);
void write(std::string& out, const SetTraceParams& value);

struct ConfigurationItem {
  std::optional<std::string> scopeUri;
  std::optional<std::string> section;
};
bool read(const nlohmann::json& in, ConfigurationItem& out, ReadProblem& problem);
void write(std::string& out, const ConfigurationItem& value);

struct ConfigurationParams {
  std::vector<ConfigurationItem> items;
};
bool read(const nlohmann::json& in, ConfigurationParams& out, ReadProblem& problem);
void write(std::string& out, const ConfigurationParams& value);

}  // namespace footplate::protocol
