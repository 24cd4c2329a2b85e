// The notifications we hear: one function each, in the file of the same name; listed in table.cpp. Wrong
// parameters are logged and otherwise ignored, as there is nobody to answer.
#pragma once

#include <span>

#include "lsp/server.h"

namespace footplate::lsp {

struct NotificationRow {
  const char* method;
  void (*handle)(Server& server, const rpc::Message& message);
};

std::span<const NotificationRow> notificationTable();

void initialized(Server& server, const rpc::Message& message);
void exitServer(Server& server, const rpc::Message& message);
void didOpen(Server& server, const rpc::Message& message);
void didChange(Server& server, const rpc::Message& message);
void didSave(Server& server, const rpc::Message& message);
void didClose(Server& server, const rpc::Message& message);
void didChangeConfiguration(Server& server, const rpc::Message& message);
void didChangeWatchedFiles(Server& server, const rpc::Message& message);
void didChangeWorkspaceFolders(Server& server, const rpc::Message& message);
void trust(Server& server, const rpc::Message& message);

}  // namespace footplate::lsp
