// Written by protocol/gen from protocol/footplate.yaml; ninja protogen_write renews it. Do not edit.
// clang-format off
#include "protocol/generated/footplate_types.h"

#include "protocol/codec.h"

namespace footplate::protocol {

bool read(const nlohmann::json& in, RunStatus& out, ReadProblem& problem) {
  std::string wire;
  if (!read(in, wire, problem)) return false;
  if (wire == "NotStarted") return out = RunStatus::NotStarted, true;
  if (wire == "Provisioning") return out = RunStatus::Provisioning, true;
  if (wire == "Preparing") return out = RunStatus::Preparing, true;
  if (wire == "Queued") return out = RunStatus::Queued, true;
  if (wire == "Running") return out = RunStatus::Running, true;
  if (wire == "Finalizing") return out = RunStatus::Finalizing, true;
  if (wire == "Completed") return out = RunStatus::Completed, true;
  if (wire == "Failed") return out = RunStatus::Failed, true;
  if (wire == "CancelRequested") return out = RunStatus::CancelRequested, true;
  if (wire == "Canceled") return out = RunStatus::Canceled, true;
  if (wire == "NotResponding") return out = RunStatus::NotResponding, true;
  return expected(problem, "a value of RunStatus");
}
void write(std::string& out, RunStatus value) {
  switch (value) {
    case RunStatus::NotStarted: out += "\"NotStarted\""; return;
    case RunStatus::Provisioning: out += "\"Provisioning\""; return;
    case RunStatus::Preparing: out += "\"Preparing\""; return;
    case RunStatus::Queued: out += "\"Queued\""; return;
    case RunStatus::Running: out += "\"Running\""; return;
    case RunStatus::Finalizing: out += "\"Finalizing\""; return;
    case RunStatus::Completed: out += "\"Completed\""; return;
    case RunStatus::Failed: out += "\"Failed\""; return;
    case RunStatus::CancelRequested: out += "\"CancelRequested\""; return;
    case RunStatus::Canceled: out += "\"Canceled\""; return;
    case RunStatus::NotResponding: out += "\"NotResponding\""; return;
  }
}

bool read(const nlohmann::json& in, IssueSeverity& out, ReadProblem& problem) {
  std::string wire;
  if (!read(in, wire, problem)) return false;
  if (wire == "error") return out = IssueSeverity::error, true;
  if (wire == "warning") return out = IssueSeverity::warning, true;
  if (wire == "information") return out = IssueSeverity::information, true;
  if (wire == "hint") return out = IssueSeverity::hint, true;
  return expected(problem, "a value of IssueSeverity");
}
void write(std::string& out, IssueSeverity value) {
  switch (value) {
    case IssueSeverity::error: out += "\"error\""; return;
    case IssueSeverity::warning: out += "\"warning\""; return;
    case IssueSeverity::information: out += "\"information\""; return;
    case IssueSeverity::hint: out += "\"hint\""; return;
  }
}

bool read(const nlohmann::json& in, RunQueue& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "compute", out.compute, problem)) return false;
  if (!readMember(in, "position", out.position, problem)) return false;
  if (!readMember(in, "length", out.length, problem)) return false;
  if (!readMember(in, "nodes", out.nodes, problem)) return false;
  if (!readMember(in, "reason", out.reason, problem)) return false;
  return true;
}
void write(std::string& out, const RunQueue& value) {
  out += '{';
  writeMember(out, "\"compute\":", value.compute);
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"length\":", value.length);
  writeMember(out, "\"nodes\":", value.nodes);
  writeMember(out, "\"reason\":", value.reason);
  out += '}';
}

bool read(const nlohmann::json& in, Run& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "experiment", out.experiment, problem)) return false;
  if (!readMember(in, "display_name", out.displayName, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "status", out.status, problem)) return false;
  if (!readMember(in, "compute", out.compute, problem)) return false;
  if (!readMember(in, "created", out.created, problem)) return false;
  if (!readMember(in, "started", out.started, problem)) return false;
  if (!readMember(in, "ended", out.ended, problem)) return false;
  if (!readMember(in, "parent", out.parent, problem)) return false;
  if (!readMember(in, "tags", out.tags, problem)) return false;
  if (!readMember(in, "params", out.params, problem)) return false;
  if (!readMember(in, "metrics", out.metrics, problem)) return false;
  if (!readMember(in, "archived", out.archived, problem)) return false;
  if (!readMember(in, "reused_from", out.reusedFrom, problem)) return false;
  if (!readMember(in, "queue", out.queue, problem)) return false;
  if (!readMember(in, "child_count", out.childCount, problem)) return false;
  return true;
}
void write(std::string& out, const Run& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"experiment\":", value.experiment);
  writeMember(out, "\"display_name\":", value.displayName);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"status\":", value.status);
  writeMember(out, "\"compute\":", value.compute);
  writeMember(out, "\"created\":", value.created);
  writeNullable(out, "\"started\":", value.started);
  writeNullable(out, "\"ended\":", value.ended);
  writeNullable(out, "\"parent\":", value.parent);
  writeMember(out, "\"tags\":", value.tags);
  writeMember(out, "\"params\":", value.params);
  writeMember(out, "\"metrics\":", value.metrics);
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"reused_from\":", value.reusedFrom);
  writeMember(out, "\"queue\":", value.queue);
  writeMember(out, "\"child_count\":", value.childCount);
  out += '}';
}

bool read(const nlohmann::json& in, RunInput& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "value", out.value, problem)) return false;
  if (!readMember(in, "mode", out.mode, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  return true;
}
void write(std::string& out, const RunInput& value) {
  out += '{';
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"value\":", value.value);
  writeMember(out, "\"mode\":", value.mode);
  writeMember(out, "\"path\":", value.path);
  out += '}';
}

bool read(const nlohmann::json& in, RunOutput& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "asset", out.asset, problem)) return false;
  return true;
}
void write(std::string& out, const RunOutput& value) {
  out += '{';
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"asset\":", value.asset);
  out += '}';
}

bool read(const nlohmann::json& in, Substitution& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "package", out.package, problem)) return false;
  if (!readMember(in, "wanted", out.wanted, problem)) return false;
  if (!readMember(in, "given", out.given, problem)) return false;
  if (!readMember(in, "reason", out.reason, problem)) return false;
  return true;
}
void write(std::string& out, const Substitution& value) {
  out += '{';
  writeMember(out, "\"package\":", value.package);
  writeMember(out, "\"wanted\":", value.wanted);
  writeMember(out, "\"given\":", value.given);
  writeMember(out, "\"reason\":", value.reason);
  out += '}';
}

bool read(const nlohmann::json& in, RunEnvironment& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "hash", out.hash, problem)) return false;
  if (!readMember(in, "how", out.how, problem)) return false;
  if (!readMember(in, "python", out.python, problem)) return false;
  if (!readMember(in, "substitutions", out.substitutions, problem)) return false;
  return true;
}
void write(std::string& out, const RunEnvironment& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"hash\":", value.hash);
  writeMember(out, "\"how\":", value.how);
  writeMember(out, "\"python\":", value.python);
  writeMember(out, "\"substitutions\":", value.substitutions);
  out += '}';
}

