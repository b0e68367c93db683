// Random queries, as people and as fuzzers type them. The same seed gives the same text.
#pragma once

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace kbsearch::test {

/// A query of the language, well formed, nested at most `depth` deep, over `words`.
class QueryTexts {
 public:
  QueryTexts(unsigned seed, std::vector<std::string> words) : random_(seed), words_(std::move(words)) {}

  std::string query(int depth) {
    std::string text;
    for (auto i = 1 + below(4); i > 0; --i) text += (text.empty() ? "" : " ") + item(depth);
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  const std::string& word() { return words_[below(words_.size())]; }

  std::string item(int depth) {
    switch (below(6)) {
      case 0:
        return operand(depth) + " AND " + operand(depth);
      case 1:
        return operand(depth) + " OR " + operand(depth);
      case 2:
        return operand(depth) + " OR " + operand(depth) + " AND NOT " + operand(depth);
      case 3:
        return "NOT " + operand(depth);
      default:
        return operand(depth);
    }
  }

  std::string operand(int depth) {
    static const char* const kSigns[] = {"", "", "", "+", "-"};
    static const char* const kBoosts[] = {"", "", "^2", "^0.5", "^0.1"};
    const std::string sign = kSigns[below(std::size(kSigns))];
    if (depth > 0 && below(3) == 0) return sign + "(" + query(depth - 1) + ")" + kBoosts[below(std::size(kBoosts))];
    return sign + leaf();
  }

  std::string leaf() {
    static const char* const kFilters[] = {
        "type:paper",           "type:web,blog",   "tag:news", "importance:40..", "quality:30..60",
        "published:2020..2023", "published:-9y..", "tag:p*",   "has:summary",     "has:authors,importance"};
    switch (below(10)) {
      case 0:
        return "\"" + word() + " " + word() + "\"";
      case 1:
        return "\"" + word() + "\"";
      case 2:
        return word() + " NEAR/" + std::to_string(1 + below(20)) + " " + word();
      case 3:
        return word().substr(0, 3) + "*";
      case 4:
        return "title:" + word();
      case 5:
        return "title:" + word().substr(0, 2) + "*";
      case 6:
        return kFilters[below(std::size(kFilters))];
      case 7:
        return word() + "^3";
      default:
        return word();
    }
  }

  std::mt19937 random_;
  std::vector<std::string> words_;
};

/// Pieces that mean something, pieces that nearly do, and single bytes, in any order.
inline std::string jumbled_text(std::mt19937& random, std::size_t max_pieces) {
  static const std::string kPieces[] = {"\"",
                                        "title:",
                                        "+",
                                        "-",
                                        " ",
                                        " ",
                                        " ",
                                        "a",
                                        "bc",
                                        "importance:",
                                        "..",
                                        "5",
                                        ",",
                                        "tag:",
                                        "has:",
                                        "\xE2\x80\x9C",
                                        "\xFF",
                                        "(",
                                        ")",
                                        "*",
                                        "^",
                                        "^2",
                                        "~3",
                                        "AND",
                                        " AND ",
                                        "OR",
                                        " OR ",
                                        "NOT ",
                                        " NEAR/3 ",
                                        "NEAR",
                                        "\\",
                                        "//",
                                        ":",
                                        "id:",
                                        "published:",
                                        "-30d",
                                        "today",
                                        "last-2y",
                                        "\xEF\xBC\x88",
                                        "\xEF\xBC\x89",
                                        "\xEF\xBC\x9A",
                                        "\xC2\xAB",
                                        "\xC2\xBB",
                                        "\xE3\x80\x8C",
                                        "\xE3\x80\x80",
                                        "gov*",
                                        "\xE4\xBA\xBA\xE5\xB7\xA5",
                                        "\xC3\xA9",
                                        "cites:x",
                                        "1e5",
                                        ">=",
                                        "<",
                                        std::string(1, '\0'),
                                        "\n",
                                        "\xC2\x85",
                                        "\xEF\xBC\x8A",
                                        "\xEF\xBC\xBE",
                                        "\xEF\xBC\x82",
                                        "+-",
                                        "f(x)",
                                        "0.001"};
  std::string text;
  for (auto i = random() % (max_pieces + 1); i > 0; --i) {
    if (random() % 12 == 0) {
      text.push_back(static_cast<char>(random() % 256));
    } else {
      text += kPieces[random() % std::size(kPieces)];
    }
  }
  return text;
}

}  // namespace kbsearch::test
