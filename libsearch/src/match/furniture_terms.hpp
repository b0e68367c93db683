// The words of a record that say nothing of what it is about: those of menus and banners of the page it was saved from.
#pragma once

#include <set>
#include <string>

#include "kbsearch/schema.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::match {

/// Returns the terms of the stems that stand in no part of a record that reads as prose (analysis/prose.hpp), but in
/// others of its longer texts. Titles, lists and short texts are taken for prose. Looks at the first kMostBytes of each
/// field.
std::set<std::string> furniture_terms(const store::StoredDocument& document, const Schema& schema);

}  // namespace kbsearch::match
