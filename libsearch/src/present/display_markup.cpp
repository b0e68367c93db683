#include "present/display_markup.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.hpp"
#include "records/html_text.hpp"

namespace kbsearch::present {
namespace {

constexpr std::string_view kMarkupSigns = "\\&*_[<";
// Without those that TeX writes behind a backslash for a space.
constexpr std::string_view kEscapable = "\"#$%&'()*+-.<>[]_`{|}~";
// No emphasis begins before these, and none ends behind those.
constexpr std::string_view kEnds = " \t\r\n)]},.;:!?";
constexpr std::string_view kBeginnings = " \t\r\n([{";
constexpr std::size_t kLongestReference = 32;
constexpr std::size_t kLongestEmphasis = 3;
constexpr std::size_t kLongestTag = 64;
constexpr std::size_t kLongestLink = 2'000;
// Openers that still wait for their closer; more are no emphasis.
constexpr std::size_t kMostOpen = 8;

bool is_ascii_word(char c) { return base::is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

class MarkupReader {
 public:
  explicit MarkupReader(std::string_view text) : text_(text) {}

  std::vector<DisplayEdit> read() && {
    std::size_t at = take_item_sign();
    while ((at = text_.find_first_of(kMarkupSigns, at)) != text_.npos) {
      if (at >= link_.first && at < link_.second) {
        at = link_.second;
      } else {
        at += is_in_address(at) && text_[at] != '&' ? 1 : take(at);
      }
    }
    std::sort(edits_.begin(), edits_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return std::move(edits_);
  }

 private:
  struct Opener {
    std::size_t begin;
    std::size_t end;
    std::string name;  ///< The run of signs, or the name of a tag.
  };

  /// Returns the bytes that are done with.
  std::size_t take(std::size_t at) {
    switch (text_[at]) {
      case '\\':
        return take_escape(at);
      case '&':
        return take_reference(at);
      case '[':
        return take_link(at);
      case '<':
        return take_tag(at);
      default:
        return take_emphasis(at);
    }
  }

  /// What a heading or an item of a list begins with: `## `, `- `, `* `. One `#` may be meant: `# of users`.
  std::size_t take_item_sign() {
    const auto begin = std::min(text_.find_first_not_of(" \t\r\n"), text_.size());
    const auto rest = text_.substr(begin);
    const auto hashes = std::min(rest.find_first_not_of('#'), rest.size());
    std::size_t size = hashes >= 2 && hashes <= 6 ? hashes : 0;
    for (const std::string_view sign : {"-", "*", "\u2022"}) {
      if (rest.starts_with(sign)) size = sign.size();
    }
    if (size == 0 || size + 1 >= rest.size() || rest[size] != ' ') return 0;
    edits_.push_back({begin, begin + size + 1, {}});
    return begin + size + 1;
  }

  std::size_t take_escape(std::size_t at) {
    if (at + 1 >= text_.size()) return 1;
    if (text_[at + 1] == '\\') return 2;
    if (kEscapable.find(text_[at + 1]) == kEscapable.npos) return 1;
    edits_.push_back({at, at + 1, {}});
    return 2;
  }

  /// A reference may have been encoded again: `&amp;quot;`.
  std::size_t take_reference(std::size_t at) {
    auto end = at + 1;
    std::string shown = "&";
    while (shown == "&") {
      const auto semicolon = text_.substr(end, kLongestReference).find(';');
      if (semicolon == text_.npos) break;
      const auto reference = "&" + std::string(text_.substr(end, semicolon + 1));
      auto decoded = records::decode_entity(reference);
      if (decoded == reference) break;
      shown = std::move(decoded);
      end += semicolon + 1;
    }
    if (end > at + 1) edits_.push_back({at, end, std::move(shown)});
    return end - at;
  }

  /// Whether `at`, which never falls, stands in an address that is written out.
  bool is_in_address(std::size_t at) {
    while (address_.second <= at && address_.first != text_.npos) {
      address_.first = text_.find("://", address_.second);
      address_.second = std::min(text_.find_first_of(" \n\t)", address_.first), text_.size());
    }
    return address_.first <= at;
  }

  bool starts_apart(std::size_t at) const { return at == 0 || !is_ascii_word(text_[at - 1]); }
  bool ends_apart(std::size_t at) const { return at >= text_.size() || !is_ascii_word(text_[at]); }

  std::size_t take_link(std::size_t at) {
    const auto rest = text_.substr(at, kLongestLink);
    const auto middle = rest.find("](");
    if (!starts_apart(at) || middle == rest.npos || rest.substr(1, middle - 1).find('[') != rest.npos) return 1;
    const auto address = rest.substr(middle + 2);
    const auto end = address.find_first_of(") \n");
    const bool leads_away = std::any_of(std::begin(kAddresses), std::end(kAddresses),
                                        [&](std::string_view beginning) { return address.starts_with(beginning); });
    if (!leads_away || end == address.npos || address[end] != ')') return 1;
    edits_.push_back({at, at + 1, {}});
    link_ = {at + middle, at + middle + 2 + end + 1};
    edits_.push_back({link_.first, link_.second, {}});
    return 1;
  }

  std::size_t take_tag(std::size_t at) {
    const auto rest = text_.substr(at, kLongestTag);
    const auto end = rest.find('>');
    if (end == rest.npos) return 1;
    const bool is_end = rest[1] == '/';
    const auto inside = rest.substr(is_end ? 2 : 1, end - (is_end ? 2 : 1));
    const auto letters = std::find_if_not(inside.begin(), inside.end(), is_ascii_word);
    const auto name = std::string(inside.begin(), letters);
    if (name == "br" || name == "BR") {
      edits_.push_back({at, at + end + 1, " "});
    } else if (std::find(std::begin(kInlineTags), std::end(kInlineTags), name) != std::end(kInlineTags)) {
      if (is_end) {
        close("<" + name, at, at + end + 1);
      } else {
        open("<" + name, at, at + end + 1);
      }
    } else {
      return 1;
    }
    return end + 1;
  }

  std::size_t take_emphasis(std::size_t at) {
    const char sign = text_[at];
    const auto end = std::min(text_.find_first_not_of(sign, at), text_.size());
    const auto size = end - at;
    if (size > kLongestEmphasis) return size;
    const bool can_open = starts_apart(at) && end < text_.size() && kEnds.find(text_[end]) == kEnds.npos;
    const bool can_close = ends_apart(end) && at > 0 && kBeginnings.find(text_[at - 1]) == kBeginnings.npos;
    const std::string name(size, sign);
    if (can_close && close(name, at, end)) return size;
    if (can_open) open(name, at, end);
    return size;
  }

  void open(std::string name, std::size_t begin, std::size_t end) {
    if (open_.size() == kMostOpen) open_.erase(open_.begin());
    open_.push_back({begin, end, std::move(name)});
  }

  /// Takes off what `name` opened, and what closes it here.
  bool close(std::string_view name, std::size_t begin, std::size_t end) {
    const auto opener = std::find_if(open_.rbegin(), open_.rend(), [&](const auto& one) { return one.name == name; });
    if (opener == open_.rend()) return false;
    const auto inside = text_.substr(opener->end, begin - opener->end);
    const bool is_name = name == "__" && std::all_of(inside.begin(), inside.end(), is_ascii_word) &&
                         std::none_of(inside.begin(), inside.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_name) {
      edits_.push_back({opener->begin, opener->end, {}});
      edits_.push_back({begin, end, {}});
    }
    open_.erase(std::prev(opener.base()), open_.end());
    return true;
  }

  static constexpr std::string_view kAddresses[] = {"https://", "http://", "mailto:", "/", "#", "./", "../"};
  static constexpr std::string_view kInlineTags[] = {"i", "b",     "em",   "strong", "sub",  "sup",
                                                     "u", "small", "span", "mark",   "code", "tt"};

  std::string_view text_;
  std::vector<DisplayEdit> edits_;
  std::vector<Opener> open_;
  std::pair<std::size_t, std::size_t> link_;     ///< Address of the last link that is taken off.
  std::pair<std::size_t, std::size_t> address_;  ///< Of the address that stands here or comes next.
};

}  // namespace

std::vector<DisplayEdit> markup_edits(std::string_view text) { return MarkupReader(text).read(); }

}  // namespace kbsearch::present
