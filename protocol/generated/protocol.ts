// Written by protocol/gen from protocol/*.yaml; ninja protogen_write renews it. Do not edit.
/* eslint-disable */

export const DiagnosticSeverity = {
  error: 1,
  warning: 2,
  information: 3,
  hint: 4,
} as const;
export type DiagnosticSeverity = (typeof DiagnosticSeverity)[keyof typeof DiagnosticSeverity];

export const DiagnosticTag = {
  unnecessary: 1,
  deprecated: 2,
} as const;
export type DiagnosticTag = (typeof DiagnosticTag)[keyof typeof DiagnosticTag];

export const CompletionItemTag = {
  deprecated: 1,
} as const;
export type CompletionItemTag = (typeof CompletionItemTag)[keyof typeof CompletionItemTag];

export const MessageType = {
  error: 1,
  warning: 2,
  info: 3,
  log: 4,
} as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];

export const FileChangeType = {
  created: 1,
  changed: 2,
  deleted: 3,
} as const;
export type FileChangeType = (typeof FileChangeType)[keyof typeof FileChangeType];

export const CompletionItemKind = {
  text: 1,
  function: 3,
  property: 10,
  value: 12,
  enumeration: 13,
  keyword: 14,
  snippet: 15,
  file: 17,
  reference: 18,
  folder: 19,
  enumMember: 20,
  variable: 6,
  module: 9,
} as const;
export type CompletionItemKind = (typeof CompletionItemKind)[keyof typeof CompletionItemKind];

export const DocumentHighlightKind = {
  text: 1,
  read: 2,
  write: 3,
} as const;
export type DocumentHighlightKind = (typeof DocumentHighlightKind)[keyof typeof DocumentHighlightKind];

export const InsertTextFormat = {
  plainText: 1,
  snippet: 2,
} as const;
export type InsertTextFormat = (typeof InsertTextFormat)[keyof typeof InsertTextFormat];

export const SymbolKind = {
  file: 1,
  module: 2,
  package: 4,
  class: 5,
  property: 7,
  field: 8,
  variable: 13,
  string: 15,
  number: 16,
  boolean: 17,
  array: 18,
  object: 19,
  key: 20,
  empty: 21,
} as const;
export type SymbolKind = (typeof SymbolKind)[keyof typeof SymbolKind];

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface TextEdit {
  range: Range;
  newText: string;
}

export interface TextDocumentIdentifier {
  uri: string;
}

export interface VersionedTextDocumentIdentifier extends TextDocumentIdentifier {
  version: number;
}

export interface TextDocumentItem {
  uri: string;
  languageId: string;
  version: number;
  text: string;
}

export interface TextDocumentPositionParams {
  textDocument: TextDocumentIdentifier;
  position: Position;
}

export interface MarkupContent {
  kind: string;
  value: string;
}

export interface ClientInfo {
  name: string;
  version?: string;
}

export interface WorkspaceFolder {
  uri: string;
  name: string;
}

export interface InitializeParams {
  processId?: number;
  clientInfo?: ClientInfo;
  locale?: string;
  rootPath?: string;
  rootUri?: string;
  initializationOptions: unknown;
  capabilities: unknown;
  workspaceFolders?: WorkspaceFolder[];
}

export interface DidOpenTextDocumentParams {
  textDocument: TextDocumentItem;
}

export interface TextDocumentContentChangeEvent {
  range?: Range;
  text: string;
}

export interface DidChangeTextDocumentParams {
  textDocument: VersionedTextDocumentIdentifier;
  contentChanges: TextDocumentContentChangeEvent[];
}

export interface DidCloseTextDocumentParams {
  textDocument: TextDocumentIdentifier;
}

export interface DidSaveTextDocumentParams {
  textDocument: TextDocumentIdentifier;
}

export interface DidChangeConfigurationParams {
  settings: unknown;
}

export interface FileEvent {
  uri: string;
  type: FileChangeType;
}

export interface DidChangeWatchedFilesParams {
  changes: FileEvent[];
}

export interface WorkspaceFoldersChangeEvent {
  added: WorkspaceFolder[];
  removed: WorkspaceFolder[];
}

export interface DidChangeWorkspaceFoldersParams {
  event: WorkspaceFoldersChangeEvent;
}

export interface CodeDescription {
  href: string;
}

export interface Diagnostic {
  range: Range;
  severity?: DiagnosticSeverity;
  code?: string;
  codeDescription?: CodeDescription;
  source?: string;
  message: string;
  tags?: DiagnosticTag[];
}

export interface PublishDiagnosticsParams {
  uri: string;
  version?: number;
  diagnostics: Diagnostic[];
}

export interface DocumentDiagnosticParams {
  textDocument: TextDocumentIdentifier;
  identifier?: string;
  previousResultId?: string;
}

export interface DocumentDiagnosticReport {
  kind: string;
  resultId?: string;
  items?: Diagnostic[];
}

