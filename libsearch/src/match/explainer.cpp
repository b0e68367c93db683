#include "match/explainer.hpp"

#include <algorithm>
#include <cstdio>

#include "match/word_order.hpp"
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
class TermFrequencies final : public TermLookup {
 public:
  TermFrequencies(const Xapian::Database& database, DocumentId document) : database_(database), document_(document) {}

  std::uint32_t wdf(const std::string& term) override {
    const auto at = find(term);
    return at ? at->get_wdf() : 0;
  }
  bool has(const std::string& term) const { return find(term).has_value(); }

 private:
  std::optional<Xapian::TermIterator> find(const std::string& term) const {
    auto at = database_.termlist_begin(document_);
    at.skip_to(term);
    if (at == database_.termlist_end(document_) || *at != term) return std::nullopt;
    return at;
  }
  const Xapian::Database& database_;
  DocumentId document_;
};

/// "title 1, content 3": where each word of the plan stands, by its index; empty for words that do not.
std::vector<std::string> occurrences(const TermFrequencies& frequency, const Schema& schema, const Plan& plan,
                                     std::string_view stream_bytes) {
  const store::TokenStream stream(stream_bytes);
  std::vector<std::vector<std::uint32_t>> counts(plan.words.size(),
                                                 std::vector<std::uint32_t>(schema.fields().size(), 0));
  stream.find(plan.stems_in(stream.language()), [&](const store::StreamToken& token) {
    if (token.field < schema.fields().size()) ++counts[token.word][token.field];
  });
  std::vector<std::string> texts(plan.words.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t field = 0; field < schema.fields().size(); ++field) {
      const auto& spec = schema.fields()[field];
      if (spec.kind != FieldKind::kText) continue;
      std::string part;
      if (counts[i][field] > 0) {
        part = spec.name + ' ' + std::to_string(counts[i][field]);
      } else if (store::has_field_terms(spec)) {
        for (const auto& form : plan.words[i].forms) {
          const std::string language = form.language == schema.default_language() ? "" : form.language;
          if (frequency.has(store::field_stem_term(field, language, form.stem))) part = spec.name;
        }
      }
      if (!part.empty()) texts[i] += (texts[i].empty() ? "" : ", ") + part;
    }
  }
  return texts;
}

Explanation explain_signal(const Xapian::Document& document, const rank::BoundSignal& bound, double scale) {
  const auto bytes = document.get_value(bound.slot);
  std::optional<double> value;
  if (!bytes.empty()) value = Xapian::sortable_unserialise(bytes);
  const double shape = bound.shape(value);
  const std::string input = value ? format("%.10g", *value) : std::string("not given");
  const auto& signal = bound.signal;
  return {signal.field,
          scale * signal.weight * shape,
          input + format(" -> %.4f, weight %g of %.4f", shape, signal.weight, scale),
          {}};
}

std::string label_of(const Plan& plan, const ScoredTerm& term) {
  const auto& word = plan.words[term.word];
  const char* kind = term.is_accent        ? "accents of '"
                     : word.is_citing_page ? "cited by '"
                     : word.is_feedback    ? "word of the best answers '"
                                           : "word '";
  return kind + word.written + (word.meant_by ? "' for '" + plan.words[*word.meant_by].written : "") + "'";
}

double sum_of(const std::vector<Explanation>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

Explanation explain_order(const Plan& plan, std::string_view stream, TermLookup& lookup) {
  Explanation order{"order", 0.0, "", {}};
  WordOrderScorer scorer(plan);
  const auto& found = scorer.read(stream, lookup);
  for (const auto& pair : found.pairs) {
    const auto& [first, second, weight] = plan.pairs[pair.pair];
    order.parts.push_back({"'" + plan.words[first].written + ' ' + plan.words[second].written + "' together",
                           pair.value,
                           format("%u times: %.4f x %u / %u", pair.times, weight, pair.times, pair.times + 1),
                           {}});
  }
  if (found.title_value > 0.0) {
    order.parts.push_back({"title",
                           found.title_value,
                           format("%u of its %u words are asked for, of %.4f", found.title_words_asked,
                                  found.title_words, plan.title_weight),
                           {}});
  }
  order.value = sum_of(order.parts);
  return order;
}

}  // namespace

