// Diagnostics for clients that cannot ask for them: at once after each change, one work at a time a document,
// and only those of the newest version are sent. Owning thread only.
#pragma once

#include <map>
#include <string>

namespace footplate::lsp {

class Server;

class PushDiagnostics {
 public:
  explicit PushDiagnostics(Server& server) : server_(server) {}

  void want(const std::string& uri);
  // Takes back what was shown for a closed document.
  void clear(const std::string& uri);

 private:
  struct State {
    bool running = false;
    bool again = false;
  };

  void start(const std::string& uri, State& state);
  void done(const std::string& uri, const void* parsed, const std::string& params);

  Server& server_;
  std::map<std::string, State> states_;
};

}  // namespace footplate::lsp
