#include "match/explainer.hpp"

#include <algorithm>
#include <cstdio>

#include "rank/bm25.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

std::string format(const char* pattern, auto... values) {
  char buffer[200];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

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
                     : term.is_part        ? "part of a name '"
                     : word.is_feedback    ? "word of the best answers '"
                                           : "word '";
  return kind + word.written + (word.meant_by ? "' for '" + plan.words[*word.meant_by].written : "") + "'";
}

double sum_of(const std::vector<Explanation>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

Explanation explain_term(const Plan& plan, const ScoredTerm& term, std::uint32_t wdf, const std::string& where) {
  std::string detail =
      format("weight %.4f (in %llu records) x ((k1 %g + 1) x saturation %.4f of frequency %.2f + presence %.4g)",
             term.weight, static_cast<unsigned long long>(term.doc_freq), plan.k1, rank::saturation(wdf, plan.k1),
             wdf / store::kWdfScale, plan.presence);
  if (!where.empty()) detail += "; in " + where;
  return {label_of(plan, term), rank::term_score(term.weight, wdf, plan.k1, plan.presence), detail, {}};
}

}  // namespace

Explainer::Explainer(const Xapian::Database& database, const SetEvaluator& sets, const Schema& schema,
                     const std::vector<rank::BoundSignal>& signals, const Plan& plan, double order_from)
    : database_(database),
      sets_(sets),
      schema_(schema),
      plan_(plan),
      order_from_(order_from),
      frequencies_(database, schema, plan),
      second_stage_(plan),
      signals_(signals),
      saying_of_(plan.words.size(), kNone) {
  for (std::size_t i = 0; i < plan.sayings.size(); ++i) {
    for (const auto word : plan.sayings[i].words) saying_of_[word] = i;
  }
}

/// "title 1, content 3": where each word of the plan stands, by its index; empty for words that do not.
std::vector<std::string> Explainer::occurrences(std::string_view stream_bytes) {
  const store::TokenStream stream(stream_bytes);
  auto stems = stems_.find(stream.language());
  if (stems == stems_.end()) {
    stems = stems_.emplace(std::string(stream.language()), plan_.stems_in(stream.language())).first;
  }
  const auto fields = schema_.fields().size();
  counts_.assign(plan_.words.size() * fields, 0);
  stream.find(stems->second, [&](const store::StreamToken& token) {
    if (token.field < fields) ++counts_[token.word * fields + token.field];
  });
  std::vector<std::string> texts(plan_.words.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (plan_.words[i].doc_freq == 0) continue;
    for (std::size_t field = 0; field < fields; ++field) {
      const auto& spec = schema_.fields()[field];
      if (spec.kind != FieldKind::kText && store::weight_of_words(spec) == 0.0) continue;
      std::string part;
      if (const auto count = counts_[i * fields + field]; count > 0) {
        part = spec.name + ' ' + std::to_string(count);
      } else if (store::has_field_terms(spec)) {
        for (const auto& form : plan_.words[i].forms) {
          const std::string language = form.language == schema_.default_language() ? "" : form.language;
          if (frequencies_.has(store::field_stem_term(field, language, form.stem))) part = spec.name;
        }
      }
      if (!part.empty()) texts[i] += (texts[i].empty() ? "" : ", ") + part;
    }
  }
  return texts;
}

Explanation Explainer::explain_second_stage(std::string_view stream) {
  Explanation closer{"closer look", 0.0, "", {}};
  second_stage_.at_most(stream);
  const auto& found = second_stage_.exactly(frequencies_);
  const auto& asked = plan_.second_stage;
  for (const auto& pair : found.pairs) {
    const auto& [first, second, weight] = plan_.pairs[pair.pair];
    closer.parts.push_back({"'" + plan_.words[first].written + ' ' + plan_.words[second].written + "' together",
                            pair.value,
                            format("%u times: %.4f x %u / %u", pair.times, weight, pair.times, pair.times + 1),
                            {}});
  }
  if (found.proximity > 0.0) {
    closer.parts.push_back({"proximity",
                            found.proximity,
                            format("%.0f%% of the query within %u words: %.4f x %.4f squared",
                                   100.0 * found.nearby_share, kWindow, asked.proximity, found.nearby_share),
                            {}});
  }
  if (found.second_field > 0.0) {
    std::string words;
    for (const auto word : found.in_fields) words += (words.empty() ? "'" : ", '") + plan_.words[word].written + "'";
    closer.parts.push_back({"second field",
                            found.second_field,
                            words + format(" in two fields or more, %g of the weight", asked.second_field),
                            {}});
  }
  if (found.name > 0.0) {
    closer.parts.push_back(
        {schema_.fields()[found.name_field].name,
         found.name,
         format("%u of its %u words are asked for, of %.4f; it has %.0f%% of the query: both, squared, of %.4f",
                found.name_words_asked, found.name_words, asked.title, 100.0 * found.query_share, asked.title_likeness),
         {}});
  }
  closer.value = sum_of(closer.parts);
  return closer;
}

