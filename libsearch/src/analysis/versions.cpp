#include "analysis/versions.hpp"

#include "analysis/character_class.hpp"

namespace kbsearch::analysis {
namespace {

bool is(CharacterClass kind, std::string_view text, std::size_t at) {
  return at < text.size() && classify(text, at).kind == kind;
}

std::size_t end_of_run(CharacterClass kind, std::string_view text, std::size_t at) {
  while (is(kind, text, at)) at += classify(text, at).size;
  return at;
}

}  // namespace

std::size_t version_in(std::string_view text, std::size_t at) {
  const auto number = end_of_run(CharacterClass::kLetter, text, at);
  if (number == at || !is(CharacterClass::kDigit, text, number)) return 0;
  const auto end = end_of_run(CharacterClass::kDigit, text, number);
  const auto [point, size] = sign_at(text, end);
  return point == '.' && is(CharacterClass::kDigit, text, end + size) ? number : 0;
}

std::size_t without_version(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kDigits = "0123456789";
  const auto number = text.substr(begin, end - begin);
  const auto v = number.find_last_not_of(kDigits);
  const bool has_version = v != number.npos && v > 0 && v + 1 < number.size() && is_v(number[v]) &&
                           kDigits.find(number[v - 1]) != kDigits.npos && number.substr(0, v).find('.') != number.npos;
  return has_version && is(CharacterClass::kDigit, text, begin) ? begin + v : end;
}

}  // namespace kbsearch::analysis
