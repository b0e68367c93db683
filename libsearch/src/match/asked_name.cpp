#include "match/asked_name.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/function_words.hpp"
#include "analysis/name_key.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// In title weights.
constexpr double kTelling = 5.0;
constexpr double kWhole = 4.0;
constexpr double kOtherNameShare = 0.8;
constexpr double kTextShare = 0.2;
constexpr double kTextScale = 300.0;
// A longer query is a text.
constexpr std::size_t kMostWordsOfAName = 40;

struct Spoken {
  std::string exact;
  std::string written;  ///< With its accents.
  const std::vector<WordForm>* forms;
};

void add_term(std::vector<std::string>& terms, std::string term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
}

AskedName name_of(const std::vector<Spoken>& words, const std::vector<std::string>& languages, double share) {
  AskedName name;
  for (const auto& word : words) name.written += (name.written.empty() ? "" : " ") + word.exact;
  for (const auto& language : languages) {
    // Where accents make a stem another, a word has several: the first ones of all words make a name, and so on.
    std::size_t variants = 1;
    for (const auto& word : words) variants = std::max(variants, forms_in(*word.forms, language).size());
    for (std::size_t variant = 0; variant < variants; ++variant) {
      std::vector<analysis::NameWord> name_words;
      for (const auto& word : words) {
        const auto forms = forms_in(*word.forms, language);
        name_words.push_back({word.written, forms[std::min(variant, forms.size() - 1)].stem,
                              analysis::is_function_word(language, word.exact)});
      }
      const auto keys = analysis::name_keys(name_words);
      add_term(name.whole_terms, store::name_term(store::NameMatch::kWhole, keys.whole));
      add_term(name.telling_terms, store::name_term(store::NameMatch::kTelling, keys.telling));
    }
  }
  name.telling = kTelling * share;
  name.whole = kWhole * share;
  return name;
}

/// The words of another way, if it says each of them.
std::vector<Spoken> spoken_in(const OtherWay& way) {
  std::vector<Spoken> words;
  std::size_t begin = 0;
  for (const auto& word : way.words) {
    const auto end = std::min(way.written.find(' ', begin), way.written.size());
    const auto exact = way.written.substr(std::min(begin, end), end - std::min(begin, end));
    words.push_back({exact, exact, &word.forms});
    begin = end + 1;
  }
  return begin == way.written.size() + 1 ? words : std::vector<Spoken>();
}

}  // namespace

std::vector<AskedName> asked_names(const std::vector<AskedRun>& runs, const Plan& plan,
                                   const std::vector<std::string>& languages, double title_weight) {
  std::vector<AskedName> names;
  std::vector<Spoken> words;
  for (const auto& run : runs) {
    for (const auto& token : run) words.push_back({token.exact, token.written, &plan.words[token.word].forms});
  }
  if (words.empty() || words.size() > kMostWordsOfAName || title_weight <= 0.0) return names;
  names.push_back(name_of(words, languages, title_weight));
  for (const auto& saying : plan.sayings) {
    if (saying.words.size() != words.size()) continue;
    for (const auto& way : saying.ways) {
      if (way.needs != OtherWay::Words::kInOrder) continue;
      const auto others = spoken_in(way);
      if (!others.empty()) names.push_back(name_of(others, languages, kOtherNameShare * title_weight));
    }
  }
  return names;
}

double share_of_name_gain(double length) {
  const double words = std::max(length, 0.0);
  return 1.0 - kTextShare + kTextShare * words / (words + kTextScale);
}

std::vector<SayingGain> name_gains(const snapshot::Postings& postings, const std::vector<AskedName>& names) {
  std::map<DocumentId, double> best;
  for (const auto& name : names) {
    std::map<DocumentId, double> gains;
    // A document may have several of the terms, by several of its names: it gains once.
    const auto add = [&](const std::vector<std::string>& terms, double gain) {
      std::set<DocumentId> documents;
      for (const auto& term : terms) {
        postings.for_each(term, [&](DocumentId document, std::uint32_t) { documents.insert(document); });
      }
      for (const auto document : documents) gains[document] += gain;
    };
    add(name.telling_terms, name.telling);
    add(name.whole_terms, name.whole);
    for (const auto& [document, gain] : gains) best[document] = std::max(best[document], gain);
  }
  std::vector<SayingGain> gains;
  for (const auto& [document, gain] : best) {
    gains.push_back({document, gain * share_of_name_gain(postings.length(document))});
  }
  return gains;
}

}  // namespace kbsearch::match
