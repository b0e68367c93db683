#include "suggest/compounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "base/utf8.hpp"

namespace kbsearch::suggest {
namespace {

constexpr std::size_t kLeastLetters = 4;
constexpr std::size_t kMaxCharacters = 60;
constexpr std::size_t kMaxMiddles = 200;
constexpr std::array<std::string_view, 14> kLinks = {"",  "s",  "es",  "n",  "en",  "er",  "e",
                                                     "-", "s-", "es-", "n-", "en-", "er-", "e-"};

/// Stretches [begin, end) of a word, in characters.
struct Stretch {
  std::size_t begin;
  std::size_t end;
};

struct Split {
  std::vector<Stretch> parts;
  double mean;  ///< Geometric, of the parts' frequencies.
};

class CompoundSplitter {
 public:
  CompoundSplitter(std::string_view word, const WordFrequency& frequency) : word_(word), frequency_(frequency) {
    for (std::size_t at = 0; at < word_.size(); at += base::decode_utf8(word_, at).size) starts_.push_back(at);
    starts_.push_back(word_.size());
  }

  std::vector<std::string> parts() {
    if (size() < 2 * kLeastLetters || size() > kMaxCharacters) return {};
    look_up_beginnings_and_ends();
    try_two_parts();
    if (!best_) try_three_parts();
    std::vector<std::string> parts;
    if (best_) {
      for (const auto part : best_->parts) parts.emplace_back(text(part));
    }
    return parts;
  }

 private:
  std::size_t size() const { return starts_.size() - 1; }
  std::string_view text(Stretch part) const {
    return word_.substr(starts_[part.begin], starts_[part.end] - starts_[part.begin]);
  }

  std::uint64_t frequency_of(Stretch part) const {
    const auto word = text(part);
    return word.find('-') == word.npos ? frequency_(std::string(word)) : 0;
  }

  void look_up_beginnings_and_ends() {
    beginnings_.assign(size() + 1, 0);
    ends_.assign(size() + 1, 0);
    for (std::size_t at = kLeastLetters; at + kLeastLetters <= size(); ++at) {
      beginnings_[at] = frequency_of({0, at});
      ends_[at] = frequency_of({at, size()});
    }
  }

  /// Calls `action` with each place where a part can begin after one that ends at `end`.
  template <typename Action>
  void for_each_next(std::size_t end, Action action) const {
    for (const auto link : kLinks) {
      // Links are ASCII: as many characters as bytes.
      if (word_.substr(starts_[end]).starts_with(link)) action(end + link.size());
    }
  }

  void try_two_parts() {
    for (std::size_t end = size() - kLeastLetters; end >= kLeastLetters; --end) {
      if (beginnings_[end] == 0) continue;
      for_each_next(end, [&](std::size_t next) {
        if (ends_[next] > 0) {
          offer({{0, end}, {next, size()}},
                std::sqrt(static_cast<double>(beginnings_[end]) * static_cast<double>(ends_[next])));
        }
      });
    }
  }

  void try_three_parts() {
    for (std::size_t end = size() - kLeastLetters; end >= kLeastLetters; --end) {
      if (beginnings_[end] == 0) continue;
      for_each_next(end, [&](std::size_t middle) { try_middles(end, middle); });
    }
  }

  /// Tries the parts that begin at `middle`, after one that ends at `first_end`, before each known end of the word.
  void try_middles(std::size_t first_end, std::size_t middle) {
    for (std::size_t end = middle + kLeastLetters; end + kLeastLetters <= size(); ++end) {
      for_each_next(end, [&](std::size_t last) {
        if (ends_[last] == 0) return;
        const auto frequency = middle_frequency({middle, end});
        if (frequency == 0) return;
        const double product = static_cast<double>(beginnings_[first_end]) * static_cast<double>(frequency) *
                               static_cast<double>(ends_[last]);
        offer({{0, first_end}, {middle, end}, {last, size()}}, std::cbrt(product));
      });
    }
  }

  std::uint64_t middle_frequency(Stretch part) {
    const auto found = middles_.find({part.begin, part.end});
    if (found != middles_.end()) return found->second;
    if (middles_.size() == kMaxMiddles) return 0;
    return middles_[{part.begin, part.end}] = frequency_of(part);
  }