bool read(const nlohmann::json& in, RunSnapshot& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "hash", out.hash, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const RunSnapshot& value) {
  out += '{';
  writeMember(out, "\"hash\":", value.hash);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, RunPhase& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "began", out.began, problem)) return false;
  if (!readMember(in, "ended", out.ended, problem)) return false;
  return true;
}
void write(std::string& out, const RunPhase& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"began\":", value.began);
  writeNullable(out, "\"ended\":", value.ended);
  out += '}';
}

bool read(const nlohmann::json& in, TracebackFrame& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "line", out.line, problem)) return false;
  if (!readMember(in, "function", out.function, problem)) return false;
  return true;
}
void write(std::string& out, const TracebackFrame& value) {
  out += '{';
  writeMember(out, "\"file\":", value.file);
  writeMember(out, "\"line\":", value.line);
  writeMember(out, "\"function\":", value.function);
  out += '}';
}

bool read(const nlohmann::json& in, RunError& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  if (!readMember(in, "log_tail", out.logTail, problem)) return false;
  if (!readMember(in, "traceback", out.traceback, problem)) return false;
  return true;
}
void write(std::string& out, const RunError& value) {
  out += '{';
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"message\":", value.message);
  writeMember(out, "\"log_tail\":", value.logTail);
  writeMember(out, "\"traceback\":", value.traceback);
  out += '}';
}

bool read(const nlohmann::json& in, ChildRun& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "display_name", out.displayName, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "status", out.status, problem)) return false;
  return true;
}
void write(std::string& out, const ChildRun& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"display_name\":", value.displayName);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"status\":", value.status);
  out += '}';
}

bool read(const nlohmann::json& in, RunDetails& out, ReadProblem& problem) {
  if (!read(in, static_cast<Run&>(out), problem)) return false;
  if (!readMember(in, "inputs", out.inputs, problem)) return false;
  if (!readMember(in, "outputs", out.outputs, problem)) return false;
  if (!readMember(in, "environment", out.environment, problem)) return false;
  if (!readMember(in, "snapshot", out.snapshot, problem)) return false;
  if (!readMember(in, "phases", out.phases, problem)) return false;
  if (!readMember(in, "exit_code", out.exitCode, problem)) return false;
  if (!readMember(in, "signal", out.signal, problem)) return false;
  if (!readMember(in, "error", out.error, problem)) return false;
  if (!readMember(in, "description", out.description, problem)) return false;
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "children", out.children, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  if (!readMember(in, "log", out.log, problem)) return false;
  return true;
}
void write(std::string& out, const RunDetails& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"experiment\":", value.experiment);
  writeMember(out, "\"display_name\":", value.displayName);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"status\":", value.status);
  writeMember(out, "\"compute\":", value.compute);
  writeMember(out, "\"created\":", value.created);
  writeNullable(out, "\"started\":", value.started);
  writeNullable(out, "\"ended\":", value.ended);
  writeNullable(out, "\"parent\":", value.parent);
  writeMember(out, "\"tags\":", value.tags);
  writeMember(out, "\"params\":", value.params);
  writeMember(out, "\"metrics\":", value.metrics);
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"reused_from\":", value.reusedFrom);
  writeMember(out, "\"queue\":", value.queue);
  writeMember(out, "\"child_count\":", value.childCount);
  writeMember(out, "\"inputs\":", value.inputs);
  writeMember(out, "\"outputs\":", value.outputs);
  writeNullable(out, "\"environment\":", value.environment);
  writeNullable(out, "\"snapshot\":", value.snapshot);
  writeMember(out, "\"phases\":", value.phases);
  writeNullable(out, "\"exit_code\":", value.exitCode);
  writeNullable(out, "\"signal\":", value.signal);
  writeNullable(out, "\"error\":", value.error);
  writeMember(out, "\"description\":", value.description);
  writeNullable(out, "\"file\":", value.file);
  writeMember(out, "\"children\":", value.children);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"log\":", value.log);
  out += '}';
}

bool read(const nlohmann::json& in, PathMapping& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "local_root", out.localRoot, problem)) return false;
  if (!readMember(in, "remote_root", out.remoteRoot, problem)) return false;
  return true;
}
void write(std::string& out, const PathMapping& value) {
  out += '{';
  writeMember(out, "\"local_root\":", value.localRoot);
  writeMember(out, "\"remote_root\":", value.remoteRoot);
  out += '}';
}

bool read(const nlohmann::json& in, DebugAddress& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "host", out.host, problem)) return false;
  if (!readMember(in, "port", out.port, problem)) return false;
  if (!readMember(in, "path_mappings", out.pathMappings, problem)) return false;
  return true;
}
void write(std::string& out, const DebugAddress& value) {
  out += '{';
  writeMember(out, "\"host\":", value.host);
  writeMember(out, "\"port\":", value.port);
  writeMember(out, "\"path_mappings\":", value.pathMappings);
  out += '}';
}

bool read(const nlohmann::json& in, RunResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "debug", out.debug, problem)) return false;
  return true;
}
void write(std::string& out, const RunResult& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"debug\":", value.debug);
  out += '}';
}

bool read(const nlohmann::json& in, RunsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  return true;
}
void write(std::string& out, const RunsResult& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  out += '}';
}

bool read(const nlohmann::json& in, RunList& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "next", out.next, problem)) return false;
  return true;
}
void write(std::string& out, const RunList& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeNullable(out, "\"next\":", value.next);
  out += '}';
}

bool read(const nlohmann::json& in, Fix& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "title", out.title, problem)) return false;
  if (!readMember(in, "edits", out.edits, problem)) return false;
  return true;
}
void write(std::string& out, const Fix& value) {
  out += '{';
  writeMember(out, "\"title\":", value.title);
  writeMember(out, "\"edits\":", value.edits);
  out += '}';
}

bool read(const nlohmann::json& in, Issue& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "severity", out.severity, problem)) return false;
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  if (!readMember(in, "fixes", out.fixes, problem)) return false;
  return true;
}
void write(std::string& out, const Issue& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"severity\":", value.severity);
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"message\":", value.message);
  writeMember(out, "\"fixes\":", value.fixes);
  out += '}';
}

bool read(const nlohmann::json& in, Repair& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "range", out.range, problem)) return false;
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  if (!readMember(in, "title", out.title, problem)) return false;
  return true;
}
void write(std::string& out, const Repair& value) {
  out += '{';
  writeMember(out, "\"range\":", value.range);
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"message\":", value.message);
  writeMember(out, "\"title\":", value.title);
  out += '}';
}

