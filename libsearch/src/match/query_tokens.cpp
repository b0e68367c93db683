#include "match/query_tokens.hpp"

#include <algorithm>

#include "analysis/character_class.hpp"
#include "analysis/tokenizer.hpp"
#include "analysis/versions.hpp"

namespace kbsearch::match {
namespace {

// Of more tokens none is looked at for a version: each is compared with all.
constexpr std::size_t kMostWithVersions = 64;

bool is_within(const QueryToken& token, const QueryToken& whole) {
  return token.written.data() >= whole.written.data() &&
         token.written.data() + token.written.size() <= whole.written.data() + whole.written.size();
}

bool is_name_with_signs(const QueryToken& token) {
  if (token.kind != TokenKind::kBlend) return false;
  if (token.written.starts_with('.')) return true;
  for (std::size_t at = 0; at < token.written.size();) {
    const auto [sign, size] = analysis::sign_at(token.written, at);
    if (sign == '+' || sign == '#' || sign == '&') return true;
    at += size;
  }
  return false;
}

bool is_with_v(const QueryToken& number, const QueryToken& whole) {
  return number.kind == TokenKind::kWord && whole.kind == TokenKind::kBlend && is_within(number, whole) &&
         analysis::is_v(whole.written.front()) && whole.written.size() == number.written.size() + 1;
}

void mark_versions(std::vector<QueryToken>& tokens) {
  for (auto& token : tokens) {
    token.is_version =
        std::any_of(tokens.begin(), tokens.end(), [&](const QueryToken& whole) { return is_with_v(token, whole); });
  }
}

}  // namespace

std::vector<QueryToken> counted(std::vector<QueryToken> tokens) {
  if (tokens.size() <= kMostWithVersions) mark_versions(tokens);
  QueryToken name{{}, TokenKind::kBlend};
  std::erase_if(tokens, [&](const QueryToken& token) {
    if (!name.written.empty() && is_within(token, name)) return true;
    if (!is_name_with_signs(token)) return !analysis::counts_in_length(token.kind);
    name = token;
    return false;
  });
  return tokens;
}

std::vector<QueryToken> joined(const std::vector<QueryToken>& tokens) {
  std::vector<QueryToken> whole;
  bool has_joined = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    std::size_t below = i + 1;
    std::size_t words = 0;
    for (; below < tokens.size() && is_within(tokens[below], token); ++below) {
      if (analysis::counts_in_length(tokens[below].kind)) ++words;
    }
    const bool is_over_two = token.kind == TokenKind::kBlend && words > 1;
    if (!is_over_two && !analysis::counts_in_length(token.kind)) continue;
    whole.push_back(token);
    if (!is_over_two) continue;
    has_joined = true;
    i = below - 1;
  }
  if (!has_joined) whole.clear();
  return whole;
}

bool has_letter_apart(std::string_view written) {
  return written.size() > 3 && (written[1] == '-' || written[written.size() - 2] == '-');
}

}  // namespace kbsearch::match
