#include "match/explainer.hpp"

#include <cstdio>

#include "rank/bm25.hpp"
#include "rank/static_scores.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

std::string format(const char* pattern, auto... values) {
  char buffer[200];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

/// Reads term frequencies of one document. Xapian's term lists only go forward, so each look-up starts anew.
class TermFrequencies {
 public:
  TermFrequencies(const Xapian::Database& database, DocumentId document) : database_(database), document_(document) {}

  std::uint32_t operator()(const std::string& term) const {
    auto at = database_.termlist_begin(document_);
    at.skip_to(term);
    return at != database_.termlist_end(document_) && *at == term ? at.get_wdf() : 0;
  }

 private:
  const Xapian::Database& database_;
  DocumentId document_;
};

/// "title 1, content 3": where a word stands, in its language's form.
std::string occurrences(const TermFrequencies& frequency, const Schema& schema, const PlannedWord& word) {
  std::string text;
  for (std::size_t field = 0; field < schema.fields().size(); ++field) {
    if (schema.fields()[field].kind != FieldKind::kText) continue;
    std::uint32_t count = 0;
    for (const auto& form : word.forms) {
      const std::string language = form.language == schema.default_language() ? "" : form.language;
      count += frequency(store::field_stem_term(field, language, form.stem));
    }
    if (count > 0) text += (text.empty() ? "" : ", ") + schema.fields()[field].name + " " + std::to_string(count);
  }
  return text;
}

Explanation explain_signal(const Xapian::Document& document, const Schema& schema, const Signal& signal, double scale) {
  const auto bytes = document.get_value(store::field_slot(schema.find(signal.field)));
  std::optional<double> value;
  if (!bytes.empty()) value = Xapian::sortable_unserialise(bytes);
  const double shape = rank::shape_value(signal, value);
  const std::string input = value ? format("%g", *value) : std::string("not given");
  return {signal.field,
          scale * signal.weight * shape,
          input + format(" -> %.4f, weight %g of %.4f", shape, signal.weight, scale),
          {}};
}

double sum_of(const std::vector<Explanation>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

}  // namespace

Explanation explain(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
                    const Plan& plan, DocumentId document) {
  const TermFrequencies frequency(database, document);
  Explanation text{"text", 0.0, "", {}};
  for (const auto& term : plan.scored) {
    const auto wdf = frequency(term.term);
    if (wdf == 0) continue;
    const auto& word = plan.words[term.word];
    const double share = rank::saturation(wdf, plan.k1);
    std::string detail =
        format("weight %.4f (in %llu records) x (k1 %g + 1) x saturation %.4f of frequency %.2f", term.weight,
               static_cast<unsigned long long>(term.doc_freq), plan.k1, share, wdf / store::kWdfScale);
    const auto where = occurrences(frequency, schema, word);
    if (!where.empty()) detail += "; in " + where;
    text.parts.push_back({(term.is_accent ? "accents of '" : "word '") + word.written + "'",
                          term.weight * (plan.k1 + 1.0) * share,
                          detail,
                          {}});
  }
  text.value = sum_of(text.parts);
  Explanation score{"score", 0.0, "", {text}};
  const auto stored = database.get_document(document);
  for (const auto& signal : profile.signals) {
    if (signal.weight > 0.0 && plan.static_scale > 0.0) {
      score.parts.push_back(explain_signal(stored, schema, signal, plan.static_scale));
    }
  }
  score.value = sum_of(score.parts);
  return score;
}

}  // namespace kbsearch::match
