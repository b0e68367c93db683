#include "analysis/month_names.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>
#include <unordered_map>

namespace kbsearch::analysis {
namespace {

using icu::DateFormatSymbols;

/// English first: what it says is not taken back by another language.
constexpr const char* kLocales[] = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "ca",
                                    "ro", "hu", "tr", "ru", "el", "ga", "id", "lt", "eu", "pl", "cs", "hr"};

std::string folded(icu::UnicodeString name) {
  name.foldCase();
  if (name.endsWith(u'.')) name.truncate(name.length() - 1);
  std::string utf8;
  return name.toUTF8String(utf8);
}

class MonthNames {
 public:
  MonthNames() {
    for (const char* locale : kLocales) add_locale(locale);
  }

  int month_of(std::string_view name) const {
    const auto size = static_cast<std::int32_t>(name.size());
    const auto found = months_.find(folded(icu::UnicodeString::fromUTF8({name.data(), size})));
    return found == months_.end() ? 0 : found->second;
  }

 private:
  void add_locale(const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    const DateFormatSymbols symbols(icu::Locale(locale), status);
    if (U_FAILURE(status)) return;
    for (const auto context : {DateFormatSymbols::FORMAT, DateFormatSymbols::STANDALONE}) {
      for (const auto width : {DateFormatSymbols::WIDE, DateFormatSymbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const auto* names = symbols.getMonths(count, context, width);
        for (std::int32_t month = 0; month < count && month < 12; ++month) {
          add(folded(names[month]), month + 1, locale == kLocales[0]);
        }
      }
    }
  }

  void add(const std::string& name, int month, bool is_english) {
    const bool has_letter = name.find_first_not_of("0123456789 .") != name.npos;
    if (!has_letter) return;
    const auto [entry, is_new] = months_.try_emplace(name, month);
    if (is_english) english_.emplace(name, month);
    if (!is_new && entry->second != month && !english_.contains(name)) entry->second = 0;
  }

  std::unordered_map<std::string, int> months_;
  std::unordered_map<std::string, int> english_;
};

}  // namespace

int month_named(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  static const MonthNames names;
  return name.empty() || name.size() > kLongest ? 0 : names.month_of(name);
}

}  // namespace kbsearch::analysis
