#include "analysis/prose.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "analysis/prose_sentence.hpp"
#include "base/utf8.hpp"

// How it works: the text is read as sentences of words. Each word begins as prose and loses by what surrounds it: a
// banner's phrase, a run of items (capitalised words, numbers, words of menus) without a connecting word, separators
// close to each other, a repetition. What is left, weighed by how the sentence is held together, is the share.

namespace kbsearch::analysis {
namespace {

// What text is worth that is said twice within a passage.
constexpr float kRepeatedProse = 0.15F;

/// Remembers three words in a row, to find those that come again.
class Repetitions {
 public:
  /// Returns how many of the last words are said again: 0, 1 or 3.
  std::size_t add(std::uint32_t word) {
    const bool doubled = word == last_[1];
    const auto triple = hash_word(hash_word(last_[0], last_[1]), word);
    last_ = {last_[1], word};
    auto& seen = seen_[triple >> kShift];
    const bool again = seen == triple;
    seen = triple;
    return again ? 3 : doubled ? 1 : 0;
  }

 private:
  static constexpr unsigned kShift = 32 - 8;
  // A later triple takes the place of an earlier one: a repetition far away may be missed, none is invented.
  std::array<std::uint32_t, std::size_t{1} << 8> seen_{};
  std::array<std::uint32_t, 2> last_{};
};

// Scripts of several words each in one passage. Two are a quotation or a product's name, four are a list of languages.
constexpr double kProseByScripts[] = {1.0, 1.0, 1.0, 0.5, 0.1};
constexpr unsigned kScriptWeight = kWordWeight;

// Sentences next to a banner's are often its own, though they could stand elsewhere: "We value your privacy."
constexpr double kProseByBanners[] = {1.0, 0.75, 0.6};

// A tenth of menu in prose does not show, and a tenth of prose in a menu does not help.
constexpr double kShareOfNone = 0.1;
constexpr double kShareOfWhole = 0.85;

class Passage {
 public:
  void add(const Word& word) {
    if (sentence_.full()) end_sentence(false);
    sentence_.add(word);
    if (const auto again = is_unspaced(word.script) ? 0 : repetitions_.add(word.hash); again > 0) {
      for (auto& repeated : sentence_.tail(again)) repeated.lower_to(kRepeatedProse);
    }
    const auto script =
        word.script == Script::kHiragana || word.script == Script::kKatakana ? Script::kHan : word.script;
    // Single letters of another script are symbols.
    if (script != Script::kDigit && (word.letters > 1 || is_unspaced(script))) {
      weight_of_script_[static_cast<std::size_t>(script)] += word.weight;
    }
  }

  void end_sentence(bool ended) {
    if (sentence_.empty()) return;
    banners_ += sentence_.judge(ended);
    for (const auto& word : sentence_.words()) {
      weight_ += word.weight;
      prose_ += static_cast<double>(word.prose) * word.weight;
    }
    sentence_.clear();
  }

  double share() const {
    if (weight_ == 0) return 0.0;
    const auto scripts = static_cast<std::size_t>(
        std::count_if(weight_of_script_.begin(), weight_of_script_.end(), [](auto w) { return w >= kScriptWeight; }));
    const double share = prose_ / static_cast<double>(weight_);
    const double spread = std::clamp((share - kShareOfNone) / (kShareOfWhole - kShareOfNone), 0.0, 1.0);
    return spread * kProseByScripts[std::min(scripts, std::size(kProseByScripts) - 1)] *
           kProseByBanners[std::min(banners_, std::size(kProseByBanners) - 1)];
  }

 private:
  Sentence sentence_;
  Repetitions repetitions_;
  std::array<std::size_t, static_cast<std::size_t>(Script::kMark) + 1> weight_of_script_{};
  std::size_t weight_ = 0;
  std::size_t banners_ = 0;
  double prose_ = 0.0;
};

/// Cuts a text into words and hands them to a Passage.
class PassageReader {
 public:
  explicit PassageReader(std::string_view text) : text_(text) {}