bool read(const nlohmann::json& in, ValidatedFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "diagnostics", out.diagnostics, problem)) return false;
  if (!readMember(in, "unshown", out.unshown, problem)) return false;
  if (!readMember(in, "fixed", out.fixed, problem)) return false;
  if (!readMember(in, "diff", out.diff, problem)) return false;
  if (!readMember(in, "text", out.text, problem)) return false;
  return true;
}
void write(std::string& out, const ValidatedFile& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeNullable(out, "\"kind\":", value.kind);
  writeMember(out, "\"diagnostics\":", value.diagnostics);
  writeMember(out, "\"unshown\":", value.unshown);
  writeMember(out, "\"fixed\":", value.fixed);
  writeMember(out, "\"diff\":", value.diff);
  writeMember(out, "\"text\":", value.text);
  out += '}';
}

bool read(const nlohmann::json& in, ValidateResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "files", out.files, problem)) return false;
  return true;
}
void write(std::string& out, const ValidateResult& value) {
  out += '{';
  writeMember(out, "\"files\":", value.files);
  out += '}';
}

bool read(const nlohmann::json& in, ValidateParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "fix", out.fix, problem)) return false;
  if (!readMember(in, "diff", out.diff, problem)) return false;
  if (!readMember(in, "stdin_filename", out.stdinFilename, problem)) return false;
  return true;
}
void write(std::string& out, const ValidateParams& value) {
  out += '{';
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"fix\":", value.fix);
  writeMember(out, "\"diff\":", value.diff);
  writeMember(out, "\"stdin_filename\":", value.stdinFilename);
  out += '}';
}

bool read(const nlohmann::json& in, MigrateParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "output", out.output, problem)) return false;
  return true;
}
void write(std::string& out, const MigrateParams& value) {
  out += '{';
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"output\":", value.output);
  out += '}';
}

bool read(const nlohmann::json& in, WrittenFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "text", out.text, problem)) return false;
  return true;
}
void write(std::string& out, const WrittenFile& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"text\":", value.text);
  out += '}';
}

bool read(const nlohmann::json& in, MigratedFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "written", out.written, problem)) return false;
  if (!readMember(in, "notes", out.notes, problem)) return false;
  return true;
}
void write(std::string& out, const MigratedFile& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"written\":", value.written);
  writeMember(out, "\"notes\":", value.notes);
  out += '}';
}

bool read(const nlohmann::json& in, MigrateResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "files", out.files, problem)) return false;
  return true;
}
void write(std::string& out, const MigrateResult& value) {
  out += '{';
  writeMember(out, "\"files\":", value.files);
  out += '}';
}

bool read(const nlohmann::json& in, AssetParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "action", out.action, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "set", out.set, problem)) return false;
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "archived", out.archived, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const AssetParams& value) {
  out += '{';
  writeMember(out, "\"action\":", value.action);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"set\":", value.set);
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, Asset& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "version", out.version, problem)) return false;
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "description", out.description, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "source", out.source, problem)) return false;
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "created", out.created, problem)) return false;
  if (!readMember(in, "archived", out.archived, problem)) return false;
  if (!readMember(in, "labels", out.labels, problem)) return false;
  if (!readMember(in, "project", out.project, problem)) return false;
  return true;
}
void write(std::string& out, const Asset& value) {
  out += '{';
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"version\":", value.version);
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"description\":", value.description);
  writeNullable(out, "\"path\":", value.path);
  writeMember(out, "\"file\":", value.file);
  writeNullable(out, "\"source\":", value.source);
  writeNullable(out, "\"run\":", value.run);
  writeMember(out, "\"created\":", value.created);
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"labels\":", value.labels);
  writeMember(out, "\"project\":", value.project);
  out += '}';
}

bool read(const nlohmann::json& in, AssetResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "asset", out.asset, problem)) return false;
  return true;
}
void write(std::string& out, const AssetResult& value) {
  out += '{';
  writeMember(out, "\"asset\":", value.asset);
  out += '}';
}

bool read(const nlohmann::json& in, AssetList& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "assets", out.assets, problem)) return false;
  return true;
}
void write(std::string& out, const AssetList& value) {
  out += '{';
  writeMember(out, "\"assets\":", value.assets);
  out += '}';
}

bool read(const nlohmann::json& in, Template& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "title", out.title, problem)) return false;
  if (!readMember(in, "file_name", out.fileName, problem)) return false;
  if (!readMember(in, "text", out.text, problem)) return false;
  return true;
}
void write(std::string& out, const Template& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"title\":", value.title);
  writeMember(out, "\"file_name\":", value.fileName);
  writeMember(out, "\"text\":", value.text);
  out += '}';
}

bool read(const nlohmann::json& in, NewParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "file", out.file, problem)) return false;
  return true;
}
void write(std::string& out, const NewParams& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"file\":", value.file);
  out += '}';
}

bool read(const nlohmann::json& in, NewResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "templates", out.templates, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  return true;
}
void write(std::string& out, const NewResult& value) {
  out += '{';
  writeMember(out, "\"templates\":", value.templates);
  writeNullable(out, "\"path\":", value.path);
  out += '}';
}

bool read(const nlohmann::json& in, SubmitParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "set", out.set, problem)) return false;
  if (!readMember(in, "force", out.force, problem)) return false;
  if (!readMember(in, "strict_env", out.strictEnv, problem)) return false;
  if (!readMember(in, "retry_env", out.retryEnv, problem)) return false;
  if (!readMember(in, "debug", out.debug, problem)) return false;
  if (!readMember(in, "on", out.on, problem)) return false;
  if (!readMember(in, "script", out.script, problem)) return false;
  if (!readMember(in, "arguments", out.arguments, problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const SubmitParams& value) {
  out += '{';
  writeMember(out, "\"file\":", value.file);
  writeMember(out, "\"set\":", value.set);
  writeMember(out, "\"force\":", value.force);
  writeMember(out, "\"strict_env\":", value.strictEnv);
  writeMember(out, "\"retry_env\":", value.retryEnv);
  writeMember(out, "\"debug\":", value.debug);
  writeMember(out, "\"on\":", value.on);
  writeMember(out, "\"script\":", value.script);
  writeMember(out, "\"arguments\":", value.arguments);
  writeMember(out, "\"dry_run\":", value.dryRun);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, ExpectedEnvironment& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "hash", out.hash, problem)) return false;
  if (!readMember(in, "how", out.how, problem)) return false;
  if (!readMember(in, "python", out.python, problem)) return false;
  if (!readMember(in, "python_version", out.pythonVersion, problem)) return false;
  if (!readMember(in, "requirements", out.requirements, problem)) return false;
  return true;
}
void write(std::string& out, const ExpectedEnvironment& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"hash\":", value.hash);
  writeMember(out, "\"how\":", value.how);
  writeMember(out, "\"python\":", value.python);
  writeMember(out, "\"python_version\":", value.pythonVersion);
  writeMember(out, "\"requirements\":", value.requirements);
  out += '}';
}

