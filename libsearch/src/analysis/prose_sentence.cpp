#include "analysis/prose_sentence.hpp"

namespace kbsearch::analysis {
namespace {

// Longest words that connect in nearly every language with spaces: of, und, les, и, في, की.
constexpr std::uint8_t kConnectingLetters = 3;

bool is_connecting(const Word& word) {
  if (word.role != Role::kNone) return word.role == Role::kConnecting;
  if (word.script == Script::kHiragana) return true;
  if (word.script == Script::kHangul) return word.letters > 1 && word.korean_ending;
  const bool never = word.script == Script::kDigit || is_unspaced(word.script);
  return !never && word.letters <= kConnectingLetters;
}

// Words on each side of a button's label that belong to it: "Subscribe | Sign in | Jane Doe".
constexpr std::size_t kControlReach = 2;

// Items in a row without a connecting word: three are a name, seven are a menu. In halves, see item_run_from.
constexpr float kProseByHalfItems[] = {1, 1, 1, 1, 1, 1, 1, 0.85F, 0.7F, 0.55F, 0.4F, 0.25F, 0.1F, 0};
// Stretches between separators count as items of a list up to four words, eight ideographs or sixteen syllables.
constexpr unsigned kShortStretch = 4 * kWordWeight;
// Facts are listed with bullets and lines too, so those alone do not condemn.
constexpr float kBulletProse = 0.5F;

// Round a word of prose a third of the words are connecting; half of that is enough to be sure.
constexpr float kEnoughConnecting = 0.16F;
// Beyond a name and this share of the words, each item asks for a connecting word more. In German a third of the words
// are nouns, with a capital.
constexpr float kUsualItems = 0.25F;
constexpr float kNameWeight = 2 * kWordWeight;
// In Chinese, where only some of them are told.
constexpr float kEnoughConnectingIdeographs = 0.05F;
// How far round a word connecting words are looked for, on each side: menus and prose often lack a stop between them.
constexpr unsigned kCohesionReach = 9 * kWordWeight;
// What a word without them keeps: it may be of a language whose short words we take for others.
constexpr float kUnconnected = 0.2F;
constexpr float kUnconnectedButEnded = 0.55F;
// Up to this weight a sentence is too short to expect connecting words.
constexpr unsigned kShortSentence = 3 * kWordWeight;
constexpr float kShortUnended = 0.7F;

/// What the words of some stretch weigh, in all and by what matters for cohesion.
struct Weights {
  unsigned all = 0;
  unsigned connecting = 0;
  unsigned items = 0;
  unsigned unspaced = 0;

  // Sums without branches: each word comes and goes once for the whole and once for its surroundings.
  void add(const Word& word) { count(word, word.weight); }
  void remove(const Word& word) { count(word, 0u - word.weight); }
  /// How surely connecting words hold it together, in [0, 1].
  float cohesion() const {
    const bool spaced = unspaced * 2 <= all;
    const auto whole = static_cast<float>(all);
    const float crowded = std::max(0.0F, static_cast<float>(items) - kNameWeight - kUsualItems * whole);
    const float enough = spaced ? kEnoughConnecting * whole + crowded : kEnoughConnectingIdeographs * whole;
    return std::min(1.0F, static_cast<float>(connecting) / enough);
  }