  static std::size_t letters(const Split& split) {
    std::size_t letters = 0;
    for (const auto part : split.parts) letters += part.end - part.begin;
    return letters;
  }

  /// Keeps the better split. Of equals the first stays, which has the longest first part.
  void offer(std::vector<Stretch> parts, double mean) {
    Split split{std::move(parts), mean};
    const bool better =
        !best_ || split.mean > best_->mean || (split.mean == best_->mean && letters(split) > letters(*best_));
    if (better) best_ = std::move(split);
  }

  std::string_view word_;
  const WordFrequency& frequency_;
  std::vector<std::size_t> starts_;        ///< Byte at which each character starts, and the end.
  std::vector<std::uint64_t> beginnings_;  ///< By the character at which they end.
  std::vector<std::uint64_t> ends_;        ///< By the character at which they begin.
  std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> middles_;
  std::optional<Split> best_;
};

/// Whether `holds` for `rest` as it is or without one of the links at that end.
template <typename Holds>
bool any_without_link(std::string_view rest, Linked linked, Holds holds) {
  return std::any_of(kLinks.begin(), kLinks.end(), [&](std::string_view link) {
    const bool is_before = linked == Linked::kBefore;
    if (is_before ? !rest.starts_with(link) : !rest.ends_with(link)) return false;
    const auto part = is_before ? rest.substr(link.size()) : rest.substr(0, rest.size() - link.size());
    return part.size() >= kLeastLetters && holds(part);
  });
}

}  // namespace

std::vector<std::string> split_compound(std::string_view word, const WordFrequency& frequency) {
  if (word.find_first_of("0123456789") != word.npos) return {};
  return CompoundSplitter(word, frequency).parts();
}

std::optional<TwoParts> number_and_unit(std::string_view word) {
  constexpr std::string_view kOfNumbers = "0123456789.";
  const auto is_number = [&](std::string_view part) { return part.find_first_not_of(kOfNumbers) == part.npos; };
  const auto has_digits = [&](std::string_view part) { return part.find_first_of(kOfNumbers) != part.npos; };
  const bool begins = !word.empty() && is_number(word.substr(0, 1));
  const auto edge = begins ? word.find_first_not_of(kOfNumbers) : word.find_first_of(kOfNumbers);
  if (edge == word.npos) return std::nullopt;
  const auto first = word.substr(0, edge);
  const auto second = word.substr(edge);
  if (begins ? has_digits(second) : !is_number(second)) return std::nullopt;
  return TwoParts{std::string(first), std::string(second)};
}

std::vector<TwoParts> two_parts(std::string_view word, std::size_t least, const WordFrequency& frequency) {
  std::vector<TwoParts> found;
  if (word.find_first_of("0123456789") != word.npos) return found;
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < word.size(); at += base::decode_utf8(word, at).size) starts.push_back(at);
  if (starts.size() > kMaxCharacters) return found;
  for (std::size_t i = least; i + least <= starts.size(); ++i) {
    TwoParts parts{std::string(word.substr(0, starts[i])), std::string(word.substr(starts[i]))};
    if (frequency(parts.first) > 0 && frequency(parts.second) > 0) found.push_back(std::move(parts));
  }
  return found;
}

bool joins_words(std::string_view language) {
  static constexpr std::array<std::string_view, 7> kJoining = {"de", "nl", "sv", "da", "no", "fi", "hu"};
  return std::find(kJoining.begin(), kJoining.end(), language) != kJoining.end();
}

bool is_known_rest(std::string_view rest, Linked linked, const WordFrequency& frequency) {
  return any_without_link(rest, linked, [&](std::string_view part) {
    return part.find('-') == part.npos && frequency(std::string(part)) > 0;
  });
}

bool is_split_rest(std::string_view rest, Linked linked, const WordFrequency& frequency) {
  return any_without_link(rest, linked,
                          [&](std::string_view part) { return !split_compound(part, frequency).empty(); });
}

}  // namespace kbsearch::suggest
