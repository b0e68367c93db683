#include "analysis/term_forms.hpp"

#include <algorithm>

#include "analysis/character_class.hpp"
#include "analysis/fold.hpp"
#include "analysis/inner_signs.hpp"
#include "analysis/percent_encoding.hpp"
#include "analysis/simplified_han.hpp"
#include "analysis/thousands.hpp"
#include "base/ascii.hpp"
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

/// True for letters with a full stop after each but the last: u.s.a, с.ш.а.
bool is_initials(std::string_view cased) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < cased.size(); ++letters) {
    if (cased[at] >= '0' && cased[at] <= '9') return false;
    at += base::decode_utf8(cased, at).size;
    if (at < cased.size() && cased[at++] != '.') return false;
  }
  return letters > 1;
}

/// Takes out what joins the parts of one case-folded word: don't dont, u.s us; gpt-4 gpt4 and 1 000 1000 in a blend.
std::string without_joints(std::string cased, TokenKind kind) {
  if (kind == TokenKind::kWord) {
    const bool initials = is_initials(cased);
    std::erase_if(cased, [&](char c) { return c == '\'' || (initials && c == '.'); });
  } else if (kind == TokenKind::kBlend) {
    std::erase_if(cased, [](char c) { return c == '\'' || c == '-' || c == '_' || c == ' '; });
    remove_all(cased, "\u2010");  // folding makes the non-breaking hyphen this one
  }
  return cased;
}

/// What a token's stem is made of, which has no joints at all: node.js is nodejs, 3.14 stays. Empty if signs that are
/// no letters belong to it: c++, .net, at&t, a@b.org.
std::string word_of(std::string_view cased) {
  if (cased.find_first_of("@&+#") != cased.npos || cased.starts_with('.')) return {};
  std::string word;
  for (std::size_t at = 0; at < cased.size(); ++at) {
    const bool is_point =
        cased[at] == '.' && at + 1 < cased.size() && base::is_digit(cased[at - 1]) && base::is_digit(cased[at + 1]);
    if (cased[at] != '.' || is_point) word.push_back(cased[at]);
  }
  return word;
}

TermForms finished(TermForms forms) {
  for (auto* form : {&forms.exact, &forms.stem, &forms.accented}) bound(*form);
  forms.exact_hash = base::hash64(forms.exact);
  forms.stem_hash = base::hash64(forms.stem);
  return forms;
}

bool is_turkic(std::string_view language) { return language == "tr" || language == "az"; }

/// In Turkish, an apostrophe parts a name from its endings: Ankara'da, AB'nin.
std::string_view without_endings_of_a_name(std::string_view cased) { return cased.substr(0, cased.find('\'')); }

}  // namespace

TermFormer::TermFormer(std::string language) : language_(std::move(language)), stemmer_(language_) {}

const TermForms& TermFormer::forms(std::string_view written, TokenKind kind) {
  Cache& cache = kind == TokenKind::kBlend ? blends_ : words_;
  if (const auto found = cache.find(written); found != cache.end()) return found->second;
  if (cache.size() >= kMaxCachedForms) cache.clear();
  return cache.emplace(std::string(written), make(written, kind)).first->second;
}

TermForms TermFormer::make(std::string_view as_it_stands, TokenKind kind) {
  TermForms forms;
  const std::string written = percent_decoded(as_it_stands);
  if (is_picture(written)) {
    auto picture = picture_forms(written);
    forms.exact = std::move(picture.exact);
    forms.stem = std::move(picture.neutral);
    forms.is_stemmed = true;
    return finished(std::move(forms));
  }
  const bool turkic = is_turkic(language_);
  const std::string plain = with_plain_signs(kind == TokenKind::kWord ? without_group_signs(written) : written);
  const std::string joined = turkic ? fold_turkic_case(plain) : fold_case(plain);
  const std::string cased = without_joints(joined, kind);
  forms.exact = fold_accents(cased);
  if (forms.exact.empty()) forms.exact = cased.empty() ? written : cased;  // only marks: keep them
  if (kind == TokenKind::kWord || kind == TokenKind::kBlend || kind == TokenKind::kPart) {
    const auto named = turkic ? without_joints(std::string(without_endings_of_a_name(joined)), kind) : cased;
    const auto word = word_of(named);
    forms.is_stemmed = !word.empty();
    if (forms.is_stemmed) forms.stem = fold_accents(stemmer_.stem(word));
  }
  if (forms.stem.empty()) forms.stem = forms.exact;
  forms.stem = with_simplified_han(forms.stem);
  if (cased != forms.exact) forms.accented = cased;
  return finished(std::move(forms));
}

}  // namespace kbsearch::analysis
