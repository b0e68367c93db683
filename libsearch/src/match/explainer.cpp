#include "match/explainer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <tuple>

#include "analysis/acronym.hpp"
#include "base/hash.hpp"
#include "match/asked_name.hpp"
#include "rank/bm25.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

std::string format(const char* pattern, auto... values) {
  char buffer[200];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

constexpr std::size_t kNoPart = static_cast<std::size_t>(-1);

Explanation explain_signal(const Xapian::Document& document, const rank::BoundSignal& bound, double scale) {
  const auto bytes = document.get_value(bound.slot);
  std::optional<double> value;
  if (!bytes.empty()) value = Xapian::sortable_unserialise(bytes);
  const double shape = bound.shape(value);
  const std::string input = value ? format("%.10g", *value) : std::string("not given, which");
  const auto& signal = bound.signal;
  return {signal.field,
          scale * signal.weight * shape,
          input + format(" counts %.4f x weight %g x %.4f, the most that the heaviest words could give", shape,
                         signal.weight, scale),
          {}};
}

double sum_of(const std::vector<Explanation>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

/// What a term with this weight gives, as it is computed (rank::term_score).
std::string formula(double weight, double wdf, const Plan& plan) {
  const double frequency = wdf / store::kWdfScale;
  return format("weight %.4f x (%.4g x %.6g / (%.6g + %.4g) + presence %.4g)", weight, plan.k1 + 1.0, frequency,
                frequency, plan.k1, plan.presence);
}

/// Adds "3 x title 1" to a sum.
void add_field(std::string& sum, const std::string& name, double weight, std::uint32_t times) {
  if (!sum.empty()) sum += " + ";
  if (weight != 1.0) sum += format("%.4g x ", weight);
  sum += name + ' ' + std::to_string(times);
}

}  // namespace

Explainer::Explainer(const Xapian::Database& database, const SetEvaluator& sets, const store::IndexMetadata& metadata,
                     const std::vector<rank::BoundSignal>& signals, const Plan& plan, double order_from)
    : database_(database),
      sets_(sets),
      schema_(metadata.schema),
      avg_length_(metadata.avg_length),
      plan_(plan),
      order_from_(order_from),
      frequencies_(database, metadata.schema, plan),
      second_stage_(plan),
      signals_(signals),
      saying_of_(plan.words.size(), kNoPart),
      whole_words_(plan.words.size()) {
  for (std::size_t i = 0; i < plan.sayings.size(); ++i) {
    for (const auto word : plan.sayings[i].words) saying_of_[word] = i;
  }
}

void Explainer::count_occurrences(std::string_view stream_bytes) {
  const store::TokenStream stream(stream_bytes);
  auto stems = stems_.find(stream.language());
  if (stems == stems_.end()) {
    stems = stems_.emplace(std::string(stream.language()), plan_.stems_in(stream.language())).first;
  }
  const auto fields = schema_.fields().size();
  counts_.assign(plan_.words.size() * fields, {});
  stream.find(stems->second, [&](const store::StreamToken& token) {
    if (token.field >= fields) return;
    auto& count = counts_[token.word * fields + token.field];
    ++(token.is_over ? count.over : count.words);
  });
}

/// Stems that nobody typed are told as the words that they stand for in the record, and counted.
void Explainer::find_whole_words(const Xapian::Document& document, std::string_view stream) {
  store::StemSet stems;
  bool names_all = true;
  for (std::size_t i = 0; i < plan_.words.size(); ++i) {
    const auto& word = plan_.words[i];
    if (!word.is_stem || !frequencies_.has(word.forms.front().term)) continue;
    const bool names_language = word.written.size() > 3 && word.written[2] == ':';
    stems.add(base::hash64(std::string_view(word.written).substr(names_language ? 3 : 0)), i);
    names_all = names_all && !whole_words_[i].empty();
  }
  if (stems.empty()) return;
  const auto bytes = names_all ? std::string() : document.get_data();
  const auto fields = schema_.fields().size();
  store::TokenStream(stream).find(stems, [&](const store::StreamToken& token) {
    if (token.field >= fields) return;
    if (plan_.words[token.word].is_feedback) {
      auto& count = counts_[token.word * fields + token.field];
      ++(token.is_over ? count.over : count.words);
    }
    auto& whole = whole_words_[token.word];
    if (!whole.empty() || token.is_over) return;
    const auto texts = store::StoredDocument(bytes).texts(token.field);
    if (token.ordinal >= texts.size()) return;
    std::vector<store::StoredToken> tokens;
    texts[token.ordinal].read_tokens(std::array{token.index}, tokens);
    if (tokens.empty()) return;
    whole = texts[token.ordinal].text().substr(tokens.front().begin, tokens.front().end - tokens.front().begin);
  });
}

/// Whether the initials of the title are the word: they are indexed beside it.
bool Explainer::is_of_initials(std::size_t word, const Xapian::Document& document) const {
  const auto title = schema_.find("title");
  if (title == Schema::kNoField) return false;
  const auto bytes = document.get_data();
  const auto initials = analysis::acronym_of(store::StoredDocument(bytes).first_text(title));
  const auto& forms = plan_.words[word].forms;
  return !initials.empty() && std::any_of(forms.begin(), forms.end(), [&](const WordForm& form) {
    return form.term == store::stem_term("", initials);
  });
}

const std::string& Explainer::shown(std::size_t word) const {
  return whole_words_[word].empty() ? plan_.words[word].written : whole_words_[word];
}

std::string Explainer::label_of(const ScoredTerm& term) const {
  const auto& word = plan_.words[term.word];
  const char* kind = term.is_accent        ? "accents of '"
                     : word.is_citing_page ? "cited by '"
                     : term.is_part        ? "part of a name '"
                     : word.is_feedback    ? "word of the best answers '"
                                           : "word '";
  return kind + shown(term.word) + (word.meant_by ? "' for '" + shown(*word.meant_by) : "") + "'";
}

/// "(3 x title 1 + content 12) / length norm 3.1": where a frequency comes from. Only if that is all of it.
std::string Explainer::frequency_of(const ScoredTerm& term, std::uint32_t wdf, const Norm& norm,
                                    const Xapian::Document& document) const {
  const auto& word = plan_.words[term.word];
  if (word.is_citing_page) return {};
  const auto fields = schema_.fields().size();
  const auto in_all = [&](bool words, bool over) {
    std::pair<std::string, double> found;
    for (std::size_t field = 0; field < fields; ++field) {
      const auto& spec = schema_.fields()[field];
      const auto& count = counts_[term.word * fields + field];
      const auto times = (words ? count.words : 0) + (over ? count.over : 0);
      const double weight = store::weight_of_words(spec);
      if (times == 0 || weight == 0.0) continue;
      add_field(found.first, spec.name, weight, times);
      found.second += weight * times;
    }
    return found;
  };
  const auto is_all = [&](double sum) {
    return std::abs(sum / norm.value * store::kWdfScale - wdf) <= 0.501 || (wdf == 1 && sum > 0.0);
  };
  const auto told = [&](const std::string& sum) { return '(' + sum + format(") / length norm %.4g", norm.value); };
  auto [sum, value] = in_all(!term.is_part, term.is_part);
  if (!is_all(value) && !term.is_part) std::tie(sum, value) = in_all(true, true);
  if (is_all(value)) return told(sum);
  // What is left stands where no places are kept.
  const double left = wdf / store::kWdfScale * norm.value - value;
  for (std::size_t field = 0; field < fields && left > 0.0; ++field) {
    const auto& spec = schema_.fields()[field];
    if (spec.kind != FieldKind::kText || spec.positions || spec.weight == 0.0) continue;
    const bool has_it = std::any_of(word.forms.begin(), word.forms.end(), [&](const WordForm& form) {
      const std::string language = form.language == schema_.default_language() ? "" : form.language;
      return frequencies_.has(store::field_stem_term(field, language, form.stem));
    });
    const auto times = static_cast<std::uint32_t>(std::max(std::lround(left / spec.weight), 1L));
    if (!has_it || !is_all(value + spec.weight * times)) continue;
    add_field(sum, spec.name, spec.weight, times);
    return told(sum);
  }
  if (is_of_initials(term.word, document)) {
    const double weight = schema_.fields()[schema_.find("title")].weight;
    if (is_all(value + weight)) {
      add_field(sum, "initials of the title", weight, 1);
      return told(sum);
    }
  }
  return sum.empty() ? sum : told(sum + " + other forms");
}

Explanation Explainer::explain_term(const ScoredTerm& term, std::uint32_t wdf, const Norm& norm,
                                    const Xapian::Document& document) const {
  std::string detail = formula(term.weight, wdf, plan_) + "; in " + std::to_string(term.doc_freq) +
                       (term.doc_freq == 1 ? " record" : " records");
  if (const auto frequency = frequency_of(term, wdf, norm, document); !frequency.empty()) {
    detail += format("; %.6g = ", wdf / store::kWdfScale) + frequency;
  }
  return {label_of(term), rank::term_score(term.weight, wdf, plan_.k1, plan_.presence), detail, {}};
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
std::optional<Explanation> Explainer::explain_name(const Xapian::Document& document) const {
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
  if (!best) return best;
  const double length = Xapian::sortable_unserialise(document.get_value(store::kSlotLength));
  const double share = share_of_name_gain(length);
  best->detail += format(": %.4f x %.4f, for its %.0f weighted words", best->value, share, length);
  best->value *= share;
  return best;
}

/// What another way to say some words gives in the document, or nothing.
std::optional<Explanation> Explainer::explain_way(const OtherWay& way, const std::string& label, DocumentId document) {
  Explanation part{label, 0.0, "", {}};
  bool is_met = false;
  if (way.terms.empty()) {
    is_met = sets_.of_way(way)->contains(document);
    part.value = rank::term_score(way.weight, store::kWdfScale, plan_.k1, plan_.presence);
    part.detail = formula(way.weight, store::kWdfScale, plan_) + ", as one occurrence";
  }
  for (const auto& term : way.terms) {
    if (!frequencies_.has(term.term)) continue;
    const auto wdf = frequencies_.wdf(term.term);
    const double value = rank::term_score(way.weight, wdf, plan_.k1, plan_.presence);
    // The best of its forms, as the match takes it.
    if (is_met && value <= part.value) continue;
    is_met = true;
    part.value = value;
    part.detail = formula(way.weight, wdf, plan_);
  }
  if (!is_met) return std::nullopt;
  part.detail = to_string(way.reason) + ": " + part.detail;
  return part;
}

/// Of several ways to say one thing the best counts, the first of equals, and names the others.
void Explainer::add_best(std::vector<std::vector<Explanation>> ways, std::vector<Explanation>& parts) {
  std::erase_if(ways, [](const auto& way) { return way.empty(); });
  if (ways.empty()) return;
  const auto best =
      std::max_element(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return sum_of(a) < sum_of(b); });
  std::vector<Explanation> others;
  for (auto way = ways.begin(); way != ways.end(); ++way) {
    if (way == best) continue;
    if (way->size() == 1) {
      others.push_back(std::move(way->front()));
    } else {
      others.push_back({way->front().label + " and what belongs to it", sum_of(*way), "", std::move(*way)});
    }
  }
  std::stable_sort(others.begin(), others.end(), [](const auto& a, const auto& b) { return a.value > b.value; });
  best->front().instead_of = std::move(others);
  parts.insert(parts.end(), std::make_move_iterator(best->begin()), std::make_move_iterator(best->end()));
}

/// The words of a saying count by their own terms or by the best other way, whichever is more.
void Explainer::add_saying(const Saying& saying, DocumentId document, std::vector<Explanation> own,
                           std::vector<Explanation>& parts) {
  std::string asked;
  for (const auto word : saying.words) asked += (asked.empty() ? "" : " ") + plan_.words[word].written;
  std::vector<std::vector<Explanation>> ways{std::move(own)};
  for (const auto& way : saying.ways) {
    auto part = explain_way(way, "'" + way.written + "' for '" + asked + "'", document);
    if (part) ways.push_back({std::move(*part)});
  }
  std::stable_sort(ways.begin() + 1, ways.end(),
                   [](const auto& a, const auto& b) { return a.front().value > b.front().value; });
  add_best(std::move(ways), parts);
}

Explanation Explainer::explain_text(const Xapian::Document& document, std::string_view stream) {
  count_occurrences(stream);
  find_whole_words(document, stream);
  const double b = schema_.length_norm();
  Norm norm;
  norm.length = Xapian::sortable_unserialise(document.get_value(store::kSlotLength));
  norm.value = 1.0 - b + b * norm.length / avg_length_;
  Explanation text{"text",
                   0.0,
                   format("length norm %.4g = %.4g + %.4g x %.6g / %.6g: the weighted words of the record, of the mean",
                          norm.value, 1.0 - b, b, norm.length, avg_length_),
                   {}};
  std::vector<std::vector<Explanation>> own(plan_.sayings.size());
  std::map<std::size_t, std::map<std::size_t, std::vector<Explanation>>> meant;  // by the unknown word
  for (const auto& term : plan_.scored) {
    if (!frequencies_.has(term.term)) continue;
    auto part = explain_term(term, frequencies_.wdf(term.term), norm, document);
    const auto saying = saying_of_[term.word];
    if (const auto unknown = plan_.words[term.word].meant_by) {
      meant[*unknown][term.word].push_back(std::move(part));
    } else {
      (saying == kNoPart ? text.parts : own[saying]).push_back(std::move(part));
    }
  }
  for (auto& [unknown, words] : meant) {
    std::vector<std::vector<Explanation>> ways;
    for (auto& [word, parts] : words) ways.push_back(std::move(parts));
    add_best(std::move(ways), text.parts);
  }
  for (std::size_t i = 0; i < plan_.sayings.size(); ++i) {
    add_saying(plan_.sayings[i], document.get_docid(), std::move(own[i]), text.parts);
  }
  text.value = sum_of(text.parts);
  return text;
}

Explanation Explainer::explain(DocumentId document) {
  frequencies_.read(document);
  const auto stored = database_.get_document(document);
  const auto stream = stored.get_value(store::kSlotTokenStream);
  Explanation score{"score", 0.0, "", {explain_text(stored, stream)}};
  if (auto name = explain_name(stored)) score.parts.push_back(std::move(*name));
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
