#include "asking_options.hpp"

#include "profile_option.hpp"

namespace kbsearch::cli {

void add_asking_options(po::options_description& options) {
  options.add_options()(
      "filter", po::value<std::vector<std::string>>()->value_name("EXPR")->composing(),
      "only records that it lets through, as: type:paper,blog importance:60.. published:2022..2024 -tag:draft")(
      "profile", po::value<std::string>()->value_name("NAME|FILE")->default_value("default"), "ranking profile")(
      "all", po::bool_switch(), "every word has to be there; if no match has all, the least telling go")(
      "typing", po::bool_switch(), "as you type: the last word also stands for all that begin so")(
      "no-expand", po::bool_switch(), "leave out synonyms, aliases and acronyms");
}

void read_asking_options(const po::variables_map& values, SearchOptions& options) {
  if (values.count("filter") > 0) {
    for (const auto& filter : values["filter"].as<std::vector<std::string>>()) {
      options.filter += (options.filter.empty() ? "" : " ") + filter;
    }
  }
  options.profile = profile_named(values["profile"].as<std::string>());
  options.all_words = values["all"].as<bool>();
  options.typing = values["typing"].as<bool>();
  options.expand = !values["no-expand"].as<bool>();
}

}  // namespace kbsearch::cli
