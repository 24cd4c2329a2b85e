#include "ide/quickfixes/fixes.h"

namespace footplate::ide {
namespace {

// In the order the editor shows them.
constexpr FixRow table[] = {
    {quickFixKind, fixIssues},         {quickFixKind, addMissingKeys},
    {quickFixKind, pinVersion},        {quickFixKind, migrateToV2},
    {quickFixKind, ignoreHere},        {extractKind, extractEnvironment},
    {extractKind, extractComponent},   {extractKind, extractStep},
    {rewriteKind, addSchemaLine},      {rewriteKind, writeCanonically},
    {rewriteKind, removeUnusedAnchor}, {rewriteKind, changeStyle},
    {rewriteKind, changeQuotes},       {fixAllKind, fixAll},
};

}  // namespace

std::span<const FixRow> fixTable() {
  return table;
}

}  // namespace footplate::ide
