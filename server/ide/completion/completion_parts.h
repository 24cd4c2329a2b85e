// The parts of completion.cpp, one a file. Each adds its items; none knows the others.
#pragma once

#include <string>
#include <vector>

#include "ide/completion/completion.h"
#include "ide/place.h"
#include "schema/walk.h"

namespace footplate::ide {

struct CompletionRequest {
  const Document& document;
  const Workspace& workspace;
  Place place;
  Offset at;
  const schema::Schema* schema;  // of the document the cursor is in; null for none
};

using CompletionItems = std::vector<CompletionItem>;

// Schemas of what stands, or would stand, at the place: of the mapping a key goes into, or of the value.
schema::Places schemasHere(const CompletionRequest& request);

// Keys that `places` know and the mapping lacks.
void completeKeys(const CompletionRequest& request, const schema::Places& places, CompletionItems& items);
// The `defaultSnippets` of a schema.
void completeSnippets(const CompletionRequest& request, const schema::Places& places, CompletionItems& items);
// A whole document for an empty one.
void completeDocument(const CompletionRequest& request, CompletionItems& items);
// Enumerations, booleans, defaults, examples.
void completeValues(const CompletionRequest& request, const schema::Places& places, CompletionItems& items);
// Names of assets, files and folders.
void completeReferences(const CompletionRequest& request, const schema::Places& places,
                        CompletionItems& items);
// Azure ML's addresses as the value of `$schema`, as far as they go on from what is typed: they are what
// makes a document one of ours.
void completeSchemaAddress(const CompletionRequest& request, CompletionItems& items);
// Inside `${{ … }}`; false when the cursor is in none.
bool completeBindings(const CompletionRequest& request, CompletionItems& items);

// The anchors that an alias may name; false when the cursor is in none.
bool completeAnchors(const CompletionRequest& request, CompletionItems& items);

// Packages and their versions in the lists of a conda file.
void completeConda(const CompletionRequest& request, CompletionItems& items);

// In an item of a conda file's list of pip that begins with '-': options, and the files they name; false when
// the cursor is elsewhere.
bool completePipOptions(const CompletionRequest& request, CompletionItems& items);

// Inputs and outputs of the component a step runs, and the bindings that fit them.
void completePorts(const CompletionRequest& request, CompletionItems& items);

// Behind a script in a command: what it takes; false when the cursor is elsewhere.
bool completeArguments(const CompletionRequest& request, CompletionItems& items);

// Between brackets what the items insert gets its comma, and in braces with quoted keys it is made JSON.
void writeInBrackets(const CompletionRequest& request, CompletionItems& items);

// A number in digits that are in order as texts too, for sortText.
std::string inOrder(std::size_t number);

// A value as an item: quoted or escaped as its place asks.
CompletionItem valueItem(const CompletionRequest& request, std::string_view label, std::string text);

}  // namespace footplate::ide