bool read(const nlohmann::json& in, ExpectedSnapshot& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "includes", out.includes, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const ExpectedSnapshot& value) {
  out += '{';
  writeNullable(out, "\"code\":", value.code);
  writeMember(out, "\"includes\":", value.includes);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, DryRunStep& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "after", out.after, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "compute", out.compute, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "inputs", out.inputs, problem)) return false;
  if (!readMember(in, "outputs", out.outputs, problem)) return false;
  if (!readMember(in, "environment", out.environment, problem)) return false;
  if (!readMember(in, "snapshot", out.snapshot, problem)) return false;
  return true;
}
void write(std::string& out, const DryRunStep& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"after\":", value.after);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"compute\":", value.compute);
  writeMember(out, "\"command\":", value.command);
  writeMember(out, "\"inputs\":", value.inputs);
  writeMember(out, "\"outputs\":", value.outputs);
  writeMember(out, "\"environment\":", value.environment);
  writeMember(out, "\"snapshot\":", value.snapshot);
  out += '}';
}

bool read(const nlohmann::json& in, DryRun& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "experiment", out.experiment, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "compute", out.compute, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "inputs", out.inputs, problem)) return false;
  if (!readMember(in, "outputs", out.outputs, problem)) return false;
  if (!readMember(in, "environment", out.environment, problem)) return false;
  if (!readMember(in, "snapshot", out.snapshot, problem)) return false;
  if (!readMember(in, "steps", out.steps, problem)) return false;
  if (!readMember(in, "input_order", out.inputOrder, problem)) return false;
  if (!readMember(in, "notes", out.notes, problem)) return false;
  return true;
}
void write(std::string& out, const DryRun& value) {
  out += '{';
  writeNullable(out, "\"id\":", value.id);
  writeMember(out, "\"experiment\":", value.experiment);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"compute\":", value.compute);
  writeMember(out, "\"command\":", value.command);
  writeMember(out, "\"inputs\":", value.inputs);
  writeMember(out, "\"outputs\":", value.outputs);
  writeMember(out, "\"environment\":", value.environment);
  writeMember(out, "\"snapshot\":", value.snapshot);
  writeMember(out, "\"steps\":", value.steps);
  writeMember(out, "\"input_order\":", value.inputOrder);
  writeMember(out, "\"notes\":", value.notes);
  out += '}';
}

bool read(const nlohmann::json& in, DryRunResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  return true;
}
void write(std::string& out, const DryRunResult& value) {
  out += '{';
  writeMember(out, "\"dry_run\":", value.dryRun);
  out += '}';
}

bool read(const nlohmann::json& in, SnapshotParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "all", out.all, problem)) return false;
  if (!readMember(in, "exclude", out.exclude, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const SnapshotParams& value) {
  out += '{';
  writeMember(out, "\"file\":", value.file);
  writeMember(out, "\"all\":", value.all);
  writeMember(out, "\"exclude\":", value.exclude);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, CodeFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const CodeFile& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, LeftOut& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "is_folder", out.isFolder, problem)) return false;
  if (!readMember(in, "rule_file", out.ruleFile, problem)) return false;
  if (!readMember(in, "rule_line", out.ruleLine, problem)) return false;
  if (!readMember(in, "rule", out.rule, problem)) return false;
  return true;
}
void write(std::string& out, const LeftOut& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"is_folder\":", value.isFolder);
  writeNullable(out, "\"rule_file\":", value.ruleFile);
  writeNullable(out, "\"rule_line\":", value.ruleLine);
  writeNullable(out, "\"rule\":", value.rule);
  out += '}';
}

bool read(const nlohmann::json& in, CodeSnapshot& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "includes", out.includes, problem)) return false;
  if (!readMember(in, "steps", out.steps, problem)) return false;
  if (!readMember(in, "file_count", out.fileCount, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "largest", out.largest, problem)) return false;
  if (!readMember(in, "left_out_count", out.leftOutCount, problem)) return false;
  if (!readMember(in, "left_out", out.leftOut, problem)) return false;
  if (!readMember(in, "warnings", out.warnings, problem)) return false;
  return true;
}
void write(std::string& out, const CodeSnapshot& value) {
  out += '{';
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"includes\":", value.includes);
  writeMember(out, "\"steps\":", value.steps);
  writeMember(out, "\"file_count\":", value.fileCount);
  writeMember(out, "\"bytes\":", value.bytes);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"largest\":", value.largest);
  writeMember(out, "\"left_out_count\":", value.leftOutCount);
  writeMember(out, "\"left_out\":", value.leftOut);
  writeMember(out, "\"warnings\":", value.warnings);
  out += '}';
}

bool read(const nlohmann::json& in, SnapshotResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "snapshots", out.snapshots, problem)) return false;
  return true;
}
void write(std::string& out, const SnapshotResult& value) {
  out += '{';
  writeMember(out, "\"snapshots\":", value.snapshots);
  out += '}';
}

bool read(const nlohmann::json& in, ListParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "experiment", out.experiment, problem)) return false;
  if (!readMember(in, "status", out.status, problem)) return false;
  if (!readMember(in, "where", out.where, problem)) return false;
  if (!readMember(in, "tag", out.tag, problem)) return false;
  if (!readMember(in, "sort", out.sort, problem)) return false;
  if (!readMember(in, "ascending", out.ascending, problem)) return false;
  if (!readMember(in, "columns", out.columns, problem)) return false;
  if (!readMember(in, "limit", out.limit, problem)) return false;
  if (!readMember(in, "parent", out.parent, problem)) return false;
  if (!readMember(in, "children", out.children, problem)) return false;
  if (!readMember(in, "archived", out.archived, problem)) return false;
  if (!readMember(in, "cursor", out.cursor, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const ListParams& value) {
  out += '{';
  writeMember(out, "\"experiment\":", value.experiment);
  writeMember(out, "\"status\":", value.status);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"tag\":", value.tag);
  writeMember(out, "\"sort\":", value.sort);
  writeMember(out, "\"ascending\":", value.ascending);
  writeMember(out, "\"columns\":", value.columns);
  writeMember(out, "\"limit\":", value.limit);
  writeMember(out, "\"parent\":", value.parent);
  writeMember(out, "\"children\":", value.children);
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"cursor\":", value.cursor);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, RunParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const RunParams& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, RerunParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "set", out.set, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const RerunParams& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"set\":", value.set);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, RunsParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "where", out.where, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const RunsParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, CancelRunsParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<RunsParams&>(out), problem)) return false;
  if (!readMember(in, "all", out.all, problem)) return false;
  if (!readMember(in, "no_wait", out.noWait, problem)) return false;
  return true;
}
void write(std::string& out, const CancelRunsParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"all\":", value.all);
  writeMember(out, "\"no_wait\":", value.noWait);
  out += '}';
}

bool read(const nlohmann::json& in, DeleteParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<RunsParams&>(out), problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  return true;
}
void write(std::string& out, const DeleteParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"dry_run\":", value.dryRun);
  out += '}';
}