 private:
  void count(const Word& word, unsigned weight) {
    all += weight;
    connecting += word.connects ? weight : 0;
    items += word.item ? weight : 0;
    unspaced += is_unspaced(word.script) ? weight : 0;
  }
};

}  // namespace

std::size_t Sentence::judge(bool ended) {
  tell_roles();
  const auto banners = mark_phrases();
  mark_item_runs();
  mark_short_stretches();
  weigh_cohesion(ended);
  return banners;
}

bool Sentence::is_shouted() const {
  const auto shouted = std::count_if(words().begin(), words().end(),
                                     [](const Word& word) { return word.all_capitals && word.capitalised; });
  return static_cast<std::size_t>(shouted) * 5 >= size_ * 4;
}

void Sentence::tell_roles() {
  const bool capitals_tell = !is_shouted();
  bool begins = true;  // the capital that begins a sentence tells nothing of a short word
  for (auto& word : words()) {
    word.role = role_of(hash_word(0, word.hash));
    const bool capital = capitals_tell && word.capitalised && !(begins && is_connecting(word));
    begins = false;
    word.item = word.role == Role::kItem || word.script == Script::kDigit || capital;
    word.connects = !capital && is_connecting(word);
  }
}

std::size_t Sentence::mark_phrases() {
  std::size_t banners = 0;
  for (std::size_t begin = 0; begin < size_;) {
    const auto [length, role] = phrase_at(begin);
    if (role == Role::kControl) mark_control(begin, length);
    banners += role == Role::kBanner ? 1 : 0;
    begin += length;
  }
  if (banners > 0) mark(0, size_, 0);
  return banners;
}

Sentence::Phrase Sentence::phrase_at(std::size_t begin) const {
  Phrase longest{1, words_[begin].role};
  if (!may_begin_phrase(words_[begin].hash)) return longest;
  auto hash = hash_word(0, words_[begin].hash);
  const auto most = std::min(kMaxPhraseWords, size_ - begin);
  for (std::size_t length = 2; length <= most; ++length) {
    hash = hash_word(hash, words_[begin + length - 1].hash);
    if (const auto role = role_of(hash); role != Role::kNone) longest = {length, role};
  }
  return longest;
}

void Sentence::mark(std::size_t begin, std::size_t end, float prose) {
  for (std::size_t i = begin; i < end; ++i) words_[i].lower_to(prose);
}

void Sentence::mark_control(std::size_t begin, std::size_t length) {
  mark(begin, begin + length, 0);
  const auto end = std::min(size_, begin + length + kControlReach);
  for (std::size_t i = begin - std::min(begin, kControlReach); i < end; ++i) {
    if (!words_[i].connects) words_[i].lower_to(0);
  }
}

void Sentence::mark_item_runs() {
  for (std::size_t begin = 0; begin < size_;) {
    const auto [end, half_items] = item_run_from(begin);
    mark(begin, end, kProseByHalfItems[std::min(half_items, std::size(kProseByHalfItems) - 1)]);
    begin = std::max(end, begin + 1);
  }
}

Sentence::ItemRun Sentence::item_run_from(std::size_t begin) const {
  if (!words_[begin].item) return {begin, 0};
  const auto halves = [this](std::size_t i) -> std::size_t { return words_[i].role == Role::kItem ? 3 : 2; };
  ItemRun run{begin + 1, halves(begin)};
  const auto goes_on_at = [&](std::size_t i) { return i < size_ && words_[i].before != Mark::kPause; };
  while (goes_on_at(run.end)) {
    const bool item = words_[run.end].item;
    const bool bridge = words_[run.end].connects && goes_on_at(run.end + 1) && words_[run.end + 1].item;
    if (!item && !bridge) break;
    run.half_items += item ? halves(run.end) : 1;
    run.end += item ? 1 : 2;
  }
  return run;
}

void Sentence::mark_short_stretches() {
  for (std::size_t begin = 0; begin < size_;) {
    unsigned weight = words_[begin].weight;
    std::size_t end = begin + 1;
    for (; end < size_ && words_[end].before < Mark::kBullet; ++end) weight += words_[end].weight;
    const auto parted = std::max(words_[begin].before, end < size_ ? words_[end].before : Mark::kNone);
    if (weight <= kShortStretch && parted >= Mark::kBullet) {
      mark(begin, end, parted == Mark::kSeparator ? 0 : kBulletProse);
    }
    begin = end;
  }
}

void Sentence::weigh_cohesion(bool ended) {
  Weights whole;
  for (const auto& word : words()) whole.add(word);
  if (whole.all <= kShortSentence) {
    for (auto& word : words()) word.prose *= ended ? 1 : kShortUnended;
    return;
  }
  const float least = ended ? kUnconnectedButEnded : kUnconnected;
  Weights round;
  std::size_t first = 0;
  std::size_t end = 0;
  unsigned before = 0;  // weight of the words [first, i)
  unsigned behind = 0;  // weight of the words [i, end)
  for (std::size_t i = 0; i < size_; ++i) {
    for (; end < size_ && behind <= kCohesionReach; ++end) {
      behind += words_[end].weight;
      round.add(words_[end]);
    }
    for (; before > kCohesionReach; ++first) {
      before -= words_[first].weight;
      round.remove(words_[first]);
    }
    if (words_[i].script != Script::kThai) words_[i].prose *= least + (1 - least) * round.cohesion();
    before += words_[i].weight;
    behind -= words_[i].weight;
  }
}

}  // namespace kbsearch::analysis