export interface CompletionItem {
  label: string;
  kind?: CompletionItemKind;
  tags?: CompletionItemTag[];
  detail?: string;
  documentation?: MarkupContent;
  deprecated?: boolean;
  preselect?: boolean;
  sortText?: string;
  filterText?: string;
  insertText?: string;
  insertTextFormat?: InsertTextFormat;
  insertTextMode?: number;
  textEdit?: TextEdit;
  additionalTextEdits?: TextEdit[];
  command: unknown;
}

export interface CompletionList {
  isIncomplete: boolean;
  items: CompletionItem[];
}

export interface Hover {
  contents: MarkupContent;
  range?: Range;
}

export interface DocumentSymbolParams {
  textDocument: TextDocumentIdentifier;
}

export interface DocumentSymbol {
  name: string;
  detail?: string;
  kind: SymbolKind;
  range: Range;
  selectionRange: Range;
  children?: DocumentSymbol[];
}

export interface Location {
  uri: string;
  range: Range;
}

export interface CallHierarchyData {
  asked: string;
}

export interface CallHierarchyItem {
  name: string;
  kind: SymbolKind;
  detail?: string;
  uri: string;
  range: Range;
  selectionRange: Range;
  data?: CallHierarchyData;
}

export interface CallHierarchyItemParams {
  item: CallHierarchyItem;
}

export interface CallHierarchyIncomingCall {
  from: CallHierarchyItem;
  fromRanges: Range[];
}

export interface CallHierarchyOutgoingCall {
  to: CallHierarchyItem;
  fromRanges: Range[];
}

export interface LocationLink {
  originSelectionRange?: Range;
  targetUri: string;
  targetRange: Range;
  targetSelectionRange: Range;
}

export interface ReferenceContext {
  includeDeclaration: boolean;
}

export interface ReferenceParams extends TextDocumentPositionParams {
  context: ReferenceContext;
}

export interface DocumentHighlight {
  range: Range;
  kind?: DocumentHighlightKind;
}

export interface PrepareRenameResult {
  range: Range;
  placeholder: string;
}

export interface RenameParams extends TextDocumentPositionParams {
  newName: string;
}

export interface DocumentLinkParams {
  textDocument: TextDocumentIdentifier;
}

export interface DocumentLink {
  range: Range;
  target?: string;
  tooltip?: string;
}

export interface WorkspaceSymbolParams {
  query: string;
}

export interface SymbolInformation {
  name: string;
  kind: SymbolKind;
  location: Location;
  containerName?: string;
}

export interface FoldingRangeParams {
  textDocument: TextDocumentIdentifier;
}

export interface FoldingRange {
  startLine: number;
  endLine: number;
  kind?: string;
}

export interface SelectionRangeParams {
  textDocument: TextDocumentIdentifier;
  positions: Position[];
}

export interface SemanticTokensParams {
  textDocument: TextDocumentIdentifier;
}

export interface SemanticTokensRangeParams {
  textDocument: TextDocumentIdentifier;
  range: Range;
}

export interface SemanticTokensDeltaParams {
  textDocument: TextDocumentIdentifier;
  previousResultId: string;
}

export interface SemanticTokensEdit {
  start: number;
  deleteCount: number;
  data?: number[];
}

export interface SemanticTokensDelta {
  resultId?: string;
  edits: SemanticTokensEdit[];
}

export interface SemanticTokens {
  resultId?: string;
  /** line, column, length, type, modifiers; lines and columns count from the token before */
  data: number[];
}

export interface InlayHintParams {
  textDocument: TextDocumentIdentifier;
  range: Range;
}

export interface InlayHint {
  position: Position;
  label: string;
  tooltip?: string;
  paddingLeft?: boolean;
}

export interface FormattingOptions {
  tabSize: number;
  insertSpaces?: boolean;
  trimTrailingWhitespace?: boolean;
  insertFinalNewline?: boolean;
  trimFinalNewlines?: boolean;
}

export interface DocumentFormattingParams {
  textDocument: TextDocumentIdentifier;
  options: FormattingOptions;
}

export interface DocumentRangeFormattingParams extends DocumentFormattingParams {
  range: Range;
}

export interface DocumentOnTypeFormattingParams {
  textDocument: TextDocumentIdentifier;
  position: Position;
  ch: string;
  options: FormattingOptions;
}

export interface CodeLensParams {
  textDocument: TextDocumentIdentifier;
}

export interface Command {
  title: string;
  command: string;
  arguments: unknown;
}

export interface CodeLens {
  range: Range;
  command: Command;
}

export interface CodeActionContext {
  diagnostics: unknown;
  only?: string[];
  triggerKind?: number;
}

export interface CodeActionParams {
  textDocument: TextDocumentIdentifier;
  range: Range;
  context: CodeActionContext;
}

export interface OptionalVersionedTextDocumentIdentifier {
  uri: string;
  version: number | null;
}