bool read(const nlohmann::json& in, PruneParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "older_than", out.olderThan, problem)) return false;
  if (!readMember(in, "larger_than", out.largerThan, problem)) return false;
  if (!readMember(in, "keep", out.keep, problem)) return false;
  if (!readMember(in, "keep_size", out.keepSize, problem)) return false;
  if (!readMember(in, "objects", out.objects, problem)) return false;
  if (!readMember(in, "experiment", out.experiment, problem)) return false;
  if (!readMember(in, "where", out.where, problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const PruneParams& value) {
  out += '{';
  writeMember(out, "\"older_than\":", value.olderThan);
  writeMember(out, "\"larger_than\":", value.largerThan);
  writeMember(out, "\"keep\":", value.keep);
  writeMember(out, "\"keep_size\":", value.keepSize);
  writeMember(out, "\"objects\":", value.objects);
  writeMember(out, "\"experiment\":", value.experiment);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"dry_run\":", value.dryRun);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, DeletedRun& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "created", out.created, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  if (!readMember(in, "reason", out.reason, problem)) return false;
  return true;
}
void write(std::string& out, const DeletedRun& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"created\":", value.created);
  writeMember(out, "\"bytes\":", value.bytes);
  writeMember(out, "\"reason\":", value.reason);
  out += '}';
}

bool read(const nlohmann::json& in, CollectedObjects& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "removed", out.removed, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  if (!readMember(in, "note", out.note, problem)) return false;
  return true;
}
void write(std::string& out, const CollectedObjects& value) {
  out += '{';
  writeMember(out, "\"removed\":", value.removed);
  writeMember(out, "\"bytes\":", value.bytes);
  writeNullable(out, "\"note\":", value.note);
  out += '}';
}

bool read(const nlohmann::json& in, DeleteResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "deleted", out.deleted, problem)) return false;
  if (!readMember(in, "freed", out.freed, problem)) return false;
  if (!readMember(in, "kept_assets", out.keptAssets, problem)) return false;
  if (!readMember(in, "objects", out.objects, problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  return true;
}
void write(std::string& out, const DeleteResult& value) {
  out += '{';
  writeMember(out, "\"deleted\":", value.deleted);
  writeMember(out, "\"freed\":", value.freed);
  writeMember(out, "\"kept_assets\":", value.keptAssets);
  writeNullable(out, "\"objects\":", value.objects);
  writeMember(out, "\"dry_run\":", value.dryRun);
  out += '}';
}

bool read(const nlohmann::json& in, TagParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<RunsParams&>(out), problem)) return false;
  if (!readMember(in, "remove", out.remove, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "note", out.note, problem)) return false;
  return true;
}
void write(std::string& out, const TagParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"remove\":", value.remove);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"note\":", value.note);
  out += '}';
}

bool read(const nlohmann::json& in, MetricsParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<RunsParams&>(out), problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "format", out.format, problem)) return false;
  return true;
}
void write(std::string& out, const MetricsParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"format\":", value.format);
  out += '}';
}

bool read(const nlohmann::json& in, CompareParams& out, ReadProblem& problem) {
  if (!read(in, static_cast<RunsParams&>(out), problem)) return false;
  if (!readMember(in, "diff", out.diff, problem)) return false;
  return true;
}
void write(std::string& out, const CompareParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"where\":", value.where);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"diff\":", value.diff);
  out += '}';
}

bool read(const nlohmann::json& in, ComparedFact& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "group", out.group, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "values", out.values, problem)) return false;
  if (!readMember(in, "differs", out.differs, problem)) return false;
  return true;
}
void write(std::string& out, const ComparedFact& value) {
  out += '{';
  writeMember(out, "\"group\":", value.group);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"values\":", value.values);
  writeMember(out, "\"differs\":", value.differs);
  out += '}';
}

bool read(const nlohmann::json& in, CompareResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "rows", out.rows, problem)) return false;
  return true;
}
void write(std::string& out, const CompareResult& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"rows\":", value.rows);
  out += '}';
}

bool read(const nlohmann::json& in, DiffParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "previous", out.previous, problem)) return false;
  if (!readMember(in, "stat", out.stat, problem)) return false;
  if (!readMember(in, "name_only", out.nameOnly, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "content", out.content, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const DiffParams& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"previous\":", value.previous);
  writeMember(out, "\"stat\":", value.stat);
  writeMember(out, "\"name_only\":", value.nameOnly);
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"content\":", value.content);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, DiffSide& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "label", out.label, problem)) return false;
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "note", out.note, problem)) return false;
  return true;
}
void write(std::string& out, const DiffSide& value) {
  out += '{';
  writeMember(out, "\"label\":", value.label);
  writeNullable(out, "\"run\":", value.run);
  writeNullable(out, "\"note\":", value.note);
  out += '}';
}

bool read(const nlohmann::json& in, DiffFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "status", out.status, problem)) return false;
  if (!readMember(in, "old_path", out.oldPath, problem)) return false;
  if (!readMember(in, "old_kind", out.oldKind, problem)) return false;
  if (!readMember(in, "new_kind", out.newKind, problem)) return false;
  if (!readMember(in, "old_bytes", out.oldBytes, problem)) return false;
  if (!readMember(in, "new_bytes", out.newBytes, problem)) return false;
  if (!readMember(in, "old_link", out.oldLink, problem)) return false;
  if (!readMember(in, "new_link", out.newLink, problem)) return false;
  if (!readMember(in, "inserted", out.inserted, problem)) return false;
  if (!readMember(in, "deleted", out.deleted, problem)) return false;
  if (!readMember(in, "diff", out.diff, problem)) return false;
  if (!readMember(in, "omitted", out.omitted, problem)) return false;
  if (!readMember(in, "old_text", out.oldText, problem)) return false;
  if (!readMember(in, "new_text", out.newText, problem)) return false;
  return true;
}
void write(std::string& out, const DiffFile& value) {
  out += '{';
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"status\":", value.status);
  writeNullable(out, "\"old_path\":", value.oldPath);
  writeNullable(out, "\"old_kind\":", value.oldKind);
  writeNullable(out, "\"new_kind\":", value.newKind);
  writeNullable(out, "\"old_bytes\":", value.oldBytes);
  writeNullable(out, "\"new_bytes\":", value.newBytes);
  writeNullable(out, "\"old_link\":", value.oldLink);
  writeNullable(out, "\"new_link\":", value.newLink);
  writeNullable(out, "\"inserted\":", value.inserted);
  writeNullable(out, "\"deleted\":", value.deleted);
  writeNullable(out, "\"diff\":", value.diff);
  writeNullable(out, "\"omitted\":", value.omitted);
  writeNullable(out, "\"old_text\":", value.oldText);
  writeNullable(out, "\"new_text\":", value.newText);
  out += '}';
}

bool read(const nlohmann::json& in, DiffCode& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "old_hash", out.oldHash, problem)) return false;
  if (!readMember(in, "new_hash", out.newHash, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "added", out.added, problem)) return false;
  if (!readMember(in, "removed", out.removed, problem)) return false;
  if (!readMember(in, "changed", out.changed, problem)) return false;
  if (!readMember(in, "renamed", out.renamed, problem)) return false;
  if (!readMember(in, "unchanged", out.unchanged, problem)) return false;
  if (!readMember(in, "left_out", out.leftOut, problem)) return false;
  return true;
}
void write(std::string& out, const DiffCode& value) {
  out += '{';
  writeNullable(out, "\"old_hash\":", value.oldHash);
  writeNullable(out, "\"new_hash\":", value.newHash);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"added\":", value.added);
  writeMember(out, "\"removed\":", value.removed);
  writeMember(out, "\"changed\":", value.changed);
  writeMember(out, "\"renamed\":", value.renamed);
  writeMember(out, "\"unchanged\":", value.unchanged);
  writeMember(out, "\"left_out\":", value.leftOut);
  out += '}';
}