/// What being called just what is asked gives, or nothing.
std::optional<Explanation> Explainer::explain_name() const {
  const auto has_one = [&](const std::vector<std::string>& terms) {
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) { return frequencies_.has(term); });
  };
  std::optional<Explanation> best;
  for (const auto& name : plan_.names) {
    const bool is_whole = has_one(name.whole_terms);
    const double value = (has_one(name.telling_terms) ? name.telling : 0.0) + (is_whole ? name.whole : 0.0);
    if (value <= 0.0 || (best && value <= best->value)) continue;
    best = {"name", value, "it is called '" + name.written + (is_whole ? "'" : "', but for function words"), {}};
  }
  return best;
}

/// What another way to say some words gives in the document, or nothing.
std::optional<Explanation> Explainer::explain_way(const OtherWay& way, const std::string& label, DocumentId document) {
  Explanation part{label, 0.0, "", {}};
  bool is_met = false;
  if (way.terms.empty()) {
    is_met = sets_.of_way(way)->contains(document);
    part.value = rank::term_score(way.weight, store::kWdfScale, plan_.k1, plan_.presence);
    part.detail = format("weight %.4f, as one occurrence", way.weight);
  }
  for (const auto& term : way.terms) {
    if (!frequencies_.has(term.term)) continue;
    const auto wdf = frequencies_.wdf(term.term);
    const double value = rank::term_score(way.weight, wdf, plan_.k1, plan_.presence);
    // The best of its forms, as the match takes it.
    if (is_met && value <= part.value) continue;
    is_met = true;
    part.value = value;
    part.detail = format("weight %.4f, frequency %.2f", way.weight, wdf / store::kWdfScale);
  }
  if (!is_met) return std::nullopt;
  part.detail = way.reason + "; " + part.detail;
  return part;
}

/// Of several ways to say one thing the best counts, the first of equals. The others are told.
void Explainer::add_best(std::vector<std::vector<Explanation>> ways, std::vector<Explanation>& parts) {
  const auto best =
      std::max_element(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return sum_of(a) < sum_of(b); });
  for (auto way = ways.begin(); way != ways.end(); ++way) {
    for (auto& part : *way) {
      if (way != best) {
        part.detail += format(" would give %.4f; what counts more counts alone", part.value);
        part.value = 0.0;
      }
      parts.push_back(std::move(part));
    }
  }
}

/// The words of a saying count by their own terms or by the best other way, whichever is more.
void Explainer::add_saying(const Saying& saying, DocumentId document, std::vector<Explanation> own,
                           std::vector<Explanation>& parts) {
  std::string asked;
  for (const auto word : saying.words) asked += (asked.empty() ? "" : " ") + plan_.words[word].written;
  std::vector<std::vector<Explanation>> ways;
  for (const auto& way : saying.ways) {
    auto part = explain_way(way, "'" + way.written + "' for '" + asked + "'", document);
    if (part) ways.push_back({std::move(*part)});
  }
  std::stable_sort(ways.begin(), ways.end(),
                   [](const auto& a, const auto& b) { return a.front().value > b.front().value; });
  ways.insert(ways.begin(), std::move(own));
  add_best(std::move(ways), parts);
}

Explanation Explainer::explain_text(DocumentId document, std::string_view stream) {
  const auto where = occurrences(stream);
  Explanation text{"text", 0.0, "", {}};
  std::vector<std::vector<Explanation>> own(plan_.sayings.size());
  std::map<std::size_t, std::map<std::size_t, std::vector<Explanation>>> meant;  // by the unknown word
  for (const auto& term : plan_.scored) {
    if (!frequencies_.has(term.term)) continue;
    auto part = explain_term(plan_, term, frequencies_.wdf(term.term), where[term.word]);
    const auto saying = saying_of_[term.word];
    if (const auto unknown = plan_.words[term.word].meant_by) {
      meant[*unknown][term.word].push_back(std::move(part));
    } else {
      (saying == kNone ? text.parts : own[saying]).push_back(std::move(part));
    }
  }
  for (auto& [unknown, words] : meant) {
    std::vector<std::vector<Explanation>> ways;
    for (auto& [word, parts] : words) ways.push_back(std::move(parts));
    add_best(std::move(ways), text.parts);
  }
  for (std::size_t i = 0; i < plan_.sayings.size(); ++i) {
    add_saying(plan_.sayings[i], document, std::move(own[i]), text.parts);
  }
  text.value = sum_of(text.parts);
  return text;
}

Explanation Explainer::explain(DocumentId document) {
  frequencies_.read(document);
  const auto stored = database_.get_document(document);
  const auto stream = stored.get_value(store::kSlotTokenStream);
  Explanation score{"score", 0.0, "", {explain_text(document, stream)}};
  if (auto name = explain_name()) score.parts.push_back(std::move(*name));
  for (const auto& signal : signals_) {
    if (plan_.static_scale == 0.0) break;
    auto part = explain_signal(stored, signal, plan_.static_scale);
    // What a record lacks and would not lose by is not told.
    if (part.value > 0.0 || !stored.get_value(signal.slot).empty()) score.parts.push_back(std::move(part));
  }
  score.value = sum_of(score.parts);
  // The matcher's own sum may differ from this one in the last places.
  if (score.value >= order_from_ * (1.0 - 1e-12)) {
    auto closer = explain_second_stage(stream);
    if (!closer.parts.empty()) score.parts.insert(score.parts.begin() + 1, std::move(closer));
    score.value = sum_of(score.parts);
  }
  return score;
}

}  // namespace kbsearch::match