export interface TextDocumentEdit {
  textDocument: OptionalVersionedTextDocumentIdentifier;
  edits: TextEdit[];
}

export interface WorkspaceEdit {
  changes?: unknown;
  documentChanges?: TextDocumentEdit[];
}

export interface DeferredAction {
  uri: string;
  version: number;
  range: Range;
  kind: string;
  /** in English */
  title: string;
}

export interface CodeAction {
  title: string;
  kind?: string;
  diagnostics?: Diagnostic[];
  isPreferred?: boolean;
  /** a WorkspaceEdit, or one that makes a file first */
  edit?: unknown;
  data?: DeferredAction;
}

export interface CodeActionResolveParams {
  data: DeferredAction;
}

export interface ExecuteCommandParams {
  command: string;
  arguments: unknown;
  workDoneToken: unknown;
}

export interface CancelParams {
  id: unknown;
}

export interface ProgressParams {
  token: unknown;
  value: unknown;
}

export interface WorkDoneProgressCreateParams {
  token: unknown;
}

export interface ShowMessageParams {
  type: MessageType;
  message: string;
}

export interface SetTraceParams {
  value: string;
}

export interface ConfigurationItem {
  scopeUri?: string;
  section?: string;
}

export interface ConfigurationParams {
  items: ConfigurationItem[];
}

export const RunStatus = {
  NotStarted: 'NotStarted',
  Provisioning: 'Provisioning',
  Preparing: 'Preparing',
  Queued: 'Queued',
  Running: 'Running',
  Finalizing: 'Finalizing',
  Completed: 'Completed',
  Failed: 'Failed',
  CancelRequested: 'CancelRequested',
  Canceled: 'Canceled',
  NotResponding: 'NotResponding',
} as const;
export type RunStatus = (typeof RunStatus)[keyof typeof RunStatus];

export const IssueSeverity = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  hint: 'hint',
} as const;
export type IssueSeverity = (typeof IssueSeverity)[keyof typeof IssueSeverity];

export interface RunQueue {
  /** the pool it waits for: local stands for computes that are unknown here */
  compute: string;
  /** 1 is the next */
  position: number;
  length: number;
  /** that it wants at once */
  nodes: number;
  /** for people */
  reason: string;
}

/** A run as list shows it. */
export interface Run {
  id: string;
  experiment: string;
  display_name: string;
  kind: string;
  status: RunStatus;
  compute: string;
  created: string;
  started: string | null;
  ended: string | null;
  parent: string | null;
  tags: Record<string, string>;
  params: Record<string, string>;
  /** the last value of each metric; NaN, Infinity and -Infinity as words */
  metrics: Record<string, unknown>;
  /** only where it is true */
  archived?: boolean;
  /** of a step that was not run: the run whose results it took */
  reused_from?: string;
  /** only of a run that waits for nodes */
  queue?: RunQueue;
  /** in a list: how many runs are directly below this one, where there are any */
  child_count?: number;
}

export interface RunInput {
  type: string;
  /** as the command sees it */
  value: string;
  mode?: string;
  /** where the data came from */
  path?: string;
}

export interface RunOutput {
  type: string;
  path: string;
  /** registered as: azureml:model:3 */
  asset?: string;
}

/** A pin that could not be installed here and what was taken in its place. */
export interface Substitution {
  package: string;
  wanted: string;
  given: string;
  reason: string;
}

export interface RunEnvironment {
  name: string;
  hash: string;
  /** how it was made or found */
  how: string;
  python: string;
  substitutions: Substitution[];
}

export interface RunSnapshot {
  hash: string;
  files: number;
  bytes: number;
}

export interface RunPhase {
  name: string;
  began: string;
  ended: string | null;
}

export interface TracebackFrame {
  /** in the source folder, where it is the job's code */
  file: string;
  line: number;
  function: string;
}

export interface RunError {
  code: string;
  message: string;
  /** the last lines of the log */
  log_tail: string[];
  /** of Python, outermost first */
  traceback: TracebackFrame[];
}

export interface ChildRun {
  id: string;
  display_name: string;
  kind: string;
  status: RunStatus;
}

/** A run in full, as show and submit give it. */
export interface RunDetails extends Run {
  inputs: Record<string, RunInput>;
  outputs: Record<string, RunOutput>;
  environment: RunEnvironment | null;
  snapshot: RunSnapshot | null;
  phases: RunPhase[];
  exit_code: number | null;
  signal: number | null;
  error: RunError | null;
  description: string;
  /** the job file it was submitted from */
  file: string | null;
  /** of show: oldest first */
  children?: ChildRun[];
  /** of show: where the run's own files are */
  folder?: string;
  /** of show: the last lines of its log */
  log?: string[];
}

export interface PathMapping {
  local_root: string;
  remote_root: string;
}

