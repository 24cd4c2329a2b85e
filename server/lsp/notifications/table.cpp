#include "lsp/notifications/handlers.h"

namespace footplate::lsp {
namespace {

constexpr NotificationRow table[] = {
    {"initialized", initialized},
    {"exit", exitServer},
    {"textDocument/didOpen", didOpen},
    {"textDocument/didChange", didChange},
    {"textDocument/didSave", didSave},
    {"textDocument/didClose", didClose},
    {"workspace/didChangeConfiguration", didChangeConfiguration},
    {"workspace/didChangeWatchedFiles", didChangeWatchedFiles},
    {"workspace/didChangeWorkspaceFolders", didChangeWorkspaceFolders},
    {"footplate/trust", trust},
};

}  // namespace

std::span<const NotificationRow> notificationTable() {
  return table;
}

}  // namespace footplate::lsp
