#include "ide/quickfixes/fixes.h"

namespace footplate::ide {
namespace {

constexpr bool costly = true;

// In the order the editor shows them.
constexpr FixRow table[] = {
    {quickFixKind, fixIssues},
    {quickFixKind, addMissingKeys},
    {quickFixKind, repairByChoice},
    {quickFixKind, pinVersion},
    {quickFixKind, migrateToV2, costly},
    {quickFixKind, ignoreHere},
    {extractKind, extractEnvironment, costly},
    {extractKind, extractComponent, costly},
    {extractKind, extractStep, costly},
    {extractKind, writeComponent, costly},
    {rewriteKind, addSchemaLine},
    {rewriteKind, writeCanonically},
    {rewriteKind, removeUnusedAnchor},
    {rewriteKind, changeStyle},
    {rewriteKind, changeQuotes},
    {fixAllKind, fixAll, costly},
};

}  // namespace

std::span<const FixRow> fixTable() {
  return table;
}

}  // namespace footplate::ide
