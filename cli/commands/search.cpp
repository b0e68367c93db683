#include <unistd.h>

#include <charconv>
#include <iostream>
#include <set>
#include <sstream>

#include "arguments.hpp"
#include "asking_options.hpp"
#include "command.hpp"
#include "input_file.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/names.hpp"
#include "kbsearch/searcher.hpp"
#include "number_option.hpp"
#include "pager.hpp"
#include "query_faults.hpp"
#include "search_notes.hpp"
#include "search_output.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kMostFacetValues = 10'000;

FacetRequest parse_facet(const std::string& text) {
  FacetRequest request;
  std::istringstream parts(text);
  std::getline(parts, request.field, ':');
  for (std::string part; std::getline(parts, part, ':');) {
    const char* end = part.data() + part.size();
    const auto parsed = std::from_chars(part.data(), end, request.max_values);
    const bool is_number = part.find_first_not_of("-+0123456789") == part.npos;
    const bool is_whole = !part.empty() && parsed.ec == std::errc{} && parsed.ptr == end;
    if (part == "year" || part == "month") {
      request.date_step = part == "year" ? FacetRequest::DateStep::kYear : FacetRequest::DateStep::kMonth;
    } else if (is_number && !part.empty() && (!is_whole || request.max_values > kMostFacetValues)) {
      throw UsageError("--facet " + text + ": the number of values is '" + part +
                       "', must be a whole number from 0 to " + std::to_string(kMostFacetValues));
    } else if (!is_whole) {
      throw UsageError("--facet takes FIELD, FIELD:N, FIELD:month or FIELD:month:N, not '" + text + "'" +
                       did_you_mean(part, {"year", "month"}));
    }
  }
  return request;
}

SortKey parse_sort(const std::string& text) {
  const auto colon = text.find(':');
  const auto direction = colon == text.npos ? "desc" : text.substr(colon + 1);
  if (direction != "asc" && direction != "desc")
    throw UsageError("--sort takes FIELD, FIELD:asc or FIELD:desc, not '" + text + "'" +
                     did_you_mean(direction, {"asc", "desc"}));
  return {text.substr(0, colon), direction == "asc"};
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

void refuse_fields_counted_twice(const SearchOptions& options) {
  std::set<std::string> counted;
  for (const auto& facet : options.facets) {
    if (!counted.insert(facet.field).second) throw UsageError("--facet " + facet.field + " is given twice");
  }
}

/// An option that the format has no room for is not passed over in silence.
void print_what_is_not_shown(const SearchOptions& options, OutputFormat format, const CommonOptions& common) {
  if (common.quiet) return;
  const bool is_lines = format == OutputFormat::kShort || format == OutputFormat::kTsv || format == OutputFormat::kTrec;
  if (is_lines && (options.explain || options.passages > 1)) {
    std::cerr << "kbsearch: --explain and --passages are shown by --format human, json and jsonl alone\n";
  }
  if ((is_lines || format == OutputFormat::kJsonLines) && (!options.facets.empty() || options.related_tags > 0)) {
    std::cerr << "kbsearch: --facet and --related are shown by --format human and json alone\n";
  }
}

SearchExecutor executor_of(const std::string& name) {
  if (const auto executor = executor_named(name)) return *executor;
  throw UsageError("--executor is any, xapian, image or both, not '" + name + "'" +
                   did_you_mean(name, {"any", "xapian", "image", "both"}));
}

SearchOptions resolve(const po::variables_map& values, OutputFormat format) {
  SearchOptions options;
  options.limit = values["limit"].as<std::size_t>();
  options.offset = values["offset"].as<std::size_t>();
  read_asking_options(values, options);
  if (values.count("facet") > 0) {
    for (const auto& facet : values["facet"].as<std::vector<std::string>>())
      options.facets.push_back(parse_facet(facet));
  }
  options.executor = executor_of(values["executor"].as<std::string>());
  if (values.count("sort") > 0) options.sort = parse_sort(values["sort"].as<std::string>());
  if (values.count("after") > 0) options.after = values["after"].as<std::string>();
  if (values.count("collapse") > 0) options.collapse = values["collapse"].as<std::string>();
  options.passages = values["passages"].as<std::size_t>();
  options.related_tags = values["related"].as<std::size_t>();
  options.explain = values["explain"].as<bool>();
  const bool shows_snippets =
      format == OutputFormat::kHuman || format == OutputFormat::kJson || format == OutputFormat::kJsonLines;
  options.snippets = shows_snippets && !values["no-snippet"].as<bool>();
  refuse_fields_counted_twice(options);
  return options;
}

/// Answers the queries as they come. Where they are typed, each answer is awaited, and goes past the pager.
int run_batch(const Searcher& searcher, const std::string& path, SearchOptions options, OutputFormat format,
              const CommonOptions& common, bool is_strict) {
  LinesFile file(path, "queries");
  QueryReader queries(file.stream(), file.name());
  options.plain_words = true;
  bool found = false;
  const bool is_typed = path == "-" && isatty(STDIN_FILENO) != 0;
  std::ostringstream notes;  // for behind the pager
  {
    const Pager pager(common.pager && is_paged(format) && !is_typed);
    while (const auto query = queries.next()) {
      const auto results = searcher.search(query->text, options);
      if (is_strict) refuse_warnings(query->text, results.warnings);
      found = found || results.total.value > 0;
      print_results({query->id, query->text}, results, format, common);
      if (format != OutputFormat::kJson) {
        std::cout.flush();
        print_batch_notes(pager.keeps_output() ? notes : std::cerr, query->id, results, options.all_words, common);
      }
      if (!std::cout || pager.is_over()) break;  // nobody reads on
    }
  }
  std::cerr << notes.str();
  return found ? kFound : kNothingFound;
}

}  // namespace

