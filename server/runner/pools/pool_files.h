// The files behind a pool, `nodes/<pool>/` of the store's folder. Used by pool.cpp alone.
//
//   ../.locks/<pool>  held while nodes are taken, made or taken away; not below the pool, whose folders are
//                     watched for news
//   pool.json     the settings in force
//   stopped       there while no run may begin
//   tickets/…     one a waiting run, locked by it; the name gives the order
//   nodes/<k>     locked by the run that has node k
//   nodes/<k>.json  when it was made, who has or had it, since when
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/lock_file.h"
#include "runner/pools/pool.h"

namespace footplate::runner {

class PoolFiles {
 public:
  PoolFiles(const std::string& storeFolder, const std::string& pool)
      : folder_(storeFolder + "/nodes/" + pool), lock_(storeFolder + "/nodes/.locks/" + pool) {}

  const std::string& folder() const { return folder_; }
  std::string tickets() const { return folder_ + "/tickets"; }
  std::string nodes() const { return folder_ + "/nodes"; }
  const std::string& lock() const { return lock_; }
  std::string settings() const { return folder_ + "/pool.json"; }
  std::string stopped() const { return folder_ + "/stopped"; }
  std::string node(int index) const { return nodes() + "/" + std::to_string(index); }

  Result<void> make() const;

  // Locked tickets in order; those of dead waiters are taken away.
  std::vector<Waiting> waiting() const;
  Result<os::LockFile> enter(const NodeWish& wish) const;
  // The ticket's path of the living waiter next before this one, "" for none.
  std::string ticketBefore(const NodeWish& wish) const;
  // Tickets before this one, of the dead as well where nobody behind them has looked yet.
  std::size_t countBefore(const NodeWish& wish) const;

  // The record of a node as it was written; nothing where there is none of this start of the machine.
  std::optional<Node> readNode(int index) const;
  void writeNode(const Node& node) const;
  void removeNode(int index) const;
  // Nodes that are locked or have a record, by index; `run` is empty for those that nobody has.
  std::vector<Node> readNodes() const;

 private:
  std::string folder_;
  std::string lock_;
};

// A lock that another look at it may hold for a moment is tried several times.
Result<os::LockFile> lockPatiently(const std::string& path);

}  // namespace footplate::runner
