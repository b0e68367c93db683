// What a version is met by that is asked with its v.
#include "match/conditions.hpp"

namespace kbsearch::match {
namespace {

// Behind a number, these tell that it is an amount.
constexpr const char* kAmounts[] = {
    "thousand",   "million", "billion",  "trillion",  "percent",  "points",  "times",    "mio",  "mrd", "millionen",
    "milliarden", "prozent", "millones", "milliards", "milliard", "milioni", "miliardi", "gb",   "mb",  "tb",
    "kg",         "km",      "usd",      "eur",       "dollars",  "euros",   "hours",    "years"};

}  // namespace

/// v3.2 is met by the number 3.2, too, but not by what is said to be an amount: 3.2 million.
Condition ConditionCompiler::as_version(Condition number, const QueryToken& token, std::size_t field) {
  if (!token.is_version) return number;
  Condition bare{.kind = Condition::Kind::kAllOf};
  bare.children.push_back(std::move(number));
  for (const auto* amount : kAmounts) {
    const auto forms = forms_of({amount, TokenKind::kWord});
    auto any = any_stem(forms, Schema::kNoField);
    std::erase_if(any.terms, [&](const std::string& term) { return statistics_.doc_freq(term) == 0; });
    if (any.terms.empty()) continue;
    Condition is_amount{.kind = Condition::Kind::kAllOf};
    is_amount.children.push_back(std::move(any));
    is_amount.children.push_back(
        {.kind = Condition::Kind::kInOrder, .words = {{forms_of(token), std::nullopt}, {forms, std::nullopt}}});
    bare.excluded.push_back(std::move(is_amount));
  }
  if (bare.excluded.empty()) return std::move(bare.children.front());
  const std::string_view with_v(token.written.data() - 1, token.written.size() + 1);
  Condition any{.kind = Condition::Kind::kAnyOf};
  any.children.push_back(std::move(bare));
  any.children.push_back(in_field({forms_of({with_v, TokenKind::kBlend}), std::nullopt}, field));
  return any;
}

}  // namespace kbsearch::match
