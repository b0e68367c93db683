#include "present/highlighter.hpp"

#include <algorithm>

#include "analysis/tokenizer.hpp"
#include "base/utf8.hpp"
#include "store/terms.hpp"

namespace kbsearch::present {
namespace {

// What a wildcard's word is worth beside the heaviest word of the query.
constexpr double kWildcardShare = 0.5;
// Places of one word of a phrase that are looked at.
constexpr std::size_t kMostPlaces = 100'000;

/// Words of degree and of asking, which are found where they stand but are missed by nobody.
bool says_little(std::string_view word) {
  static constexpr std::string_view kWords[] = {"actually", "even",      "ever",   "exactly", "happen", "happened",
                                                "happens",  "happening", "just",   "many",    "much",   "quite",
                                                "really",   "truly",     "versus", "very",    "vs"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

}  // namespace

Highlighter::Highlighter(const match::Plan& plan, const Schema& schema, match::Planner& planner)
    : plan_(plan), schema_(schema), planner_(planner) {
  seek_words();
  seek_ways();
  for (const auto& sought : sought_) {
    for (const auto& form : sought.word->forms) {
      const auto first = static_cast<unsigned char>(form.stem.empty() ? '\0' : form.stem.front());
      if (first < first_letters_.size()) first_letters_.set(first);
    }
  }
}

bool Highlighter::may_be_sought(std::string_view written) const {
  const auto first = static_cast<unsigned char>(written.front());
  const bool is_capital = first >= 'A' && first <= 'Z';
  return first >= first_letters_.size() || first_letters_.test(is_capital ? first | 0x20u : first);
}

void Highlighter::seek_words() {
  double heaviest = 0.0;
  for (const auto& word : plan_.words) {
    unit_weights_.push_back(word.weight);
    words_.push_back({word.forms, std::nullopt});
    heaviest = std::max(heaviest, word.weight);
  }
  for (std::size_t i = 0; i < plan_.words.size(); ++i) {
    const auto& word = plan_.words[i];
    if (word.doc_freq == 0 || word.is_feedback || word.is_citing_page) continue;
    const std::size_t unit = word.meant_by.value_or(i);
    unit_weights_[unit] = std::max(unit_weights_[unit], word.weight);
    sought_.push_back({unit, &words_[i]});
  }
  for (const auto& wildcard : plan_.wildcards) {
    unit_weights_.push_back(kWildcardShare * (heaviest > 0.0 ? heaviest : 1.0));
    for (const auto& word : wildcard.words) sought_.push_back({unit_weights_.size() - 1, &word, wildcard.field});
  }
}

void Highlighter::seek_ways() {
  for (const auto& saying : plan_.sayings) {
    const std::size_t unit = saying.words.front();
    for (const auto& way : saying.ways) {
      unit_weights_[unit] = std::max(unit_weights_[unit], way.weight);
      const bool is_phrase = way.needs != match::OtherWay::Words::kAny && way.words.size() > 1;
      if (is_phrase) {
        const bool in_order = way.needs == match::OtherWay::Words::kInOrder;
        phrases_.push_back({static_cast<std::uint32_t>(way.words.size()), in_order, {}});
      }
      for (std::size_t i = 0; i < way.words.size(); ++i) {
        sought_.push_back({unit, &way.words[i]});
        sought_.back().way = documents_by_way_.size();
        if (!is_phrase) continue;
        sought_.back().phrase = phrases_.size() - 1;
        sought_.back().place = static_cast<std::uint32_t>(i);
      }
      documents_by_way_.push_back(0);
    }
  }
}

const store::StemSet& Highlighter::stems_in(const std::string& language) {
  const auto [found, is_new] = stems_.try_emplace(language);
  if (is_new) {
    for (std::size_t i = 0; i < sought_.size(); ++i) {
      for (const auto& form : match::forms_in(sought_[i].word->forms, language)) {
        found->second.add(form.stem_hash, i);
      }
    }
  }
  return found->second;
}

/// Whether a token is what is sought, but for the rest of its phrase.
bool Highlighter::may_count(const store::StreamToken& token) const {
  const auto& sought = sought_[token.word];
  if (sought.field != Schema::kNoField && sought.field != token.field) return false;
  return !sought.word->exact_hash || token.has_form(*sought.word->exact_hash);
}

void Highlighter::find_places(std::string_view bytes, const store::StemSet& stems) {
  if (phrases_.empty()) return;
  for (auto& phrase : phrases_) phrase.places.assign(phrase.words, {});
  store::TokenStream(bytes).find(stems, [&](const store::StreamToken& token) {
    const auto& sought = sought_[token.word];
    if (sought.phrase == kNone || !may_count(token)) return;
    auto& places = phrases_[sought.phrase].places[sought.place];
    if (places.size() < kMostPlaces) places.push_back({token.position, token.position + token.words});
  });
  for (auto& phrase : phrases_) {
    if (phrase.in_order) keep_in_order(phrase);
  }
}

/// Leaves the places from which all of the phrase is reached, word by word, both ways.
void Highlighter::keep_in_order(Phrase& phrase) {
  const auto keep = [](std::vector<Phrase::Place>& places, std::vector<std::uint32_t> wanted,
                       std::uint32_t Phrase::Place::*edge) {
    std::sort(wanted.begin(), wanted.end());
    std::erase_if(places, [&](const Phrase::Place& place) {
      return !std::binary_search(wanted.begin(), wanted.end(), place.*edge);
    });
  };
  const auto edges = [](const std::vector<Phrase::Place>& places, std::uint32_t Phrase::Place::*edge) {
    std::vector<std::uint32_t> positions;
    for (const auto& place : places) positions.push_back(place.*edge);
    return positions;
  };
  auto& places = phrase.places;
  for (std::size_t i = 1; i < places.size(); ++i) {
    keep(places[i], edges(places[i - 1], &Phrase::Place::end), &Phrase::Place::begin);
  }
  for (std::size_t i = places.size() - 1; i-- > 0;) {
    keep(places[i], edges(places[i + 1], &Phrase::Place::begin), &Phrase::Place::end);
  }
}

void Highlighter::collect(std::string_view bytes, const store::StemSet& stems) {
  candidates_.clear();
  tallies_.clear();
  find_places(bytes, stems);
  const auto fields = schema_.fields().size();
  const auto tally_of = [&](const store::StreamToken& token) -> Tally& {
    return tallies_[token.word * fields + token.field];
  };
  store::StreamToken last{};
  bool have_last = false;
  store::TokenStream(bytes).find(stems, [&](const store::StreamToken& token) {
    if (token.field >= fields || !may_count(token) || !stands_whole(token)) return;
    if (candidates_.size() < kMostMatches) {
      candidates_.push_back(token);
      return;
    }
    if (tallies_.empty()) {
      tallies_.resize(sought_.size() * fields);
      for (const auto& candidate : candidates_) ++tally_of(candidate).candidates;
    }
    auto& tally = tally_of(token);
    if (tally.candidates < kMostOfAWord && candidates_.size() < 2 * kMostMatches) {
      ++tally.candidates;
      candidates_.push_back(token);
    } else if (!have_last || token.index != last.index || token.ordinal != last.ordinal || token.field != last.field) {
      // A token that stands for two words is one match.
      ++tally.others;
      last = token;
      have_last = true;
    }
  });
}

/// Whether a token that is part of a phrase stands within the whole of it; of words in any order, whether all are
/// there.
bool Highlighter::stands_whole(const store::StreamToken& candidate) const {
  const auto& sought = sought_[candidate.word];
  if (sought.phrase == kNone) return true;
  const auto& phrase = phrases_[sought.phrase];
  if (!phrase.in_order) {
    return std::none_of(phrase.places.begin(), phrase.places.end(), [](const auto& places) { return places.empty(); });
  }
  const auto& places = phrase.places[sought.place];
  auto place = std::lower_bound(places.begin(), places.end(), candidate.position,
                                [](const Phrase::Place& a, std::uint32_t begin) { return a.begin < begin; });
  for (; place != places.end() && place->begin == candidate.position; ++place) {
    if (place->end == candidate.position + candidate.words) return true;
  }
  return false;
}

bool Highlighter::is_form(const Sought& sought, const analysis::TermForms& forms, std::string_view language) {
  if (const auto exact_hash = sought.word->exact_hash) {
    return forms.exact_hash == *exact_hash || analysis::hash_within_name(forms.exact_hash) == *exact_hash;
  }
  const auto own = match::forms_in(sought.word->forms, language);
  return std::any_of(own.begin(), own.end(), [&](const match::WordForm& form) { return form.stem == forms.stem; });
}

void Highlighter::read(const store::StoredDocument& document, std::string_view stream_bytes) {
  found_.clear();
  unshown_.clear();
  met_.assign(unit_weights_.size(), false);
  const std::string language(document.language());
  const auto& stems = stems_in(language);
  if (stems.empty()) return;
  collect(stream_bytes, stems);
  auto& former = planner_.former(language);
  verify(document, former);
  count_others();
  count_unstreamed(document, former);
  count_ways();
}

void Highlighter::verify(const store::StoredDocument& document, analysis::TermFormer& former) {
  verified_.assign(sought_.size(), false);
  std::size_t texts_of = kNone;
  std::vector<store::StoredText> texts;
  for (std::size_t first = 0; first < candidates_.size();) {
    const auto field = candidates_[first].field;
    const auto ordinal = candidates_[first].ordinal;
    if (field != texts_of) texts = document.texts(field);
    texts_of = field;
    std::size_t last = first;
    numbers_.clear();
    for (; last < candidates_.size() && candidates_[last].field == field && candidates_[last].ordinal == ordinal;
         ++last) {
      if (numbers_.empty() || numbers_.back() != candidates_[last].index) numbers_.push_back(candidates_[last].index);
    }
    tokens_.clear();
    if (ordinal < texts.size()) texts[ordinal].read_tokens(numbers_, tokens_);
    auto& matches = found_[{field, ordinal}];
    std::size_t at = 0;
    for (; first < last; ++first) {
      const auto& candidate = candidates_[first];
      while (numbers_[at] != candidate.index) ++at;
      if (at >= tokens_.size()) continue;
      const auto& token = tokens_[at];
      const auto& sought = sought_[candidate.word];
      const auto written = texts[ordinal].text().substr(token.begin, token.end - token.begin);
      const auto kind = candidate.is_over ? TokenKind::kBlend : TokenKind::kWord;
      if (!is_form(sought, former.forms(written, kind), former.language()) &&
          !is_form(sought, former.forms(written, TokenKind::kBlend), former.language())) {
        continue;
      }
      met_[sought.unit] = true;
      verified_[candidate.word] = true;
      const bool again = !matches.empty() && matches.back().begin == token.begin && matches.back().end == token.end;
      if (!again) matches.push_back({token.begin, token.end, sought.unit});
    }
  }
}

/// The stream alone knows for certain what a document has, once it is known that it has it.
void Highlighter::count_others() {
  const auto fields = schema_.fields().size();
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    if (tallies_[i].others > 0 && verified_[i / fields]) unshown_[i % fields] += tallies_[i].others;
  }
}

void Highlighter::count_ways() {
  std::size_t counted = kNone;  // words of a way stand together
  for (std::size_t i = 0; i < sought_.size(); ++i) {
    const auto way = sought_[i].way;
    if (way == kNone || way == counted || !verified_[i]) continue;
    ++documents_by_way_[way];
    counted = way;
  }
}

/// Texts that no snippet comes from, such as a URL, have no token table: they are short mostly, and analysed here.
void Highlighter::count_unstreamed(const store::StoredDocument& document, analysis::TermFormer& former) {
  std::vector<analysis::TokenSpan> spans;
  std::size_t bytes_left = kMostUnstreamedBytes;
  for (std::size_t field = 0; field < schema_.fields().size(); ++field) {
    const auto& spec = schema_.fields()[field];
    if (spec.kind != FieldKind::kText || spec.positions || spec.weight == 0.0) continue;
    for (const auto& stored : document.texts(field)) {
      const auto text = stored.text().substr(0, base::floor_to_character(stored.text(), bytes_left));
      bytes_left -= text.size();
      spans.clear();
      analysis::tokenize(text, 0, spans);
      for (const auto& span : spans) {
        const auto written = text.substr(span.begin, span.end - span.begin);
        if (!may_be_sought(written)) continue;
        const auto& forms = former.forms(written, span.kind);
        const auto sought = std::find_if(sought_.begin(), sought_.end(), [&](const Sought& candidate) {
          return candidate.phrase == kNone && candidate.field == Schema::kNoField &&
                 is_form(candidate, forms, former.language());
        });
        if (sought == sought_.end()) continue;
        met_[sought->unit] = true;
        verified_[static_cast<std::size_t>(sought - sought_.begin())] = true;
        ++unshown_[field];
      }
    }
  }
}

const std::vector<MatchedToken>& Highlighter::matches(std::size_t field, std::size_t ordinal) const {
  static const std::vector<MatchedToken> kNoMatches;
  const auto found = found_.find({field, ordinal});
  return found == found_.end() ? kNoMatches : found->second;
}

std::vector<std::pair<std::size_t, std::uint64_t>> Highlighter::matched_fields() const {
  auto counts = unshown_;
  for (const auto& [place, matches] : found_) {
    if (!matches.empty()) counts[place.first] += matches.size();
  }
  return {counts.begin(), counts.end()};
}

std::vector<std::string> Highlighter::missing_words() const {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < plan_.words.size(); ++i) {
    const auto& word = plan_.words[i];
    if (word.is_joined || word.meant_by || word.is_feedback || word.is_citing_page || met_[i]) continue;
    if (word.is_function_word || (says_little(word.written) && plan_.words.size() > 1)) continue;
    const bool is_said = std::any_of(plan_.sayings.begin(), plan_.sayings.end(), [&](const match::Saying& saying) {
      return met_[saying.words.front()] && std::find(saying.words.begin(), saying.words.end(), i) != saying.words.end();
    });
    const bool is_told = word.is_again && std::find(missing.begin(), missing.end(), word.written) != missing.end();
    if (!is_said && !is_told) missing.push_back(word.written);
  }
  return missing;
}

}  // namespace kbsearch::present
