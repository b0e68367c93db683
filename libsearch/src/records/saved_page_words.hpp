// Parts of a saved page that run together because the layout between them is lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

/// Splits "press releasenews" into the tags it was written from. If it does not consist of known
/// tags throughout it is one tag. Of several ways to split it the one with the fewest tags is
/// taken.
std::vector<std::string> split_tags(std::string_view text);

struct CitingPage {
  std::string title;
  std::string type;     ///< As shown, "Organization" or "organization"; empty if it is not a known one.
  std::string quality;  ///< The digits as shown, "51.0"; empty if there are none.
};
/// Whether `text`, as shown on a page, can stand in JSON as a number that is not negative.
bool is_json_number(std::string_view text);

/// Takes a row like "Meta AI (FAIR)Organization51.0" apart.
CitingPage split_citing_row(std::string_view row);

struct FetchLine {
  std::string http_status;  ///< Three digits, or empty.
  std::string fetched_at;   ///< ISO 8601, or empty.
};
/// Takes "HTTP 200Fetched Apr 9, 20266 KB" apart; nothing if `line` is no such line.
std::optional<FetchLine> split_fetch_line(std::string_view line);

/// Returns "meta-ai-fair" for "Meta AI (FAIR)": lower-case, runs of other ASCII signs as one
/// hyphen.
std::string slug_of(std::string_view title);

}  // namespace kbsearch::records
