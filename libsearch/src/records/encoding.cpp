#include "records/encoding.hpp"

#include <algorithm>
#include <utility>

#include "analysis/charset.hpp"
#include "base/utf8.hpp"
#include "records/note_markup.hpp"

namespace kbsearch::records {
namespace {

/// So much of a stream is looked at. The first accent of a long table may stand late.
constexpr std::size_t kJudgedBytes = 1u << 20;
constexpr std::size_t kLongestCharacter = 4;

std::string decoded(std::string_view text, const std::string& encoding) {
  analysis::Decoder decoder(encoding);
  return decoder.decode(text, /*is_last=*/true);
}

/// Returns what `<meta charset=..>`, `content="text/html; charset=.."` or `encoding=".."` of XML says; else nothing.
std::string declared_encoding(std::string_view html) {
  constexpr std::size_t kDeclarationBytes = 4096;
  const std::string head = ascii_lower(html.substr(0, kDeclarationBytes));
  for (const std::string_view mark : {"charset=", "encoding="}) {
    const std::size_t found = head.find(mark);
    if (found == head.npos) continue;
    const std::size_t begin = head.find_first_not_of("\"' ", found + mark.size());
    if (begin == head.npos) continue;
    return head.substr(begin, head.find_first_of("\"' ;/>?", begin) - begin);
  }
  return {};
}

}  // namespace

ByteInput without_wide_characters(ByteInput input) {
  // Two characters tell, and a stream that fails later is one whose beginning was read.
  constexpr std::size_t kEnough = 4;
  const std::string encoding = analysis::wide_encoding(input.peek(kEnough).substr(0, kEnough));
  return encoding.empty() ? std::move(input) : ByteInput::decoded(std::move(input), encoding);
}

std::string decoded_by_guess(std::string_view text) { return decoded(text, analysis::guessed_encoding(text)); }

std::string decoded_html(std::string_view html) {
  const std::string declared = declared_encoding(html);
  // As the bytes could be read, it is none of these.
  const bool is_wide = declared.starts_with("utf-16") || declared.starts_with("utf-32");
  if (is_wide || !analysis::Decoder(declared).is_known()) return decoded_by_guess(html);
  return decoded(html, declared);
}

ByteInput decoded_by_guess(ByteInput input) {
  const std::string_view head = input.peek(kJudgedBytes).substr(0, kJudgedBytes);
  const std::size_t well_formed = base::well_formed_size(head);
  const bool is_cut = head.size() == kJudgedBytes && head.size() - well_formed < kLongestCharacter;
  if (well_formed == head.size() || is_cut) return input;
  // What is told by is behind the plain beginning.
  const std::string encoding = analysis::guessed_encoding(head.substr(base::floor_to_character(head, well_formed)));
  return ByteInput::decoded(std::move(input), encoding);
}

}  // namespace kbsearch::records