/** Where a debugger attaches to (debugpy). */
export interface DebugAddress {
  host: string;
  port: number;
  path_mappings: PathMapping[];
}

/** submit, rerun; show, cancel, archive, restore and tag where one run was named. */
export interface RunResult {
  run: RunDetails;
  /** with submit --debug, once its Python waits there */
  debug?: DebugAddress;
}

/** show, cancel, archive, restore and tag where it was not exactly one. Those that could not be dealt with are missing here; each is told on stderr. */
export interface RunsResult {
  runs: RunDetails[];
}

export interface RunList {
  runs: Run[];
  /** pass as cursor for what follows */
  next: string | null;
}

export interface Fix {
  title: string;
  edits: TextEdit[];
}

export interface Issue {
  range: Range;
  severity: IssueSeverity;
  /** family.name */
  code: string;
  message: string;
  fixes: Fix[];
}

export interface Repair {
  range: Range;
  code: string;
  message: string;
  /** of the repair that was made */
  title: string;
}

export interface ValidatedFile {
  path: string;
  kind: string | null;
  diagnostics: Issue[];
  /** how many more there are: of very many only the most severe are told */
  unshown?: number;
  /** with fix or diff */
  fixed?: Repair[];
  /** with diff; a patch */
  diff?: string;
  /** with fix, of the text that came in by '-' */
  text?: string;
}

export interface ValidateResult {
  files: ValidatedFile[];
}

export interface ValidateParams {
  files: string[];
  fix?: boolean;
  diff?: boolean;
  stdin_filename?: string;
}

export interface MigrateParams {
  files: string[];
  /** the folder of the new files */
  output?: string;
}

export interface WrittenFile {
  path: string;
  text: string;
}

export interface MigratedFile {
  path: string;
  /** the job first */
  written: WrittenFile[];
  /** what v2 has no place for, and what was guessed */
  notes: string[];
}

export interface MigrateResult {
  files: MigratedFile[];
}

export interface AssetParams {
  /** create, list, show, archive or restore */
  action: string;
  /** the file to register; else NAME, NAME:VERSION or NAME@latest */
  name?: string;
  set?: string[];
  /** data, model, environment or component */
  type?: string;
  archived?: boolean;
  folder?: string;
}

/** A registered version of data, a model, an environment or a component. */
export interface Asset {
  kind: string;
  name: string;
  version: string;
  type: string;
  description: string;
  /** where the content of data and models is; a path or URI */
  path: string | null;
  /** its own copy of what was registered */
  file: string;
  /** the file it was registered from */
  source: string | null;
  /** the run whose output it is */
  run: string | null;
  created: string;
  archived: boolean;
  /** latest: the newest that is not archived */
  labels: string[];
  /** in a window with several projects, the root of its own */
  project?: string;
}

/** asset create and asset show. */
export interface AssetResult {
  asset: Asset;
}

/** asset list, archive and restore. */
export interface AssetList {
  assets: Asset[];
}

export interface Template {
  name: string;
  title: string;
  file_name: string;
  text: string;
}

export interface NewParams {
  /** the template; all are listed without */
  name?: string;
  file?: string;
}

export interface NewResult {
  /** all, or the one that was written */
  templates: Template[];
  /** the file that was written */
  path: string | null;
}

export interface SubmitParams {
  file: string;
  /** inputs.lr=0.1 */
  set?: string[];
  force?: boolean;
  strict_env?: boolean;
  /** build the environment again even if that failed before */
  retry_env?: boolean;
  /** the job's Python waits for a debugger */
  debug?: boolean;
  /** the compute to run on, whatever the file says */
  on?: string;
  /** of a v1 run configuration: the script to run instead of the file's */
  script?: string;
  /** of a v1 run configuration: instead of the file's */
  arguments?: string[];
  /** answers DryRunResult */
  dry_run?: boolean;
  /** the folder that relative paths start from */
  folder?: string;
}

export interface ExpectedEnvironment {
  name: string;
  hash: string;
  /** interpreter, cached, workspace registry, shared registry, or build */
  how: string;
  python: string;
  python_version: string;
  requirements: string[];
}

export interface ExpectedSnapshot {
  /** the folder or file */
  code: string | null;
  /** what additional_includes puts beside what is in it */
  includes: string[];
  files: number;
  bytes: number;
}

/** A step of a pipeline. Without command, environment and snapshot it is a pipeline itself, whose steps follow. */
export interface DryRunStep {
  /** as in the file; a step of an inner pipeline is OUTER.INNER */
  name: string;
  /** steps whose outputs it takes */
  after: string[];
  kind: string;
  compute: string;
  /** what another step makes stands in it as written */
  command?: string;
  inputs: Record<string, string>;
  outputs: Record<string, string>;
  environment?: ExpectedEnvironment;
  snapshot?: ExpectedSnapshot;
}

