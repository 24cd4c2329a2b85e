// Where the cursor is, as completion needs it: in a key, a value or a text, and of which node.
#pragma once

#include <cstdint>

#include "base/text.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct Place {
  // A key may be typed here: into `node` when it is a mapping, else into the mapping that would take the
  // place of `node` (nothing yet, or a half-typed word).
  bool key = false;
  // A value may be typed here, in the place of `node`.
  bool value = false;
  // The cursor is inside the text of the scalar `node`; there, only bindings are completed.
  bool text = false;

  yaml::Node node;           // no node: the document is empty
  yaml::Node ownKey;         // the key the cursor is in, if it is there already
  Span replace;              // what a completion takes the place of
  std::uint32_t indent = 0;  // column where the key or value begins
  bool flow = false;         // inside [..] or {..}
  bool hasColon = false;     // a key: its ":" is there already
  char quote = 0;            // the quote the cursor is inside of, `replace` being the text within
  bool lineStart = false;    // nothing but blanks stands before on the line
  bool afterDash = false;    // an item of a sequence begins here, after its "- "

  bool any() const { return key || value || text; }
};

// Looks only at the chain from the root to the cursor: linear in the size of the collections on it.
Place placeAt(const yaml::Tree& tree, Offset at);

// Whether the place is inside a comment (the end of its line included).
bool inComment(const yaml::Tree& tree, Offset at);

// The root of the document the place belongs to, or no node.
yaml::Node rootAt(const yaml::Tree& tree, Offset at);

}  // namespace footplate::ide
