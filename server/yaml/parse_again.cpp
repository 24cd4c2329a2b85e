// Taking over what an earlier version's tree says of entries that did not change.
#include <algorithm>

#include "yaml/earlier_tree.h"
#include "yaml/parser.h"

namespace footplate::yaml {

// Stands on the first token of a line. Appends the unchanged entries that begin here and moves to the entry
// behind them; false where the entry has to be read.
bool Parser::takeOver(int column, Open& open) {
  if (!earlier_ || c_.at != c_.token || c_.indent != column || c_.tabbed) return false;
  const auto run = earlier_->runAt(c_.at, column, depth_);
  if (!run) return false;
  copyNodes(*run, open);
  for (auto comment = std::ranges::lower_bound(earlier_->tree().comments_, run->begin, {}, &Span::begin);
       comment != earlier_->tree().comments_.end() && comment->begin < run->stop; ++comment) {
    tree_->comments_.push_back({comment->begin + run->shift, comment->end + run->shift});
    lastComment_ = tree_->comments_.back().end;
  }
  beginLine(run->stop + run->shift - static_cast<Offset>(column));
  return true;
}

void Parser::copyNodes(const EarlierTree::Run& run, Open& open) {
  std::vector<Record>& records = tree_->records_;
  const Tree& earlier = earlier_->tree();
  const NodeId moved = static_cast<NodeId>(records.size()) - run.first;  // modulo 2^32, as the shift
  const NodeId oldParent = earlier.records_[run.first].parent;
  const auto renumber = [moved](NodeId& id) {
    if (id != noNode) id += moved;
  };
  records.insert(records.end(), earlier.records_.begin() + run.first, earlier.records_.begin() + run.end);
  for (auto record = records.begin() + (run.first + moved); record != records.end(); ++record) {
    record->begin += run.shift;
    record->end += run.shift;
    if (record->parent == oldParent) {
      record->parent = open.id;
    } else {
      renumber(record->parent);
    }
    renumber(record->next);
    renumber(record->previous);
    if (record->kind != Kind::scalar) {
      renumber(record->first);
    } else if (record->has(Record::cooked)) {
      record->first = keepCooked({earlier.cooked_.data() + record->first, record->count});
    } else {
      record->first += run.shift;
    }
  }
  const NodeId first = run.first + moved;
  tree_->takenOver_.push_back({first, static_cast<NodeId>(records.size()), run.first});
  const NodeId last = run.last + moved;
  records[first].previous = open.last;
  records[last].next = noNode;
  records[open.last].next = first;
  records[open.id].count += 2 * run.entries;
  open.last = last;
}

std::shared_ptr<const Tree> parseAgain(std::shared_ptr<const std::string> text, const Tree& before) {
  // A tree with so many problems may have left out some: which of its entries are sound is not known.
  if (!text || before.problems().size() >= Parser::maxProblems) return parse(std::move(text));
  const EarlierTree earlier(before, *text);
  return Parser(std::move(text), &earlier).run();
}

}  // namespace footplate::yaml
