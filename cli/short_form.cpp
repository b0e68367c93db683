#include "short_form.hpp"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "safe_text.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kRankColumns = 4;
constexpr std::size_t kLeastTitleColumns = 20;
constexpr const char* kBetween = "  ";

std::string shown_title(const Hit& hit) {
  return printable(!hit.title.empty() ? hit.title : !hit.url.empty() ? hit.url : hit.record_id);
}

std::string facts_of(const Hit& hit) {
  std::string facts = printable(hit.type);
  if (!hit.published.empty()) facts += (facts.empty() ? "" : " ") + printable(hit.published.substr(0, 10));
  return facts;
}

}  // namespace

void print_short(std::ostream& out, const std::string& query_id, const SearchResults& results,
                 const CommonOptions& common) {
  const Style style{common.color, common.hyperlinks};
  const bool is_cut = isatty(STDOUT_FILENO) != 0;
  for (const auto& hit : results.hits) {
    std::string rank = query_id.empty() ? "" : printable(query_id) + kBetween;
    const auto number = std::to_string(hit.rank);
    rank += number + std::string(number.size() < kRankColumns ? kRankColumns - number.size() : 1, ' ');
    auto title = shown_title(hit);
    auto facts = facts_of(hit);
    const auto id = printable(hit.record_id);
    if (is_cut) {
      const auto width = terminal_columns();
      const auto room = [&] {
        const auto others = columns_of(rank) + columns_of(id) + 2 + (facts.empty() ? 0 : columns_of(facts) + 2);
        return width > others ? width - others : 0;
      };
      if (room() < std::min(kLeastTitleColumns, columns_of(title))) facts.clear();
      title = cut_to(title, std::max(room(), kLeastTitleColumns));
    }
    out << style.number(rank) << style.link(hit.url, style.bold(title));
    if (!facts.empty()) out << kBetween << style.dim(facts);
    out << kBetween << style.dim(id) << '\n';
  }
}

}  // namespace kbsearch::cli
