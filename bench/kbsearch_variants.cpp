// Question: what does each extra cost beside the plain search, in one run?
// Conditions: one open Searcher, a warm-up pass that is not timed; then, `--repeat` times, every query in every
// variant, one after the other, so that all variants meet the same machine. `typing` asks after each character of the
// query, as it is typed. The variants that must not change the hits are checked against the plain search, every pass
// against the warm-up.
#include <boost/program_options.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "program.hpp"
#include "quantiles.hpp"
#include "queries.hpp"

namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;
using kbsearch::SearchOptions;

struct Variant {
  const char* name;
  std::function<void(SearchOptions&)> change;
  bool keeps_hits = true;
};

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all = {
      {"plain", [](SearchOptions&) {}},
      {"facets",
       [](SearchOptions& options) {
         for (const char* field : {"type", "tag", "importance", "quality", "published"})
           options.facets.push_back({field});
       }},
      {"no-typos", [](SearchOptions& options) { options.typos = false; }, false},
      {"no-expand", [](SearchOptions& options) { options.expand = false; }, false},
      {"passages", [](SearchOptions& options) { options.passages = 3; }},
      {"collapse", [](SearchOptions& options) { options.collapse = "url"; }, false},
      {"all-words", [](SearchOptions& options) { options.all_words = true; }, false},
      {"related", [](SearchOptions& options) { options.related_tags = 10; }},
  };
  return all;
}

struct Answer {
  std::string ids;
  double microseconds;
};

Answer ask(const kbsearch::Searcher& searcher, const std::string& text, const SearchOptions& options) {
  const auto start = Clock::now();
  const auto results = searcher.search(text, options);
  const std::chrono::duration<double, std::micro> took = Clock::now() - start;
  Answer answer{"", took.count()};
  for (const auto& hit : results.hits) answer.ids += hit.record_id + ' ';
  return answer;
}

void print_line(const char* name, const std::vector<double>& times, double plain_median) {
  const auto q = kbsearch::bench::quantiles(times);
  std::printf("%-10s n %zu median_us %.1f p95_us %.1f p99_us %.1f ratio %.3f added_us %.1f\n", name, times.size(),
              q.median, q.p95, q.p99, q.median / plain_median, q.median - plain_median);
}

/// Asks after each character; the last character's answers are compared between passes.
std::vector<double> time_typing(const kbsearch::Searcher& searcher, const std::vector<std::string>& texts,
                                SearchOptions options, std::vector<std::string>& expected, std::size_t& wrong) {
  options.typing = true;
  std::vector<double> times;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t size = 1; size <= texts[i].size(); ++size) {
      const bool splits_character =
          size < texts[i].size() && (static_cast<unsigned char>(texts[i][size]) & 0xC0u) == 0x80;
      if (splits_character) continue;
      const auto answer = ask(searcher, texts[i].substr(0, size), options);
      times.push_back(answer.microseconds);
      if (size < texts[i].size()) continue;
      if (expected[i].empty()) expected[i] = answer.ids;
      wrong += answer.ids != expected[i] ? 1 : 0;
    }
  }
  return times;
}

int run(const po::variables_map& values) {
  std::vector<std::string> texts;
  for (auto& query : kbsearch::bench::read_queries(values["queries"].as<std::string>())) {
    texts.push_back(std::move(query.text));
  }
  const auto searcher = kbsearch::Searcher::open(values["db"].as<std::string>());
  SearchOptions plain;
  plain.snippets = !values["no-snippet"].as<bool>();
  std::vector<SearchOptions> options(variants().size(), plain);
  for (std::size_t i = 0; i < options.size(); ++i) variants()[i].change(options[i]);

  std::size_t wrong = 0;
  std::size_t found = 0;
  std::vector<std::vector<std::string>> expected(options.size(), std::vector<std::string>(texts.size()));
  for (std::size_t q = 0; q < texts.size(); ++q) {
    for (std::size_t i = 0; i < options.size(); ++i) {
      expected[i][q] = ask(searcher, texts[q], options[i]).ids;
      if (variants()[i].keeps_hits && expected[i][q] != expected[0][q]) ++wrong;
    }
    found += expected[0][q].empty() ? 0 : 1;
  }
  if (found == 0) throw std::runtime_error("no query found anything: wrong index or wrong queries");

  std::vector<std::vector<double>> times(options.size());
  for (unsigned pass = 0; pass < values["repeat"].as<unsigned>(); ++pass) {
    for (std::size_t q = 0; q < texts.size(); ++q) {
      // Each variant comes first in turn: the first one meets colder caches.
      for (std::size_t turn = 0; turn < options.size(); ++turn) {
        const std::size_t i = (turn + q + pass) % options.size();
        const auto answer = ask(searcher, texts[q], options[i]);
        times[i].push_back(answer.microseconds);
        wrong += answer.ids != expected[i][q] ? 1 : 0;
      }
    }
  }
  const double plain_median = kbsearch::bench::quantiles(times[0]).median;
  for (std::size_t i = 0; i < options.size(); ++i) print_line(variants()[i].name, times[i], plain_median);
  std::vector<std::string> typed(texts.size());
  print_line("typing 1st", time_typing(searcher, texts, plain, typed, wrong), plain_median);
  print_line("typing 2nd", time_typing(searcher, texts, plain, typed, wrong), plain_median);
  if (wrong > 0) std::fprintf(stderr, "kbsearch_variants: %zu answers were not those expected\n", wrong);
  return wrong > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  po::options_description options("usage: kbsearch_variants --db DIR --queries FILE [options]");
  options.add_options()("db", po::value<std::string>()->required(), "the index")(
      "queries", po::value<std::string>()->required(), "lines of `kind<TAB>query`")(
      "repeat", po::value<unsigned>()->default_value(5), "timed passes over the queries")(
      "no-snippet", po::bool_switch(), "without evidence snippets");
  return kbsearch::bench::run_program("kbsearch_variants", options, argc, argv, run);
}