bool read(const nlohmann::json& in, DiffRow& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "group", out.group, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "old", out.old, problem)) return false;
  if (!readMember(in, "new", out.new_, problem)) return false;
  if (!readMember(in, "differs", out.differs, problem)) return false;
  return true;
}
void write(std::string& out, const DiffRow& value) {
  out += '{';
  writeMember(out, "\"group\":", value.group);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"old\":", value.old);
  writeMember(out, "\"new\":", value.new_);
  writeMember(out, "\"differs\":", value.differs);
  out += '}';
}

bool read(const nlohmann::json& in, DiffStep& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "rows", out.rows, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "environment", out.environment, problem)) return false;
  return true;
}
void write(std::string& out, const DiffStep& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeNullable(out, "\"code\":", value.code);
  writeMember(out, "\"rows\":", value.rows);
  writeNullable(out, "\"command\":", value.command);
  writeNullable(out, "\"environment\":", value.environment);
  out += '}';
}

bool read(const nlohmann::json& in, DiffResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "old", out.old, problem)) return false;
  if (!readMember(in, "new", out.new_, problem)) return false;
  if (!readMember(in, "differs", out.differs, problem)) return false;
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "rows", out.rows, problem)) return false;
  if (!readMember(in, "command", out.command, problem)) return false;
  if (!readMember(in, "environment", out.environment, problem)) return false;
  if (!readMember(in, "steps", out.steps, problem)) return false;
  if (!readMember(in, "steps_added", out.stepsAdded, problem)) return false;
  if (!readMember(in, "steps_removed", out.stepsRemoved, problem)) return false;
  return true;
}
void write(std::string& out, const DiffResult& value) {
  out += '{';
  writeMember(out, "\"old\":", value.old);
  writeMember(out, "\"new\":", value.new_);
  writeMember(out, "\"differs\":", value.differs);
  writeNullable(out, "\"code\":", value.code);
  writeMember(out, "\"rows\":", value.rows);
  writeNullable(out, "\"command\":", value.command);
  writeNullable(out, "\"environment\":", value.environment);
  writeMember(out, "\"steps\":", value.steps);
  writeMember(out, "\"steps_added\":", value.stepsAdded);
  writeMember(out, "\"steps_removed\":", value.stepsRemoved);
  out += '}';
}

bool read(const nlohmann::json& in, ExperimentsParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "archived", out.archived, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const ExperimentsParams& value) {
  out += '{';
  writeMember(out, "\"archived\":", value.archived);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, Experiment& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "unfinished", out.unfinished, problem)) return false;
  if (!readMember(in, "newest", out.newest, problem)) return false;
  return true;
}
void write(std::string& out, const Experiment& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"unfinished\":", value.unfinished);
  writeMember(out, "\"newest\":", value.newest);
  out += '}';
}

bool read(const nlohmann::json& in, ExperimentsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "experiments", out.experiments, problem)) return false;
  return true;
}
void write(std::string& out, const ExperimentsResult& value) {
  out += '{';
  writeMember(out, "\"experiments\":", value.experiments);
  out += '}';
}

bool read(const nlohmann::json& in, OutputsParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "action", out.action, problem)) return false;
  if (!readMember(in, "names", out.names, problem)) return false;
  if (!readMember(in, "output", out.output, problem)) return false;
  if (!readMember(in, "force", out.force, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const OutputsParams& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"action\":", value.action);
  writeMember(out, "\"names\":", value.names);
  writeMember(out, "\"output\":", value.output);
  writeMember(out, "\"force\":", value.force);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, OutputFolder& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const OutputFolder& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, OutputFile& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "output", out.output, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const OutputFile& value) {
  out += '{';
  writeMember(out, "\"output\":", value.output);
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, Downloaded& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "folder", out.folder, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const Downloaded& value) {
  out += '{';
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, OutputsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  if (!readMember(in, "outputs", out.outputs, problem)) return false;
  if (!readMember(in, "files", out.files, problem)) return false;
  if (!readMember(in, "files_left_off", out.filesLeftOff, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "downloaded", out.downloaded, problem)) return false;
  return true;
}
void write(std::string& out, const OutputsResult& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"folder\":", value.folder);
  writeMember(out, "\"outputs\":", value.outputs);
  writeMember(out, "\"files\":", value.files);
  writeMember(out, "\"files_left_off\":", value.filesLeftOff);
  writeMember(out, "\"path\":", value.path);
  writeMember(out, "\"downloaded\":", value.downloaded);
  out += '}';
}

bool read(const nlohmann::json& in, MetricPoint& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "step", out.step, problem)) return false;
  if (!readMember(in, "time", out.time, problem)) return false;
  if (!readMember(in, "value", out.value, problem)) return false;
  return true;
}
void write(std::string& out, const MetricPoint& value) {
  out += '{';
  writeMember(out, "\"step\":", value.step);
  writeMember(out, "\"time\":", value.time);
  writeMember(out, "\"value\":", value.value);
  out += '}';
}

bool read(const nlohmann::json& in, MetricsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "metrics", out.metrics, problem)) return false;
  return true;
}
void write(std::string& out, const MetricsResult& value) {
  out += '{';
  writeMember(out, "\"metrics\":", value.metrics);
  out += '}';
}

bool read(const nlohmann::json& in, RunMetrics& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "metrics", out.metrics, problem)) return false;
  return true;
}
void write(std::string& out, const RunMetrics& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"metrics\":", value.metrics);
  out += '}';
}

bool read(const nlohmann::json& in, RunsMetricsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "runs", out.runs, problem)) return false;
  return true;
}
void write(std::string& out, const RunsMetricsResult& value) {
  out += '{';
  writeMember(out, "\"runs\":", value.runs);
  out += '}';
}

bool read(const nlohmann::json& in, MetricsCsv& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "csv", out.csv, problem)) return false;
  return true;
}
void write(std::string& out, const MetricsCsv& value) {
  out += '{';
  writeMember(out, "\"csv\":", value.csv);
  out += '}';
}

bool read(const nlohmann::json& in, ComputeParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "action", out.action, problem)) return false;
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const ComputeParams& value) {
  out += '{';
  writeMember(out, "\"action\":", value.action);
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, ComputeNode& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "state", out.state, problem)) return false;
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "display_name", out.displayName, problem)) return false;
  if (!readMember(in, "since", out.since, problem)) return false;
  if (!readMember(in, "until", out.until, problem)) return false;
  if (!readMember(in, "gpus", out.gpus, problem)) return false;
  return true;
}
void write(std::string& out, const ComputeNode& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"state\":", value.state);
  writeNullable(out, "\"run\":", value.run);
  writeMember(out, "\"display_name\":", value.displayName);
  writeMember(out, "\"since\":", value.since);
  writeNullable(out, "\"until\":", value.until);
  writeMember(out, "\"gpus\":", value.gpus);
  out += '}';
}