/** What a submit would do; nothing was stored or started. */
export interface DryRun {
  /** null where the submit makes one */
  id: string | null;
  experiment: string;
  kind: string;
  compute: string;
  /** as the shell would get it; RUN stands for an id that is not made yet; a pipeline has none */
  command?: string;
  inputs: Record<string, string>;
  outputs: Record<string, string>;
  environment?: ExpectedEnvironment;
  snapshot?: ExpectedSnapshot;
  /** of a pipeline in an order in which they may run */
  steps?: DryRunStep[];
  /** names of the inputs as the file has them */
  input_order: string[];
  notes: string[];
}

/** submit with dry_run. */
export interface DryRunResult {
  dry_run: DryRun;
}

export interface SnapshotParams {
  /** a job file, or a folder of code */
  file: string;
  /** nothing in the JSON */
  all?: boolean;
  /** paths of the code that are added to its .amlignore first */
  exclude?: string[];
  folder?: string;
}

export interface CodeFile {
  /** below the code folder */
  path: string;
  /** file, executable or link */
  kind: string;
  bytes: number;
}

/** Not sent. Of a folder nothing is, so what is in it is not listed. */
export interface LeftOut {
  path: string;
  is_folder: boolean;
  /** path of the ignore file, which may be above the code folder; null for what is neither file nor link and for empty folders */
  rule_file: string | null;
  /** from 1 */
  rule_line: number | null;
  rule: string | null;
}

/** What a submit would send of one code folder. */
export interface CodeSnapshot {
  /** folder or file; empty where only includes are sent */
  code: string;
  /** what additional_includes puts beside what is in it */
  includes: string[];
  /** of a pipeline that use it */
  steps: string[];
  file_count: number;
  bytes: number;
  /** by path; at most 10000 */
  files: CodeFile[];
  /** at most 10 */
  largest: CodeFile[];
  left_out_count: number;
  /** by path; at most 10000 */
  left_out: LeftOut[];
  /** limits of Azure ML, and what it would treat otherwise */
  warnings: string[];
}

export interface SnapshotResult {
  snapshots: CodeSnapshot[];
}

export interface ListParams {
  experiment?: string;
  status?: string[];
  /** docs/where.md */
  where?: string;
  /** KEY or KEY=VALUE */
  tag?: string[];
  /** loss asc, created: keys by importance, largest first */
  sort?: string;
  /** smallest first where sort does not say */
  ascending?: boolean;
  /** what the text shows; nothing in the JSON */
  columns?: string[];
  limit?: number;
  /** the runs below this one */
  parent?: string;
  /** runs of every level */
  children?: boolean;
  archived?: boolean;
  cursor?: string;
  /** the project; else those of the window and of its open documents */
  folder?: string;
}

/** tail and outputs: the run by id, unique prefix or @last. A verb that takes several takes one like this as well. */
export interface RunParams {
  run: string;
  folder?: string;
}

export interface RerunParams {
  run: string;
  /** inputs.lr=0.1 */
  set?: string[];
  folder?: string;
}

/** show, archive, restore, delete, compare, metrics, cancel, tag. */
export interface RunsParams {
  runs?: string[];
  /** all that fulfil the condition */
  where?: string;
  folder?: string;
}

export interface CancelRunsParams extends RunsParams {
  all?: boolean;
  /** the server never waits */
  no_wait?: boolean;
}

export interface DeleteParams extends RunsParams {
  dry_run?: boolean;
}

export interface PruneParams {
  /** 30d, by the time of submission */
  older_than?: string;
  /** 5GB, of one run with all below it */
  larger_than?: string;
  /** how many stay */
  keep?: number;
  /** of all that stay */
  keep_size?: string;
  /** remove stored code that no run needs, too; or that alone */
  objects?: boolean;
  experiment?: string;
  where?: string;
  dry_run?: boolean;
  folder?: string;
}

export interface DeletedRun {
  id: string;
  created: string;
  bytes: number;
  /** of prune: older_than, larger_than, keep or keep_size */
  reason?: string;
}

export interface CollectedObjects {
  removed: number;
  bytes: number;
  /** why nothing was removed: a submit uses the store */
  note: string | null;
}

/** delete and prune. */
export interface DeleteResult {
  deleted: DeletedRun[];
  /** bytes, those of objects among them */
  freed: number;
  /** registered outputs of the runs, which have their files themselves now: azureml:model:3 */
  kept_assets: string[];
  /** stored code that no run needs, of a dry run what would go; null where there was no reason to look */
  objects: CollectedObjects | null;
  dry_run: boolean;
}

export interface TagParams extends RunsParams {
  remove?: string[];
  /** the display name */
  name?: string;
  /** the description */
  note?: string;
}

export interface MetricsParams extends RunsParams {
  /** only these */
  name?: string[];
  /** table, json or csv */
  format?: string;
}

export interface CompareParams extends RunsParams {
  /** only what differs */
  diff?: boolean;
}

