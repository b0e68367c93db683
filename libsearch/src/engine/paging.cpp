#include "engine/paging.hpp"

#include <algorithm>
#include <optional>

#include "engine/cursor.hpp"
#include "engine/field_choice.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::engine {
namespace {

constexpr std::size_t kMaxLimit = 100'000;
constexpr std::size_t kMaxOffset = 1'000'000'000;
// Nobody reads the exact total of a word that is not typed yet, and it takes most of the time.
constexpr std::uint64_t kExactWhileTyping = 1'000;
// Of collapsed lists this much more than needed is fetched at first.
constexpr std::size_t kSpare = 50;

[[noreturn]] void refuse_page(const std::string& subject, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, what, subject);
}

/// The list of all matches in its order, fetched as far as it is needed.
class RankedList {
 public:
  RankedList(match::Session& session, const match::Plan& plan, const SearchOptions& options)
      : session_(session), plan_(plan), options_(options) {
    matching_.exact_total_up_to = options.exact_total_up_to;
    if (options.typing) matching_.exact_total_up_to = std::min(options.exact_total_up_to, kExactWhileTyping);
    if (!options.sort) return;
    matching_.sorted = true;
    matching_.sort_slot = sort_slot(session.schema(), options.sort->field);
    matching_.ascending = options.sort->ascending;
  }

  /// The matches from `offset` on, at most `limit`. Without groups only these are fetched.
  std::vector<match::Match> slice(std::size_t offset, std::size_t limit) {
    if (options_.collapse.empty()) return fetch(offset, limit);
    auto firsts = firsts_of_groups(offset + limit);
    firsts.erase(firsts.begin(), firsts.begin() + static_cast<std::ptrdiff_t>(std::min(offset, firsts.size())));
    return firsts;
  }

  const match::MatchSet& last() const { return last_; }

 private:
  std::vector<match::Match> fetch(std::size_t offset, std::size_t limit) {
    matching_.offset = offset;
    matching_.limit = limit;
    last_ = session_.match(plan_, options_.profile, matching_);
    return last_.matches;
  }

  std::vector<match::Match> firsts_of_groups(std::size_t count) {
    for (std::size_t depth = 2 * count + kSpare;; depth *= 4) {
      const auto matches = fetch(0, depth);
      auto grouping = session_.grouping(options_.collapse);
      std::vector<match::Match> firsts;
      for (const auto& match : matches) {
        if (firsts.size() == count) break;
        if (grouping.take(match.document)) firsts.push_back(match);
      }
      if (firsts.size() == count || matches.size() < depth) return firsts;
    }
  }

  match::Session& session_;
  const match::Plan& plan_;
  const SearchOptions& options_;
  match::MatchOptions matching_;
  match::MatchSet last_;
};

/// Finds where a list goes on after a cursor: behind the hit that it names, wherever that stands now; behind its score
/// or sort value, if that hit is no longer in the list.
class PlaceAfter {
 public:
  PlaceAfter(match::Session& session, const match::Plan& plan, const SearchOptions& options, const Cursor& cursor)
      : session_(session), options_(options), cursor_(cursor) {
    if (options.sort) slot_ = sort_slot(session.schema(), options.sort->field);
    const auto document = session.find(cursor.record_id);
    if (document && session.matched(plan).all().contains(*document)) hit_ = *document;
  }

  /// Returns how many of `matches`, the beginning of a list or all of it, come before the place; nothing if it may be
  /// further on.
  std::optional<std::size_t> find(const std::vector<match::Match>& matches, bool is_all) const {
    const auto named = std::find_if(matches.begin(), matches.end(),
                                    [&](const match::Match& match) { return hit_ && match.document == *hit_; });
    if (named != matches.end()) return static_cast<std::size_t>(named - matches.begin()) + 1;
    // A record that matches may still be missing from a list of groups.
    if (hit_ && !is_all) return std::nullopt;
    const auto first = std::partition_point(matches.begin(), matches.end(),
                                            [&](const match::Match& match) { return !is_after(match); });
    if (first == matches.end() && !is_all) return std::nullopt;
    return static_cast<std::size_t>(first - matches.begin());
  }