bool read(const nlohmann::json& in, ComputeWaiting& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "display_name", out.displayName, problem)) return false;
  if (!readMember(in, "position", out.position, problem)) return false;
  if (!readMember(in, "nodes", out.nodes, problem)) return false;
  if (!readMember(in, "since", out.since, problem)) return false;
  if (!readMember(in, "reason", out.reason, problem)) return false;
  return true;
}
void write(std::string& out, const ComputeWaiting& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"display_name\":", value.displayName);
  writeMember(out, "\"position\":", value.position);
  writeMember(out, "\"nodes\":", value.nodes);
  writeMember(out, "\"since\":", value.since);
  writeMember(out, "\"reason\":", value.reason);
  out += '}';
}

bool read(const nlohmann::json& in, Compute& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "type", out.type, problem)) return false;
  if (!readMember(in, "state", out.state, problem)) return false;
  if (!readMember(in, "file", out.file, problem)) return false;
  if (!readMember(in, "min_instances", out.minInstances, problem)) return false;
  if (!readMember(in, "max_instances", out.maxInstances, problem)) return false;
  if (!readMember(in, "idle_time_before_scale_down", out.idleTimeBeforeScaleDown, problem)) return false;
  if (!readMember(in, "gpus", out.gpus, problem)) return false;
  if (!readMember(in, "problem", out.problem, problem)) return false;
  if (!readMember(in, "nodes", out.nodes, problem)) return false;
  if (!readMember(in, "queue", out.queue, problem)) return false;
  if (!readMember(in, "project", out.project, problem)) return false;
  return true;
}
void write(std::string& out, const Compute& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"type\":", value.type);
  writeMember(out, "\"state\":", value.state);
  writeNullable(out, "\"file\":", value.file);
  writeMember(out, "\"min_instances\":", value.minInstances);
  writeMember(out, "\"max_instances\":", value.maxInstances);
  writeMember(out, "\"idle_time_before_scale_down\":", value.idleTimeBeforeScaleDown);
  writeNullable(out, "\"gpus\":", value.gpus);
  writeNullable(out, "\"problem\":", value.problem);
  writeMember(out, "\"nodes\":", value.nodes);
  writeMember(out, "\"queue\":", value.queue);
  writeMember(out, "\"project\":", value.project);
  out += '}';
}

bool read(const nlohmann::json& in, ComputeList& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "computes", out.computes, problem)) return false;
  return true;
}
void write(std::string& out, const ComputeList& value) {
  out += '{';
  writeMember(out, "\"computes\":", value.computes);
  out += '}';
}

bool read(const nlohmann::json& in, ComputeResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "compute", out.compute, problem)) return false;
  return true;
}
void write(std::string& out, const ComputeResult& value) {
  out += '{';
  writeMember(out, "\"compute\":", value.compute);
  out += '}';
}

bool read(const nlohmann::json& in, TailLine& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "line", out.line, problem)) return false;
  if (!readMember(in, "stream", out.stream, problem)) return false;
  if (!readMember(in, "goes_on", out.goesOn, problem)) return false;
  return true;
}
void write(std::string& out, const TailLine& value) {
  out += '{';
  writeMember(out, "\"line\":", value.line);
  writeMember(out, "\"stream\":", value.stream);
  writeMember(out, "\"goes_on\":", value.goesOn);
  out += '}';
}

bool read(const nlohmann::json& in, TailResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "run", out.run, problem)) return false;
  if (!readMember(in, "log", out.log, problem)) return false;
  return true;
}
void write(std::string& out, const TailResult& value) {
  out += '{';
  writeMember(out, "\"run\":", value.run);
  writeMember(out, "\"log\":", value.log);
  out += '}';
}

bool read(const nlohmann::json& in, EnvironmentUse& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "id", out.id, problem)) return false;
  if (!readMember(in, "project", out.project, problem)) return false;
  return true;
}
void write(std::string& out, const EnvironmentUse& value) {
  out += '{';
  writeMember(out, "\"id\":", value.id);
  writeMember(out, "\"project\":", value.project);
  out += '}';
}

bool read(const nlohmann::json& in, Environment& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "hash", out.hash, problem)) return false;
  if (!readMember(in, "state", out.state, problem)) return false;
  if (!readMember(in, "maker", out.maker, problem)) return false;
  if (!readMember(in, "image", out.image, problem)) return false;
  if (!readMember(in, "python", out.python, problem)) return false;
  if (!readMember(in, "python_version", out.pythonVersion, problem)) return false;
  if (!readMember(in, "path", out.path, problem)) return false;
  if (!readMember(in, "log", out.log, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  if (!readMember(in, "created", out.created, problem)) return false;
  if (!readMember(in, "last_used", out.lastUsed, problem)) return false;
  if (!readMember(in, "reason", out.reason, problem)) return false;
  if (!readMember(in, "runs", out.runs, problem)) return false;
  if (!readMember(in, "requirements", out.requirements, problem)) return false;
  if (!readMember(in, "substitutions", out.substitutions, problem)) return false;
  if (!readMember(in, "definition", out.definition, problem)) return false;
  if (!readMember(in, "log_tail", out.logTail, problem)) return false;
  if (!readMember(in, "how", out.how, problem)) return false;
  return true;
}
void write(std::string& out, const Environment& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"hash\":", value.hash);
  writeMember(out, "\"state\":", value.state);
  writeMember(out, "\"maker\":", value.maker);
  writeMember(out, "\"image\":", value.image);
  writeMember(out, "\"python\":", value.python);
  writeMember(out, "\"python_version\":", value.pythonVersion);
  writeNullable(out, "\"path\":", value.path);
  writeNullable(out, "\"log\":", value.log);
  writeMember(out, "\"bytes\":", value.bytes);
  writeNullable(out, "\"created\":", value.created);
  writeNullable(out, "\"last_used\":", value.lastUsed);
  writeNullable(out, "\"reason\":", value.reason);
  writeMember(out, "\"runs\":", value.runs);
  writeMember(out, "\"requirements\":", value.requirements);
  writeMember(out, "\"substitutions\":", value.substitutions);
  writeMember(out, "\"definition\":", value.definition);
  writeMember(out, "\"log_tail\":", value.logTail);
  writeMember(out, "\"how\":", value.how);
  out += '}';
}

bool read(const nlohmann::json& in, EnvironmentsResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "environments", out.environments, problem)) return false;
  return true;
}
void write(std::string& out, const EnvironmentsResult& value) {
  out += '{';
  writeMember(out, "\"environments\":", value.environments);
  out += '}';
}

bool read(const nlohmann::json& in, RemovedEnvironment& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "hash", out.hash, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const RemovedEnvironment& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"hash\":", value.hash);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, RemovedDownload& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "address", out.address, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const RemovedDownload& value) {
  out += '{';
  writeMember(out, "\"address\":", value.address);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, RemovedLeftovers& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "count", out.count, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  return true;
}
void write(std::string& out, const RemovedLeftovers& value) {
  out += '{';
  writeMember(out, "\"count\":", value.count);
  writeMember(out, "\"bytes\":", value.bytes);
  out += '}';
}

