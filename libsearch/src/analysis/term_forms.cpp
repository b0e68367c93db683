#include "analysis/term_forms.hpp"

#include <algorithm>

#include "analysis/fold.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kMaxFormBytes = 150;
constexpr std::size_t kMaxCachedForms = 200'000;

void bound(std::string& form) {
  if (form.size() <= kMaxFormBytes) return;
  const auto digest = base::hex64(base::hash64(form));
  form.resize(base::floor_to_character(form, kMaxFormBytes - digest.size()));
  form += digest;
}

void remove_all(std::string& text, std::string_view sequence) {
  for (auto at = text.find(sequence); at != std::string::npos; at = text.find(sequence, at)) {
    text.erase(at, sequence.size());
  }
}

bool is_initials(std::string_view written) {
  if (written.size() < 3) return false;
  for (std::size_t i = 1; i < written.size(); i += 2) {
    if (written[i] != '.') return false;
  }
  return written.find_first_of("0123456789") == std::string_view::npos;
}

/// Takes out what joins the parts of one word: don't dont, U.S. us, 1,000 1000; gpt-4 gpt4 in a blend.
std::string without_joints(std::string_view written, TokenKind kind) {
  std::string text(written);
  if (kind == TokenKind::kWord) {
    const bool initials = is_initials(written);
    std::erase_if(text, [&](char c) { return c == '\'' || c == ',' || (initials && c == '.'); });
    remove_all(text, "\xE2\x80\x99");
    remove_all(text, "\xCA\xBC");
  } else if (kind == TokenKind::kBlend) {
    std::erase_if(text, [](char c) { return c == '-' || c == '_'; });
    remove_all(text, "\xE2\x80\x90");
    remove_all(text, "\xE2\x80\x91");
  }
  return text;
}

}  // namespace

TermFormer::TermFormer(std::string language) : language_(std::move(language)), stemmer_(language_) {}

const TermForms& TermFormer::forms(std::string_view written, TokenKind kind) {
  Cache& cache = kind == TokenKind::kBlend ? blends_ : words_;
  if (const auto found = cache.find(written); found != cache.end()) return found->second;
  if (cache.size() >= kMaxCachedForms) cache.clear();
  return cache.emplace(std::string(written), make(written, kind)).first->second;
}

TermForms TermFormer::make(std::string_view written, TokenKind kind) {
  TermForms forms;
  const std::string cased = fold_case(without_joints(written, kind));
  forms.exact = fold_accents(cased);
  if (forms.exact.empty()) forms.exact = cased.empty() ? std::string(written) : cased;  // only marks: keep them
  forms.stem = kind == TokenKind::kWord ? fold_accents(stemmer_.stem(cased)) : forms.exact;
  if (forms.stem.empty()) forms.stem = forms.exact;
  if (cased != forms.exact) forms.accented = cased;
  for (auto* form : {&forms.exact, &forms.stem, &forms.accented}) bound(*form);
  forms.exact_hash = base::hash64(forms.exact);
  forms.stem_hash = base::hash64(forms.stem);
  return forms;
}

}  // namespace kbsearch::analysis