namespace {

Explanation explain_term(const Plan& plan, const ScoredTerm& term, std::uint32_t wdf, const std::string& where) {
  std::string detail =
      format("weight %.4f (in %llu records) x ((k1 %g + 1) x saturation %.4f of frequency %.2f + presence %.4g)",
             term.weight, static_cast<unsigned long long>(term.doc_freq), plan.k1, rank::saturation(wdf, plan.k1),
             wdf / store::kWdfScale, plan.presence);
  if (!where.empty()) detail += "; in " + where;
  return {label_of(plan, term), rank::term_score(term.weight, wdf, plan.k1, plan.presence), detail, {}};
}

/// What another way to say some words gives in the document, or nothing.
std::optional<Explanation> explain_way(const Plan& plan, const OtherWay& way, const std::string& label,
                                       TermFrequencies& frequency, bool is_met) {
  Explanation part{label, 0.0, "", {}};
  for (auto term : way.terms) {
    if (!frequency.has(term.term)) continue;
    is_met = true;
    term.weight = way.weight;
    const auto wdf = frequency.wdf(term.term);
    part.value += rank::term_score(way.weight, wdf, plan.k1, plan.presence);
    part.detail = format("weight %.4f, frequency %.2f", way.weight, wdf / store::kWdfScale);
  }
  if (!is_met) return std::nullopt;
  if (way.terms.empty()) {
    part.value = rank::term_score(way.weight, store::kWdfScale, plan.k1, plan.presence);
    part.detail = format("weight %.4f, as one occurrence", way.weight);
  }
  part.detail = way.reason + "; " + part.detail;
  return part;
}

/// The words of a saying count by their own terms or by the best other way, whichever is more.
void add_saying(const Plan& plan, const Saying& saying, TermFrequencies& frequency, const SetEvaluator& sets,
                DocumentId document, std::vector<Explanation> own, std::vector<Explanation>& parts) {
  std::string asked;
  for (const auto word : saying.words) asked += (asked.empty() ? "" : " ") + plan.words[word].written;
  std::vector<Explanation> ways;
  for (const auto& way : saying.ways) {
    const bool is_met = way.terms.empty() && sets.of_way(way)->contains(document);
    auto part = explain_way(plan, way, "'" + way.written + "' for '" + asked + "'", frequency, is_met);
    if (part) ways.push_back(std::move(*part));
  }
  std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.value > b.value; });
  const bool counts_otherwise = !ways.empty() && ways.front().value > sum_of(own);
  const auto add_as_lesser = [&](Explanation part) {
    part.detail += format(" would give %.4f; what counts more counts alone", part.value);
    part.value = 0.0;
    parts.push_back(std::move(part));
  };
  for (auto& part : own) {
    if (counts_otherwise) {
      add_as_lesser(std::move(part));
    } else {
      parts.push_back(std::move(part));
    }
  }
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (counts_otherwise && i == 0) {
      parts.push_back(std::move(ways[i]));
    } else {
      add_as_lesser(std::move(ways[i]));
    }
  }
}

}  // namespace

Explanation explain(const Xapian::Database& database, const SetEvaluator& sets, const Schema& schema,
                    const RankingProfile& profile, const Plan& plan, double order_from, DocumentId document) {
  TermFrequencies frequency(database, document);
  const auto stored = database.get_document(document);
  const auto stream = stored.get_value(store::kSlotTokenStream);
  const auto where = occurrences(frequency, schema, plan, stream);
  Explanation text{"text", 0.0, "", {}};
  std::vector<std::vector<Explanation>> own(plan.sayings.size());
  for (const auto& term : plan.scored) {
    if (!frequency.has(term.term)) continue;
    const auto saying = std::find_if(plan.sayings.begin(), plan.sayings.end(), [&](const Saying& candidate) {
      return std::find(candidate.words.begin(), candidate.words.end(), term.word) != candidate.words.end();
    });
    auto& parts =
        saying == plan.sayings.end() ? text.parts : own[static_cast<std::size_t>(saying - plan.sayings.begin())];
    parts.push_back(explain_term(plan, term, frequency.wdf(term.term), where[term.word]));
  }
  for (std::size_t i = 0; i < plan.sayings.size(); ++i) {
    add_saying(plan, plan.sayings[i], frequency, sets, document, std::move(own[i]), text.parts);
  }
  text.value = sum_of(text.parts);
  Explanation score{"score", 0.0, "", {text}};
  for (const auto& signal : profile.signals) {
    if (signal.weight > 0.0 && plan.static_scale > 0.0 && !rank::is_passed_over(signal, schema)) {
      score.parts.push_back(
          explain_signal(stored, rank::BoundSignal(database, schema, profile, signal), plan.static_scale));
    }
  }
  score.value = sum_of(score.parts);
  // The matcher's own sum may differ from this one in the last places.
  if (score.value >= order_from * (1.0 - 1e-12)) {
    auto order = explain_order(plan, stream, frequency);
    if (!order.parts.empty()) score.parts.insert(score.parts.begin() + 1, std::move(order));
    score.value = sum_of(score.parts);
  }
  return score;
}

}  // namespace kbsearch::match
