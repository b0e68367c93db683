// The words of the query language: where they end, and what is written in them. Parser and printer share it, so that
// what is printed reads back.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "query/characters.hpp"

namespace kbsearch::query {

/// A word as it was typed.
struct Word {
  std::string text;              ///< Clean UTF-8, backslashes resolved, without wildcard star and boost.
  bool is_prefix = false;        ///< It ended in a star.
  bool is_short_prefix = false;  ///< It ended in a star that has too little before it, and is part of the text.
  std::optional<double> boost;   ///< What stood after `^`; not checked against its range.
  std::size_t end = 0;           ///< Byte after it.
};

/// Reads the word at `at`: up to a space or a bracket that it did not open itself.
Word read_word(std::string_view text, std::size_t at);

/// Reads one bare value of a list: up to a comma, too. Stars and carets are part of it.
Word read_list_value(std::string_view text, std::size_t at);

/// Reads `^2.5` at `at`; nothing, if no number follows.
std::optional<double> read_boost(std::string_view text, std::size_t& at);

/// Returns the size of a field's name if `name:` and a value stand at `at`; an address (`name://`) is none.
std::size_t field_name_size(std::string_view text, std::size_t at);

/// Is there a `+` or `-` that belongs to what follows it?
bool is_prefix_sign(std::string_view text, std::size_t at);

enum class Operator { kNone, kAnd, kOr, kNot, kNear };

struct OperatorWord {
  Operator kind = Operator::kNone;
  std::size_t distance = 0;  ///< Of NEAR.
  std::size_t size = 0;      ///< Bytes.
};

/// Reads AND, OR, NOT, NEAR or NEAR/5 at `at`, if it stands there as a word of its own.
OperatorWord read_operator(std::string_view text, std::size_t at);

/// Finds ends of quotations, in linear time over all of a text.
class QuoteFinder {
 public:
  explicit QuoteFinder(std::string_view text) : text_(text) {}

  struct Quotation {
    std::string inside;  ///< Clean UTF-8, backslashes resolved.
    std::size_t end;     ///< Byte after the closing mark.
  };
  /// Reads the quotation that opens at `at`; nothing if it is never closed.
  std::optional<Quotation> read(std::size_t at);

 private:
  std::string_view text_;
  std::array<bool, 6> never_closes_{};  ///< By family: the search came to the end of the text once.
};

}  // namespace kbsearch::query