 private:
  bool is_after(const match::Match& match) const {
    const auto id = session_.record_id(match.document);
    if (!options_.sort) {
      return match.score != cursor_.score ? match.score < cursor_.score : id > cursor_.record_id;
    }
    const auto value = session_.value(match.document, slot_);
    if (value == cursor_.sort_value) return id > cursor_.record_id;
    // Absent values stand last in both directions.
    if (value.empty() || cursor_.sort_value.empty()) return value.empty();
    return options_.sort->ascending ? value > cursor_.sort_value : value < cursor_.sort_value;
  }

  match::Session& session_;
  const SearchOptions& options_;
  const Cursor& cursor_;
  std::uint32_t slot_ = 0;
  std::optional<match::DocumentId> hit_;
};

/// The page after a cursor; `offset` becomes the number of hits before it.
std::vector<match::Match> slice_after(RankedList& list, match::Session& session, const match::Plan& plan,
                                      const SearchOptions& options, const Cursor& cursor, std::size_t& offset) {
  // On an index that has not changed the hit stands where it stood.
  offset = static_cast<std::size_t>(std::min<std::uint64_t>(cursor.rank, kMaxOffset));
  if (offset > 0) {
    auto matches = list.slice(offset - 1, options.limit + 1);
    if (!matches.empty() && session.record_id(matches.front().document) == cursor.record_id) {
      matches.erase(matches.begin());
      return matches;
    }
  }
  const PlaceAfter place(session, plan, options, cursor);
  for (std::size_t depth = offset + options.limit + kSpare;; depth *= 2) {
    const auto matches = list.slice(0, depth);
    const auto found = place.find(matches, matches.size() < depth);
    if (!found) continue;
    offset = *found;
    return list.slice(offset, options.limit);
  }
}

}  // namespace

void check_page(const Schema& schema, const SearchOptions& options) {
  if (options.limit > kMaxLimit) {
    refuse_page("limit",
                "limit is " + std::to_string(options.limit) + ", must be in [0, " + std::to_string(kMaxLimit) + "]");
  }
  if (options.offset > kMaxOffset) {
    refuse_page("offset",
                "offset is " + std::to_string(options.offset) + ", must be in [0, " + std::to_string(kMaxOffset) + "]");
  }
  if (!options.after.empty() && options.offset > 0)
    refuse_page("after", "a page begins after a cursor or at an offset, not both");
  if (!options.collapse.empty()) check_grouping(schema, options.collapse);
}

Page page_of(match::Session& session, const match::Plan& plan, const SearchOptions& options,
             std::uint64_t search_digest) {
  RankedList list(session, plan, options);
  Page page;
  std::size_t offset = options.offset;
  if (options.after.empty()) {
    page.matches = list.slice(offset, options.limit);
  } else {
    const auto cursor = read_cursor(options.after);
    if (cursor.search != search_digest) {
      refuse_page(
          "after",
          "the cursor belongs to another search: query, filter, order and profile must be those of the page before");
    }
    page.matches = slice_after(list, session, plan, options, cursor, offset);
  }
  page.first_rank = offset + 1;
  page.order_from = list.last().order_from;
  page.total = {list.last().total, list.last().total_is_exact};
  const auto shown = offset + page.matches.size();
  bool goes_on =
      page.matches.size() == options.limit && !page.matches.empty() && (shown < page.total.value || !page.total.exact);
  if (goes_on && !options.collapse.empty()) goes_on = !list.slice(shown, 1).empty();
  if (goes_on) {
    const auto& last = page.matches.back();
    Cursor cursor{search_digest, shown, last.score, {}, session.record_id(last.document)};
    if (options.sort)
      cursor.sort_value = session.value(last.document, sort_slot(session.schema(), options.sort->field));
    page.next_cursor = to_text(cursor);
  }
  return page;
}

}  // namespace kbsearch::engine