  double read() {
    while (at_ < text_.size()) {
      Character room;
      const auto& character = character_at(at_, room);
      if (character.script == Script::kNone) {
        at_ += character.size;
        take_mark(character.mark);
      } else {
        read_word(character.script);
      }
    }
    passage_.end_sentence(false);
    return passage_.share();
  }

 private:
  /// The character that starts at `at`, kept in `room` unless it is an ASCII one: returned by value it would be copied
  /// for each byte, which was half of the time.
  const Character& character_at(std::size_t at, Character& room) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) return kAsciiCharacters[byte];
    const auto [c, size] = base::decode_utf8(text_, at);
    return room = describe(c, size);
  }

  /// Adds the small ASCII letters that stand at `at`; returns where they end. Most text is these: a loop of their own
  /// makes the whole a third faster.
  std::size_t add_small_letters(Word& word, std::size_t at) const {
    const auto begin = at;
    auto hash = word.hash;
    for (; at < text_.size() && text_[at] >= 'a' && text_[at] <= 'z'; ++at) {
      hash = hash_character(hash, static_cast<unsigned char>(text_[at]));
    }
    if (at == begin) return at;
    word.hash = hash;
    word.all_capitals = false;
    word.korean_ending = false;
    word.letters = static_cast<std::uint8_t>(std::min<std::size_t>(word.letters + (at - begin), kManyLetters));
    return at;
  }

  void read_word(Script script) {
    Word word;
    word.script = script;
    // Writing without spaces has none within a sentence, so one that stands there parts items.
    const bool parts_items = mark_ == Mark::kSpace && is_unspaced(script) && is_unspaced(last_script_);
    word.before = parts_items ? Mark::kSeparator : mark_;
    std::size_t at = at_;
    do {
      Character room;
      const auto& character = character_at(at, room);
      if (character.script == Script::kNone) {
        if (!character.joins || !letter_at(at + character.size)) break;
      } else if (word.letters > 0 && is_unspaced(character.script) != is_unspaced(word.script)) {
        break;
      } else if (character.script != Script::kMark) {
        add_letter(word, character);
      }
      at += character.size;
      if (word.script == Script::kLatin) at = add_small_letters(word, at);
    } while (at < text_.size() && !is_unspaced(word.script));
    at_ = at;
    mark_ = Mark::kNone;
    last_script_ = word.script;
    word.weight = weight_of(word.script);
    after_initial_ = word.letters == 1 && word.capitalised;
    if (word.letters > 0) passage_.add(word);
  }

  static void add_letter(Word& word, const Character& character) {
    if (word.script == Script::kDigit || word.script == Script::kMark) word.script = character.script;
    const bool capital = character.lower != character.code_point;
    if (word.letters == 0) word.capitalised = capital;
    word.all_capitals = word.all_capitals && capital;
    word.hash = hash_character(word.hash, character.lower);
    word.korean_ending = character.script == Script::kHangul && is_korean_ending(character.code_point);
    if (word.letters < kManyLetters) ++word.letters;
  }

  bool letter_at(std::size_t at) const {
    Character room;
    return at < text_.size() && character_at(at, room).script != Script::kNone;
  }

  void take_mark(Mark mark) {
    mark_ = std::max(mark_, mark);
    // The full stop of "J. Doe" ends no sentence.
    if (mark == Mark::kStop && !after_initial_) {
      passage_.end_sentence(true);
      mark_ = Mark::kNone;
      last_script_ = Script::kNone;
    }
    after_initial_ = false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Mark mark_ = Mark::kNone;
  Script last_script_ = Script::kNone;
  bool after_initial_ = false;
  Passage passage_;
};

}  // namespace

double prose_share(std::string_view text) noexcept { return PassageReader(text).read(); }

}  // namespace kbsearch::analysis
