// What the typed accessors share. None of them allocates or throws; what is out of range is empty, 0, false or NULL.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "handles.hpp"

namespace kbsearch::c {

inline const SearchResults& of(const kbs_results* results) {
  static const SearchResults none;
  return results == nullptr ? none : results->results;
}

// A hit, a passage and an explanation are the library's own, under a name that C has for them.
inline const Hit& of(const kbs_hit* hit) {
  static const Hit none;
  return hit == nullptr ? none : *reinterpret_cast<const Hit*>(hit);
}

inline const Snippet& of(const kbs_passage* passage) {
  static const Snippet none;
  return passage == nullptr ? none : *reinterpret_cast<const Snippet*>(passage);
}

inline const Explanation& of(const kbs_explanation* explanation) {
  static const Explanation none;
  return explanation == nullptr ? none : *reinterpret_cast<const Explanation*>(explanation);
}

inline const kbs_explanation* as_handle(const Explanation* explanation) {
  return reinterpret_cast<const kbs_explanation*>(explanation);
}

inline kbs_text text_at(const std::vector<std::string>& texts, size_t i) {
  return i < texts.size() ? text_of(texts[i]) : no_text();
}

/// The text that `member` is of the i-th element.
template <typename Element>
kbs_text text_at(const std::vector<Element>& elements, size_t i, std::string Element::*member) {
  return i < elements.size() ? text_of(elements[i].*member) : no_text();
}

template <typename Element, typename Number>
Number number_at(const std::vector<Element>& elements, size_t i, Number Element::*member) {
  return i < elements.size() ? elements[i].*member : Number{};
}

/// Whether there is a value; `given` may be NULL, and becomes it or 0.
template <typename Number>
bool number(const std::optional<Number>& value, Number* given) {
  if (given != nullptr) *given = value.value_or(Number{});
  return value.has_value();
}

}  // namespace kbsearch::c