export interface ComparedFact {
  /** run, params, metrics, inputs, tags, code or environment */
  group: string;
  name: string;
  /** one a run, null where it has none */
  values: unknown[];
  differs: boolean;
}

export interface CompareResult {
  runs: Run[];
  rows: ComparedFact[];
}

export interface DiffParams {
  /** two, or one: that is compared with the working folder as it is now */
  runs: string[];
  /** with one run: with the run of its experiment before it */
  previous?: boolean;
  /** no texts: which files differ, and by how many lines */
  stat?: boolean;
  /** no texts and no counts of lines */
  name_only?: boolean;
  /** only these files of the code, and what is below these folders */
  path?: string[];
  /** the whole texts of files that differ, too */
  content?: boolean;
  folder?: string;
}

export interface DiffSide {
  /** the run's id, or the working folder */
  label: string;
  /** null for the working folder */
  run: Run | null;
  /** what cannot be compared on this side, and why */
  note: string | null;
}

export interface DiffFile {
  path: string;
  /** added, removed, changed or renamed */
  status: string;
  /** of a renamed file */
  old_path: string | null;
  /** file, executable or link; null where it is not there */
  old_kind: string | null;
  new_kind: string | null;
  old_bytes: number | null;
  new_bytes: number | null;
  /** where a link leads */
  old_link: string | null;
  new_link: string | null;
  /** lines; null where no text was compared */
  inserted: number | null;
  deleted: number | null;
  /** a patch of the text; null where there is none */
  diff: string | null;
  /** why there is no patch: binary, large, limit (this answer is long enough) or unreadable */
  omitted: string | null;
  /** with content */
  old_text?: string | null;
  new_text?: string | null;
}

export interface DiffCode {
  /** of the snapshot; null for none and for the working folder */
  old_hash: string | null;
  new_hash: string | null;
  /** that differ, by path; at most 10000 */
  files: DiffFile[];
  added: number;
  removed: number;
  changed: number;
  renamed: number;
  unchanged: number;
  /** that differ and are not among the files */
  left_out: number;
}

export interface DiffRow {
  /** outcome, metrics, run, compute, inputs, outputs, params, environment_variables, environment or tags */
  group: string;
  name: string;
  /** null where there is none */
  old: unknown;
  new: unknown;
  /** only rows of outcome and metrics may say no */
  differs: boolean;
}

/** A step of a pipeline that is on both sides; code that an earlier step had on both sides has no files here. */
export interface DiffStep {
  name: string;
  code: DiffCode | null;
  rows: DiffRow[];
  /** a patch; null where nothing differs */
  command: string | null;
  environment: string | null;
}

export interface DiffResult {
  old: DiffSide;
  new: DiffSide;
  /** anything but outcome and metrics */
  differs: boolean;
  /** null where neither has code of its own */
  code: DiffCode | null;
  rows: DiffRow[];
  /** a patch; null where nothing differs */
  command: string | null;
  /** a patch of what it is made of */
  environment: string | null;
  /** of a pipeline: those that differ */
  steps: DiffStep[];
  steps_added: string[];
  steps_removed: string[];
}

export interface ExperimentsParams {
  archived?: boolean;
  folder?: string;
}

export interface Experiment {
  name: string;
  /** without those below others */
  runs: number;
  unfinished: number;
  newest: string;
}

export interface ExperimentsResult {
  /** the one with the newest run first */
  experiments: Experiment[];
}

export interface OutputsParams {
  run: string;
  /** list, path, open or download */
  action?: string;
  /** only these outputs */
  names?: string[];
  /** folder of a download */
  output?: string;
  /** replace files that are there */
  force?: boolean;
  folder?: string;
}

export interface OutputFolder {
  name: string;
  type: string;
  path: string;
  files: number;
  bytes: number;
}

export interface OutputFile {
  output: string;
  /** below the output */
  path: string;
  bytes: number;
}

export interface Downloaded {
  folder: string;
  files: number;
  bytes: number;
}

export interface OutputsResult {
  run: string;
  folder: string;
  outputs: OutputFolder[];
  /** at most 10000 */
  files: OutputFile[];
  /** how many more there are */
  files_left_off: number;
  /** of path and open */
  path?: string;
  downloaded?: Downloaded;
}

export interface MetricPoint {
  step: number;
  time: string;
  /** a number or its word */
  value: unknown;
}

export interface MetricsResult {
  /** MetricPoint lists by name */
  metrics: Record<string, unknown>;
}

export interface RunMetrics {
  id: string;
  metrics: Record<string, unknown>;
}

/** metrics of several runs. */
export interface RunsMetricsResult {
  runs: RunMetrics[];
}

/** metrics with format csv. */
export interface MetricsCsv {
  /** run,metric,step,time,value */
  csv: string;
}

export interface ComputeParams {
  /** list, show, start, stop, delete; list when missing */
  action?: string;
  /** of a compute; not with list */
  name?: string;
  folder?: string;
}

