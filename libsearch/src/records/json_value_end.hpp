// Where a JSON value ends, for cutting a stream into values before they are read.
#pragma once

#include <cstddef>
#include <string_view>

namespace kbsearch::records {

/// Looks for the end of one value, judged by its brackets and quotes alone. The value may come in pieces, so that a
/// long one need not be held.
class JsonValueEnd {
 public:
  /// Returns the position in `piece` after the last byte of the value; std::string_view::npos if it goes on behind.
  /// A number or word ends before what cannot belong to it. Not to be called again once the end was found.
  std::size_t find_in(std::string_view piece);
  /// Whether the value may end where the text does: a number or word has no mark of its end.
  bool may_end_here() const { return state_ == State::kWord; }

 private:
  enum class State { kStart, kBetween, kText, kEscape, kWord };
  State state_ = State::kStart;
  std::size_t depth_ = 0;
};

/// Returns the end of the JSON value that starts at `start`; std::string_view::npos if it does not end in `text`.
std::size_t end_of_json_value(std::string_view text, std::size_t start);

}  // namespace kbsearch::records