Declaration declare_search() {
  Declaration declared{
      .usage = "[search] QUERY... [options]",
      .description =
          "Asks the index. Words are ranked together; none of them has to be there.\n"
          "  word  +must  -not  \"a phrase\"  (a OR b) AND NOT c  a NEAR/5 b  gov*  word^2\n"
          "  title:word  title:(a OR b)  tag:x,y  id:X  importance:60..  published:2022..2024  published:-30d..\n"
          "  has:summary -has:tag,type   what has, or lacks, anything in these fields\n"
          "  a backslash takes the meaning from the sign after it: \\-5",
      .positional = "query",
      .exit_codes = {{0, "found"}, {1, "nothing found"}, {2, "an error"}},
      .examples = {
          {"kbsearch \"pytorch governance\"", "Ask:"},
          {"kbsearch 'compute type:paper,report importance:60..'", "Papers and reports that matter:"},
          {"kbsearch governance --facet tag:5 --facet published:month:6", "Count the tags and months of what matches:"},
          {"kbsearch governance --format paths", "The files of the hits, for editors and xargs:"},
          {"kbsearch --queries queries.tsv --format trec --limit 100", "A batch, for an evaluation:"}}};
  auto& options = declared.options;
  options.add_options()("query", po::value<std::vector<std::string>>()->value_name("WORD"), "words of the query")(
      "limit,n", number_value(0, kMostHits)->value_name("N")->default_value(10), "hits to show")(
      "offset", number_value(0, kMostPassedOver)->value_name("N")->default_value(0), "hits to pass over first")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"),
      "human, short, paths, json, jsonl, tsv or trec")(
      "facet", po::value<std::vector<std::string>>()->value_name("FIELD[:year|:month][:N]")->composing(),
      "count a field's values: keywords, ranges of a number, years or months of a date")(
      "sort", po::value<std::string>()->value_name("FIELD[:asc|desc]"), "order by a field instead of by score")(
      "after", po::value<std::string>()->value_name("CURSOR"),
      "go on after a page: the next_cursor of its --format json")(
      "collapse", po::value<std::string>()->value_name("url|content|near|FIELD"),
      "one hit for all that have the same (nearly the same) address, text or field")(
      "explain", po::bool_switch(), "show how each score comes about")("no-snippet", po::bool_switch(),
                                                                       "leave the evidence snippets out")(
      "passages", number_value(1, 20)->value_name("N")->default_value(1), "evidence passages of a hit")(
      "related", number_value(0, 100)->value_name("N")->default_value(0), "tags that the best answers share")(
      "strict", po::bool_switch(), "refuse a query that gives a warning, and show the place")(
      "executor", po::value<std::string>()->value_name("NAME")->default_value("any"),
      "who runs it: any, xapian, image, or both, which fails where they differ")(
      "queries", po::value<std::string>()->value_name("FILE"),
      "a batch of `id<TAB>text` lines, - for standard input; their text is words, never an operator");
  add_asking_options(options);
  add_common_options(options);
  return declared;
}

int run_search(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto format = output_format_named(values["format"].as<std::string>());
  const auto search = resolve(values, format);
  const bool is_strict = values["strict"].as<bool>();
  const bool has_words = values.count("query") > 0;
  if (has_words && values.count("queries") > 0) throw UsageError("give a query or --queries, not both");
  if (!has_words && values.count("queries") == 0 && search.filter.empty()) {
    throw UsageError("a query is missing (kbsearch QUERY..., or --filter EXPR alone to list)");
  }
  print_what_is_not_shown(search, format, common);
  const auto searcher = Searcher::open(common.db);
  if (values.count("queries") > 0)
    return run_batch(searcher, values["queries"].as<std::string>(), search, format, common, is_strict);

  const auto text = has_words ? joined(values["query"].as<std::vector<std::string>>(), " ") : std::string();
  const auto results = searcher.search(text, search);
  if (is_strict) refuse_warnings(text, results.warnings);
  {
    const Pager pager(common.pager && is_paged(format));
    print_results({"", text}, results, format, common);
    std::cout.flush();
  }
  if (format != OutputFormat::kJson) print_notes(std::cerr, results, common);
  return results.total.value > 0 ? kFound : kNothingFound;
}

}  // namespace kbsearch::cli