export interface ComputeNode {
  name: string;
  /** idle or busy */
  state: string;
  /** that has it */
  run: string | null;
  /** of the run */
  display_name?: string;
  /** in this state */
  since: string;
  /** when an idle node goes; null for one that stays */
  until: string | null;
  /** cards its run sees; empty where the compute does not divide cards */
  gpus: number[];
}

export interface ComputeWaiting {
  run: string;
  /** of the run */
  display_name?: string;
  position: number;
  /** that it wants at once */
  nodes: number;
  since: string;
  /** for people */
  reason: string;
}

export interface Compute {
  name: string;
  type: string;
  /** running, stopped (begins no run), unsupported, deleted */
  state: string;
  /** that declares it */
  file: string | null;
  min_instances: number;
  max_instances: number;
  /** seconds */
  idle_time_before_scale_down: number;
  /** null where every run sees all cards */
  gpus: number | null;
  /** why no run can go there */
  problem: string | null;
  nodes: ComputeNode[];
  /** first come first served */
  queue: ComputeWaiting[];
  /** in a window with several projects, the root of its own */
  project?: string;
}

export interface ComputeList {
  computes: Compute[];
}

/** compute show, start, stop and delete. */
export interface ComputeResult {
  compute: Compute;
}

/** What tail --json prints for each line of the logs. */
export interface TailLine {
  line: string;
  /** of a run below or a process: the step's name, rank 3 */
  stream?: string;
  /** a line of more than 64 KiB goes on in the stream's next object */
  goes_on?: boolean;
}

/** The server's answer to tail, which does not follow. */
export interface TailResult {
  run: Run;
  log: string;
}

export interface EnvironmentUse {
  /** of the run */
  id: string;
  /** folder of its project */
  project: string;
}

export interface Environment {
  name: string;
  hash: string;
  /** ready, building, failed, registered, absent or interpreter */
  state: string;
  /** pip or conda */
  maker: string;
  image: string;
  python: string;
  python_version: string;
  path: string | null;
  /** of its build */
  log: string | null;
  bytes: number;
  created: string | null;
  last_used: string | null;
  /** why the build failed */
  reason: string | null;
  runs: EnvironmentUse[];
  /** not with list, as what follows */
  requirements?: string[];
  substitutions?: Substitution[];
  definition?: string;
  log_tail?: string[];
  /** with build: how it was made or found */
  how?: string;
}

/** env list, show and build. */
export interface EnvironmentsResult {
  environments: Environment[];
}

export interface RemovedEnvironment {
  name: string;
  hash: string;
  bytes: number;
}

export interface RemovedDownload {
  /** or the file's path, where the address is not known */
  address: string;
  bytes: number;
}

export interface RemovedLeftovers {
  count: number;
  bytes: number;
}

/** env prune. */
export interface PrunedEnvironments {
  removed: RemovedEnvironment[];
  downloads: RemovedDownload[];
  /** of builds that were cut off */
  leftovers: RemovedLeftovers;
  /** of all of it */
  bytes: number;
  dry_run: boolean;
}

export interface EnvParams {
  /** list, show, build or prune */
  action: string;
  targets?: string[];
  force?: boolean;
  strict_env?: boolean;
  all?: boolean;
  /** days */
  older_than?: number;
  /** 5GB, of all that stays */
  keep_size?: string;
  dry_run?: boolean;
  folder?: string;
}

export interface RunHereResult {
  exit_code: number | null;
  signal: number | null;
}

export interface CompletionResult {
  shell?: string;
  script?: string;
  words?: string[];
}

export interface DoctorCheck {
  name: string;
  ok: boolean;
  /** ok, missing or broken */
  state: string;
  needed: boolean;
  detail: string;
  /** what its lack means */
  cost: string | null;
  /** in a window with several projects, the root of the one it is about */
  project?: string;
}

export interface DoctorResult {
  version: string;
  checks: DoctorCheck[];
}

export interface ErrorDetail {
  code: string;
  message: string;
}

export interface ErrorResult {
  error: ErrorDetail;
}

export interface TrustParams {
  trusted: boolean;
}

/** Runs that are new, changed or gone since the last notification; ask list or show for what they are now. */
export interface RunsChangedParams {
  ids: string[];
  /** path of the project whose store changed */
  folder: string;
}

/** Environments of this user were built, failed, went or are used by another run; ask env list for what they are now. */
export interface EnvironmentsChangedParams {
  /** where they are */
  folder: string;
}

export interface DocumentActionsParams {
  textDocument: TextDocumentIdentifier;
}

export interface InitializationOptions {
  /** 'vscode' for our own extension, whatever the editor it runs in calls itself */
  client?: string;
  /** whether the user trusts the workspace; running is refused until then */
  trusted?: boolean;
  /** as in workspace/didChangeConfiguration: {yaml: {schemas: …}, footplate: {…}} */
  settings: unknown;
}

