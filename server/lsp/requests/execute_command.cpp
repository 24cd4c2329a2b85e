// `footplate.server.<verb>`: the verbs of commands::all() with the JSON of the command line. They run apart
// from the features, so that a long one never delays typing. A window may hold several projects: verbs
// without a file are about all of them, unless `folder` names one.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/mask.h"
#include "base/path.h"
#include "commands/command.h"
#include "lsp/progress.h"
#include "lsp/requests/answer_words.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

using commands::Command;
using commands::Outcome;
using nlohmann::json;

constexpr std::string_view prefix = "footplate.server.";
constexpr std::size_t mostLog = std::size_t{1} << 20;  // of a log answered as one text

struct Call {
  const Command* command = nullptr;
  json parameters = json::object();
  std::vector<std::string> folders;  // of the projects it is about; never empty
  std::string progressToken;
  commands::Session session;
  std::shared_ptr<const EditorWorkspace> workspace;
  bool mayCreateProgress = false;
};

rpc::Code toCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return rpc::Code::invalidParams;
    case ErrorCode::canceled:
      return rpc::Code::canceled;
    case ErrorCode::internal:
      return rpc::Code::internalError;
    default:
      return rpc::Code::requestFailed;
  }
}

void answerError(const Server& server, rpc::Responder& responder, const Error& error) {
  responder.error(toCode(error.code), maskSecrets(ide::translate(server.client->language, error.message)),
                  R"({"code":")" + std::string(errorCodeName(error.code)) + "\"}");
}

bool isAbout(const Command& command, const char* parameter) {
  return std::ranges::any_of(command.parameters,
                             [&](const auto& p) { return std::string_view(p.name) == parameter; });
}

// A verb about several runs takes the one run of a menu as well.
void acceptOneRun(Call& call) {
  const auto run = call.parameters.find("run");
  if (run == call.parameters.end() || !run->is_string()) return;
  if (isAbout(*call.command, "run") || !isAbout(*call.command, "runs")) return;
  call.parameters["runs"] = json::array({*run});
  call.parameters.erase("run");
}

// Takes the one object of parameters apart from what is for us: the folder.
Result<void> readArguments(const protocol::ExecuteCommandParams& params, Call& call) {
  if (!params.arguments || params.arguments->is_null() || params.arguments->empty()) return {};
  const json& list = *params.arguments;
  if (!list.is_array() || list.size() > 1 || !(list[0].is_object() || list[0].is_null())) {
    return fail(ErrorCode::usage, params.command + " takes one object of parameters");
  }
  if (list[0].is_object()) call.parameters = list[0];
  if (const auto folder = call.parameters.find("folder"); folder != call.parameters.end()) {
    if (!folder->is_string()) return fail(ErrorCode::usage, "the parameter folder must be a path");
    call.folders = {folder->get<std::string>()};
    call.parameters.erase(folder);
  }
  acceptOneRun(call);
  // A follower would hold a worker for as long as the run takes; a client follows the file.
  if (std::string_view(call.command->name) == "tail") call.parameters["no_follow"] = true;
  // So would one who waits for the end of what was canceled; runsChanged tells of it.
  if (std::string_view(call.command->name) == "cancel") call.parameters["no_wait"] = true;
  return {};
}

// The folder whose project a verb about a file belongs to.
std::string folderForFile(Server& server, const json& parameters) {
  const auto file = parameters.find("file");
  if (file == parameters.end() || !file->is_string()) return {};
  const std::string path = file->get<std::string>();
  return isAbsolutePath(path) ? server.rootOf(path) : std::string();
}

// The file that a verb is about, else its folder.
std::string subjectOf(const Call& call) {
  const auto file = call.parameters.find("file");
  if (file != call.parameters.end() && file->is_string() && isAbsolutePath(file->get<std::string>()))
    return file->get<std::string>();
  return call.session.folder;
}

Result<Call> prepare(Server& server, const protocol::ExecuteCommandParams& params) {
  Call call;
  if (params.command.starts_with(prefix))
    call.command = commands::findCommand(params.command.substr(prefix.size()));
  if (!call.command) return fail(ErrorCode::usage, "the command " + params.command + " is not known here");
  if (auto read = readArguments(params, call); !read) return fail(read.error());
  if (auto checked = commands::checkParameters(*call.command, call.parameters); !checked)
    return fail(checked.error());
  if (call.command->runsCode && !server.trusted) {
    return fail(ErrorCode::unavailable,
                std::string(call.command->name) +
                    " is refused because the workspace is not trusted; trust it in the editor "
                    "and try again");
  }
  if (std::string_view(call.command->name) == "env") server.watchEnvironments();
  if (call.folders.empty()) call.folders = server.roots();
  if (call.folders.empty()) call.folders = {currentFolder()};
  std::string root = folderForFile(server, call.parameters);
  call.session.folder = root.empty() ? call.folders.front() : root;
  call.session.projects = call.folders;
  call.session.workspaceFolders = server.folders;
  call.workspace = server.workspaceToRun(call.session.folder, subjectOf(call));
  call.session.workspace = call.workspace.get();
  call.session.engine = server.engine;
  if (params.workDoneToken) call.progressToken = params.workDoneToken->dump();
  call.mayCreateProgress = server.client->showsProgress;
  return call;
}

void showWarning(Server& server, const std::string& message) {
  std::string params;
  protocol::write(params,
                  protocol::ShowMessageParams{protocol::MessageType::warning,
                                              maskSecrets(ide::translate(server.client->language, message))});
  server.peer.notify("window/showMessage", params);
}

void work(Server& server, Call& call, rpc::Responder& responder) {
  if (responder.token().stop_requested()) return;
  commands::Session session = call.session;
  session.cancel = responder.token();
  // A window asks for its lists again and again; what is told of a store is told once.
  session.notice = [&server](const std::string& line) {
    if (server.isNews(line)) showWarning(server, line);
  };
  std::shared_ptr<Progress> progress;
  if (!call.progressToken.empty() || call.command->runsCode) {
    progress = Progress::create(server.peer, call.progressToken, call.mayCreateProgress,
                                std::string("footplate ") + call.command->name);
    session.progress = [progress, language = server.client->language](const std::string& line) {
      progress->report(maskSecrets(ide::translate(language, line)));
    };
  }
  std::string log;
  session.bytes = [&log](std::string_view stream, std::string_view bytes) {
    log += commands::prefixed(stream, bytes);
    return log.size() < mostLog;
  };
  auto outcome = call.command->run(call.parameters, session);
  if (progress) progress->end();
  if (!outcome) return answerError(server, responder, outcome.error());
  json answer = outcome->json ? std::move(*outcome->json) : json();
  if (std::string_view(call.command->name) == "tail") answer["log"] = std::move(log);
  translateAnswer(server.client->language, answer);
  responder.reply(answer.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

void executeCommand(Server& server, const rpc::Message& message, rpc::Responder responder) {
  const auto params = readParams<protocol::ExecuteCommandParams>(message);
  if (!params) return answerError(server, responder, params.error());
  auto call = prepare(server, *params);
  if (!call) return answerError(server, responder, call.error());
  auto duty = std::make_shared<rpc::Responder>(std::move(responder));
  auto shared = std::make_shared<Call>(std::move(*call));
  server.commandWork().post(Urgency::urgent, [&server, shared, duty] { work(server, *shared, *duty); });
}

}  // namespace footplate::lsp
