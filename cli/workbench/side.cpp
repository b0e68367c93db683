#include "workbench/side.hpp"

#include <algorithm>

#include "kbsearch/error.hpp"
#include "percent_encoding.hpp"
#include "report/markup.hpp"

namespace kbsearch::workbench {
namespace {

using report::escaped;

constexpr std::string_view kOnOther = "@other";

std::string options_html(const std::vector<Side>& all, const std::string& chosen) {
  std::string html;
  for (const auto& side : all) {
    html += "<option value=\"" + escaped(side.key) + "\"" + (side.key == chosen ? " selected" : "") + ">" +
            escaped(side.name) + "</option>";
  }
  return html;
}

}  // namespace

std::vector<Side> sides(const Searcher& searcher, const Bench& bench) {
  std::vector<RankingProfile> profiles;
  for (const auto& name : RankingProfile::names()) profiles.push_back(RankingProfile::named(name));
  for (auto profile : bench.profiles) {
    const auto& names = RankingProfile::names();
    // A file is a profile of its own, whatever name it was copied with.
    if (std::find(names.begin(), names.end(), profile.name) != names.end()) profile.name += " (own)";
    profiles.push_back(std::move(profile));
  }
  std::vector<Side> all;
  for (const auto& profile : profiles) all.push_back({profile.name, profile.name, profile, &searcher});
  if (bench.other == nullptr) return all;
  for (const auto& profile : profiles) {
    all.push_back(
        {profile.name + std::string(kOnOther), profile.name + " on " + bench.other_name, profile, bench.other});
  }
  return all;
}

Side side_named(const std::string& key, const Searcher& searcher, const Bench& bench) {
  const auto all = sides(searcher, bench);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Side& side) { return side.key == key; });
  if (found != all.end()) return *found;
  std::string known;
  for (const auto& side : all) known += (known.empty() ? "" : ", ") + side.key;
  throw Error(ErrorCode::kInvalidArgument, "there is no ranking '" + key + "' to compare (there are: " + known + ")",
              key);
}

SearchOptions options_of(const Side& side, const Request& request, std::size_t limit) {
  SearchOptions options;
  options.plain_words = true;
  options.snippets = false;
  options.limit = limit;
  options.profile = side.profile;
  options.stop = request.stop;
  options.deadline = request.deadline;
  return options;
}

std::string parameter(const Parameters& parameters, std::string_view name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& entry) { return entry.first == name; });
  return found == parameters.end() ? std::string() : found->second;
}

std::string address_of(const std::string& q, const std::string& left, const std::string& right) {
  return "workbench?q=" + cli::percent_encoded(q) + "&left=" + cli::percent_encoded(left) +
         "&right=" + cli::percent_encoded(right);
}

std::string choice_form(const std::string& action, const std::string& q, const Side& left, const Side& right,
                        const Searcher& searcher, const Bench& bench, bool has_query) {
  const auto all = sides(searcher, bench);
  std::string html = "<form class=\"choice\" method=\"get\" action=\"" + action + "\">\n";
  if (has_query) {
    html += "<label class=\"query\">Query <input type=\"search\" name=\"q\" value=\"" + escaped(q) +
            "\" maxlength=\"2000\" autocomplete=\"off\"></label>\n";
  }
  html += "<label>Left <select name=\"left\">" + options_html(all, left.key) +
          "</select></label>\n<label>Right <select name=\"right\">" + options_html(all, right.key) +
          "</select></label>\n<button>Compare</button></form>\n";
  return html;
}

}  // namespace kbsearch::workbench