export interface WorkDone {
  kind: string;
  title?: string;
  message?: string;
  percentage?: number;
}

/** Parameters and result of each request we speak. */
export interface Requests {
  'initialize': { params: InitializeParams; result: unknown };
  'shutdown': { params: undefined; result: null };
  'textDocument/diagnostic': { params: DocumentDiagnosticParams; result: DocumentDiagnosticReport };
  'textDocument/completion': { params: TextDocumentPositionParams; result: CompletionList };
  'textDocument/hover': { params: TextDocumentPositionParams; result: Hover | null };
  'textDocument/documentSymbol': { params: DocumentSymbolParams; result: DocumentSymbol[] };
  'textDocument/foldingRange': { params: FoldingRangeParams; result: FoldingRange[] };
  'textDocument/selectionRange': { params: SelectionRangeParams; result: unknown };
  'textDocument/semanticTokens/full': { params: SemanticTokensParams; result: SemanticTokens };
  'textDocument/semanticTokens/full/delta': { params: SemanticTokensDeltaParams; result: unknown };
  'textDocument/semanticTokens/range': { params: SemanticTokensRangeParams; result: SemanticTokens };
  'textDocument/inlayHint': { params: InlayHintParams; result: InlayHint[] };
  'textDocument/formatting': { params: DocumentFormattingParams; result: TextEdit[] };
  'textDocument/rangeFormatting': { params: DocumentRangeFormattingParams; result: TextEdit[] };
  'textDocument/onTypeFormatting': { params: DocumentOnTypeFormattingParams; result: TextEdit[] };
  'textDocument/codeLens': { params: CodeLensParams; result: CodeLens[] };
  'textDocument/codeAction': { params: CodeActionParams; result: CodeAction[] };
  'codeAction/resolve': { params: CodeActionResolveParams; result: CodeAction };
  'textDocument/definition': { params: TextDocumentPositionParams; result: unknown };
  'textDocument/declaration': { params: TextDocumentPositionParams; result: unknown };
  'textDocument/references': { params: ReferenceParams; result: Location[] };
  'textDocument/prepareCallHierarchy': { params: TextDocumentPositionParams; result: CallHierarchyItem[] };
  'callHierarchy/incomingCalls': { params: CallHierarchyItemParams; result: CallHierarchyIncomingCall[] };
  'callHierarchy/outgoingCalls': { params: CallHierarchyItemParams; result: CallHierarchyOutgoingCall[] };
  'textDocument/documentHighlight': { params: TextDocumentPositionParams; result: DocumentHighlight[] };
  'textDocument/prepareRename': { params: TextDocumentPositionParams; result: PrepareRenameResult };
  'textDocument/rename': { params: RenameParams; result: WorkspaceEdit };
  'textDocument/documentLink': { params: DocumentLinkParams; result: DocumentLink[] };
  'workspace/symbol': { params: WorkspaceSymbolParams; result: SymbolInformation[] };
  'workspace/executeCommand': { params: ExecuteCommandParams; result: unknown };
  'workspace/configuration': { params: ConfigurationParams; result: unknown };
  'workspace/diagnostic/refresh': { params: undefined; result: null };
  'window/workDoneProgress/create': { params: WorkDoneProgressCreateParams; result: null };
  'client/registerCapability': { params: unknown; result: null };
  /** what can be done with an open document: run, debug, submitTo, dryRun */
  'footplate/actions': { params: DocumentActionsParams; result: string[] };
}

/** Parameters of each notification we speak. */
export interface Notifications {
  'initialized': { params: undefined };
  'exit': { params: undefined };
  '$/cancelRequest': { params: CancelParams };
  '$/progress': { params: ProgressParams };
  '$/setTrace': { params: SetTraceParams };
  'textDocument/didOpen': { params: DidOpenTextDocumentParams };
  'textDocument/didChange': { params: DidChangeTextDocumentParams };
  'textDocument/didSave': { params: DidSaveTextDocumentParams };
  'textDocument/didClose': { params: DidCloseTextDocumentParams };
  'textDocument/publishDiagnostics': { params: PublishDiagnosticsParams };
  'workspace/didChangeConfiguration': { params: DidChangeConfigurationParams };
  'workspace/didChangeWatchedFiles': { params: DidChangeWatchedFilesParams };
  'workspace/didChangeWorkspaceFolders': { params: DidChangeWorkspaceFoldersParams };
  'window/workDoneProgress/cancel': { params: WorkDoneProgressCreateParams };
  'window/showMessage': { params: ShowMessageParams };
  /** the user's word on the workspace */
  'footplate/trust': { params: TrustParams };
  /** at most ten a second */
  'footplate/runsChanged': { params: RunsChangedParams };
  /** at most two a second, to who has asked for env */
  'footplate/environmentsChanged': { params: EnvironmentsChangedParams };
}