bool read(const nlohmann::json& in, PrunedEnvironments& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "removed", out.removed, problem)) return false;
  if (!readMember(in, "downloads", out.downloads, problem)) return false;
  if (!readMember(in, "leftovers", out.leftovers, problem)) return false;
  if (!readMember(in, "bytes", out.bytes, problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  return true;
}
void write(std::string& out, const PrunedEnvironments& value) {
  out += '{';
  writeMember(out, "\"removed\":", value.removed);
  writeMember(out, "\"downloads\":", value.downloads);
  writeMember(out, "\"leftovers\":", value.leftovers);
  writeMember(out, "\"bytes\":", value.bytes);
  writeMember(out, "\"dry_run\":", value.dryRun);
  out += '}';
}

bool read(const nlohmann::json& in, EnvParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "action", out.action, problem)) return false;
  if (!readMember(in, "targets", out.targets, problem)) return false;
  if (!readMember(in, "force", out.force, problem)) return false;
  if (!readMember(in, "strict_env", out.strictEnv, problem)) return false;
  if (!readMember(in, "all", out.all, problem)) return false;
  if (!readMember(in, "older_than", out.olderThan, problem)) return false;
  if (!readMember(in, "keep_size", out.keepSize, problem)) return false;
  if (!readMember(in, "dry_run", out.dryRun, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const EnvParams& value) {
  out += '{';
  writeMember(out, "\"action\":", value.action);
  writeMember(out, "\"targets\":", value.targets);
  writeMember(out, "\"force\":", value.force);
  writeMember(out, "\"strict_env\":", value.strictEnv);
  writeMember(out, "\"all\":", value.all);
  writeMember(out, "\"older_than\":", value.olderThan);
  writeMember(out, "\"keep_size\":", value.keepSize);
  writeMember(out, "\"dry_run\":", value.dryRun);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, RunHereResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "exit_code", out.exitCode, problem)) return false;
  if (!readMember(in, "signal", out.signal, problem)) return false;
  return true;
}
void write(std::string& out, const RunHereResult& value) {
  out += '{';
  writeNullable(out, "\"exit_code\":", value.exitCode);
  writeNullable(out, "\"signal\":", value.signal);
  out += '}';
}

bool read(const nlohmann::json& in, CompletionResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "shell", out.shell, problem)) return false;
  if (!readMember(in, "script", out.script, problem)) return false;
  if (!readMember(in, "words", out.words, problem)) return false;
  return true;
}
void write(std::string& out, const CompletionResult& value) {
  out += '{';
  writeMember(out, "\"shell\":", value.shell);
  writeMember(out, "\"script\":", value.script);
  writeMember(out, "\"words\":", value.words);
  out += '}';
}

bool read(const nlohmann::json& in, DoctorCheck& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "name", out.name, problem)) return false;
  if (!readMember(in, "ok", out.ok, problem)) return false;
  if (!readMember(in, "state", out.state, problem)) return false;
  if (!readMember(in, "needed", out.needed, problem)) return false;
  if (!readMember(in, "detail", out.detail, problem)) return false;
  if (!readMember(in, "cost", out.cost, problem)) return false;
  if (!readMember(in, "project", out.project, problem)) return false;
  return true;
}
void write(std::string& out, const DoctorCheck& value) {
  out += '{';
  writeMember(out, "\"name\":", value.name);
  writeMember(out, "\"ok\":", value.ok);
  writeMember(out, "\"state\":", value.state);
  writeMember(out, "\"needed\":", value.needed);
  writeMember(out, "\"detail\":", value.detail);
  writeNullable(out, "\"cost\":", value.cost);
  writeMember(out, "\"project\":", value.project);
  out += '}';
}

bool read(const nlohmann::json& in, DoctorResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "version", out.version, problem)) return false;
  if (!readMember(in, "checks", out.checks, problem)) return false;
  return true;
}
void write(std::string& out, const DoctorResult& value) {
  out += '{';
  writeMember(out, "\"version\":", value.version);
  writeMember(out, "\"checks\":", value.checks);
  out += '}';
}

bool read(const nlohmann::json& in, ErrorDetail& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "code", out.code, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  return true;
}
void write(std::string& out, const ErrorDetail& value) {
  out += '{';
  writeMember(out, "\"code\":", value.code);
  writeMember(out, "\"message\":", value.message);
  out += '}';
}

bool read(const nlohmann::json& in, ErrorResult& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "error", out.error, problem)) return false;
  return true;
}
void write(std::string& out, const ErrorResult& value) {
  out += '{';
  writeMember(out, "\"error\":", value.error);
  out += '}';
}

bool read(const nlohmann::json& in, TrustParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "trusted", out.trusted, problem)) return false;
  return true;
}
void write(std::string& out, const TrustParams& value) {
  out += '{';
  writeMember(out, "\"trusted\":", value.trusted);
  out += '}';
}

bool read(const nlohmann::json& in, RunsChangedParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "ids", out.ids, problem)) return false;
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const RunsChangedParams& value) {
  out += '{';
  writeMember(out, "\"ids\":", value.ids);
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, EnvironmentsChangedParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "folder", out.folder, problem)) return false;
  return true;
}
void write(std::string& out, const EnvironmentsChangedParams& value) {
  out += '{';
  writeMember(out, "\"folder\":", value.folder);
  out += '}';
}

bool read(const nlohmann::json& in, DocumentActionsParams& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "textDocument", out.textDocument, problem)) return false;
  return true;
}
void write(std::string& out, const DocumentActionsParams& value) {
  out += '{';
  writeMember(out, "\"textDocument\":", value.textDocument);
  out += '}';
}

bool read(const nlohmann::json& in, InitializationOptions& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "client", out.client, problem)) return false;
  if (!readMember(in, "trusted", out.trusted, problem)) return false;
  if (!readMember(in, "settings", out.settings, problem)) return false;
  return true;
}
void write(std::string& out, const InitializationOptions& value) {
  out += '{';
  writeMember(out, "\"client\":", value.client);
  writeMember(out, "\"trusted\":", value.trusted);
  writeMember(out, "\"settings\":", value.settings);
  out += '}';
}

bool read(const nlohmann::json& in, WorkDone& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  if (!readMember(in, "kind", out.kind, problem)) return false;
  if (!readMember(in, "title", out.title, problem)) return false;
  if (!readMember(in, "message", out.message, problem)) return false;
  if (!readMember(in, "percentage", out.percentage, problem)) return false;
  return true;
}
void write(std::string& out, const WorkDone& value) {
  out += '{';
  writeMember(out, "\"kind\":", value.kind);
  writeMember(out, "\"title\":", value.title);
  writeMember(out, "\"message\":", value.message);
  writeMember(out, "\"percentage\":", value.percentage);
  out += '}';
}

}  // namespace footplate::protocol
