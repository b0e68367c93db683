#include "records/json_value_end.hpp"

namespace kbsearch::records {
std::size_t JsonValueEnd::find_in(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size(); ++at) {
    const char c = piece[at];
    switch (state_) {
      case State::kText:
        if (c == '\\') state_ = State::kEscape;
        if (c != '"') break;
        if (depth_ == 0) return at + 1;
        state_ = State::kBetween;
        break;
      case State::kEscape:
        state_ = State::kText;
        break;
      case State::kWord:
        if (std::string_view(",]} \t\r\n").find(c) != std::string_view::npos) return at;
        break;
      case State::kStart:
      case State::kBetween:
        if (c == '"') {
          state_ = State::kText;
        } else if (c == '{' || c == '[') {
          ++depth_;
          state_ = State::kBetween;
        } else if (state_ == State::kStart) {
          state_ = State::kWord;
          --at;  // it may be no value at all
        } else if ((c == '}' || c == ']') && --depth_ == 0) {
          return at + 1;
        }
        break;
    }
  }
  return std::string_view::npos;
}

std::size_t end_of_json_value(std::string_view text, std::size_t start) {
  if (start >= text.size()) return std::string_view::npos;
  JsonValueEnd end;
  const std::size_t size = end.find_in(text.substr(start));
  if (size != std::string_view::npos) return start + size;
  return end.may_end_here() ? text.size() : std::string_view::npos;
}

}  // namespace kbsearch::records
