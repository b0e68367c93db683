#include "match/furniture_terms.hpp"

#include <algorithm>

#include "analysis/prose.hpp"
#include "analysis/term_forms.hpp"
#include "analysis/tokenizer.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// Shorter texts are an editor's line, a title, a list of facts.
constexpr std::size_t kShortText = 120;
// A sentence of a banner reads as prose by itself: parts are longer.
constexpr std::size_t kPartBytes = 200;
constexpr std::size_t kMostPartBytes = 400;
constexpr std::size_t kMostBytes = std::size_t{1} << 16;
// It parts prose from furniture best.
constexpr double kProse = 0.55;

/// The end of the part of a text that begins at `begin`: the beginning of a sentence or a space, where one is near.
std::size_t end_of_part(std::string_view text, std::size_t begin, const std::vector<std::uint32_t>& sentences) {
  const auto last = std::min(begin + kMostPartBytes, text.size());
  const auto sentence = std::lower_bound(sentences.begin(), sentences.end(), begin + kPartBytes);
  if (sentence != sentences.end() && *sentence < last) return *sentence;
  if (last == text.size()) return last;
  const auto space = text.rfind(' ', last);
  return space != text.npos && space > begin + kPartBytes ? space : last;
}

class Sorter {
 public:
  Sorter(const store::StoredDocument& document, const Schema& schema)
      : former_(std::string(document.language())),
        language_(document.language() == schema.default_language() ? "" : document.language()) {}

  void add(std::string_view text, const std::vector<std::uint32_t>& sentences, bool may_be_furniture) {
    std::size_t end = 0;
    bool is_prose = true;
    std::vector<analysis::TokenSpan> spans;
    analysis::tokenize(text, 0, spans);
    for (const auto& span : spans) {
      while (may_be_furniture && span.begin >= end) {
        const auto begin = end;
        end = end_of_part(text, begin, sentences);
        is_prose = analysis::prose_share(text.substr(begin, end - begin)) >= kProse;
      }
      const auto& forms = former_.forms(text.substr(span.begin, span.end - span.begin), span.kind);
      auto term = store::stem_term(forms.is_stemmed ? language_ : std::string(), forms.stem);
      (is_prose ? prose_ : furniture_).insert(std::move(term));
    }
  }

  std::set<std::string> furniture() {
    std::erase_if(furniture_, [&](const std::string& term) { return prose_.contains(term); });
    return std::move(furniture_);
  }

 private:
  analysis::TermFormer former_;
  std::string language_;
  std::set<std::string> prose_;
  std::set<std::string> furniture_;
};

}  // namespace

std::set<std::string> furniture_terms(const store::StoredDocument& document, const Schema& schema) {
  Sorter sorter(document, schema);
  for (std::size_t field = 0; field < schema.fields().size(); ++field) {
    if (schema.fields()[field].kind != FieldKind::kText) continue;
    std::size_t left = kMostBytes;
    for (const auto& stored : document.texts(field)) {
      const auto text = stored.text().substr(0, left);
      left -= text.size();
      std::vector<std::uint32_t> sentences;
      stored.read_sentence_starts(sentences);
      sorter.add(text, sentences, schema.fields()[field].snippet && text.size() >= kShortText);
    }
  }
  return sorter.furniture();
}

}  // namespace kbsearch::match
