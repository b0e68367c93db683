// Question: how long does a search take, from the query's text to hits that have been read, by kind of query?
// Conditions: one open Searcher, a warm-up pass that is not timed, then every query `--repeat` times in file order;
// with --threads each thread asks all queries of the same Searcher. Every run counts, not the best of them. Every pass
// must give the ids that the warm-up gave. The digest of all ids tells whether two runs gave the same answers.
#include <xxhash.h>

#include <atomic>
#include <boost/program_options.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "program.hpp"
#include "quantiles.hpp"
#include "queries.hpp"

namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;

struct BenchQuery : kbsearch::bench::Query {
  std::string expected_ids;  ///< Of the warm-up pass, joined.
};

struct Sample {
  std::size_t query;
  double microseconds;
};

/// Reads ids and titles, as a program that shows the hits would.
std::string read_hits(const kbsearch::SearchResults& results, std::size_t& title_bytes) {
  std::string ids;
  for (const auto& hit : results.hits) {
    if (!ids.empty()) ids += ' ';
    ids += hit.record_id;
    title_bytes += hit.title.size();
  }
  return ids;
}

/// Asks all queries `repeat` times; counts answers that differ from the expected ones.
void ask_all(const kbsearch::Searcher& searcher, const std::vector<BenchQuery>& queries,
             const kbsearch::SearchOptions& options, unsigned repeat, std::vector<Sample>& samples,
             std::atomic<std::size_t>& wrong) {
  std::size_t title_bytes = 0;
  for (unsigned pass = 0; pass < repeat; ++pass) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const auto start = Clock::now();
      const auto results = searcher.search(queries[i].text, options);
      const auto ids = read_hits(results, title_bytes);
      const std::chrono::duration<double, std::micro> took = Clock::now() - start;
      samples.push_back({i, took.count()});
      if (ids != queries[i].expected_ids) ++wrong;
    }
  }
  if (title_bytes == 0) std::fprintf(stderr, "kbsearch_latency: no hit had a title\n");
}

/// The texts that a person's queries are while they are typed: each query once for each of its characters.
std::vector<BenchQuery> keystrokes_of(const std::vector<BenchQuery>& queries) {
  std::vector<BenchQuery> keystrokes;
  for (const auto& query : queries) {
    for (std::size_t size = 1; size <= query.text.size(); ++size) {
      const bool splits_character =
          size < query.text.size() && (static_cast<unsigned char>(query.text[size]) & 0xC0u) == 0x80;
      if (!splits_character) keystrokes.push_back({{query.kind, query.text.substr(0, size)}, ""});
    }
  }
  return keystrokes;
}

/// XXH3 of the ids of all queries, in order.
std::string digest_of(const std::vector<BenchQuery>& queries) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  XXH3_64bits_reset(state.get());
  for (const auto& query : queries) {
    const std::string line = query.expected_ids + '\n';
    XXH3_64bits_update(state.get(), line.data(), line.size());
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(XXH3_64bits_digest(state.get())));
  return text;
}

void print_line(const std::string& kind, const std::vector<double>& times, double seconds) {
  const auto q = kbsearch::bench::quantiles(times);
  std::printf("%s n %zu median_us %.1f p95_us %.1f p99_us %.1f mean_us %.1f qps %.0f\n", kind.c_str(), times.size(),
              q.median, q.p95, q.p99, q.mean, static_cast<double>(times.size()) / seconds);
}

/// Writes a line for each query: its kind, the microseconds of its runs, the ids; tabs between, spaces within.
void write_answers(const std::string& path, const std::vector<BenchQuery>& queries,
                   const std::vector<std::vector<Sample>>& samples) {
  std::vector<std::string> times(queries.size());
  for (const auto& of_thread : samples) {
    for (const auto& sample : of_thread) {
      char number[32];
      std::snprintf(number, sizeof number, times[sample.query].empty() ? "%.2f" : " %.2f", sample.microseconds);
      times[sample.query] += number;
    }
  }
  std::ofstream file(path, std::ios::binary);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    file << queries[i].kind << '\t' << times[i] << '\t' << queries[i].expected_ids << '\n';
  }
  file.close();
  if (!file) throw std::runtime_error("cannot write '" + path + "'");
}

kbsearch::SearchOptions options_from(const po::variables_map& values) {
  kbsearch::SearchOptions options;
  options.limit = values["limit"].as<std::size_t>();
  options.snippets = !values["no-snippet"].as<bool>();
  options.profile = kbsearch::RankingProfile::named(values["profile"].as<std::string>());
  options.exact_total_up_to = values["exact-total"].as<std::uint64_t>();
  options.typing = values["typing"].as<bool>();
  const auto executor = kbsearch::executor_named(values["executor"].as<std::string>());
  if (!executor) throw std::runtime_error("--executor is any, xapian, image or both");
  options.executor = *executor;
  for (const auto& field : values["facet"].as<std::vector<std::string>>()) options.facets.push_back({field});
  if (values["facets"].as<bool>()) {
    for (const char* field : {"type", "tag", "importance", "quality", "published"}) options.facets.push_back({field});
  }
  return options;
}

int run(const po::variables_map& values) {
  std::vector<BenchQuery> queries;
  for (auto& query : kbsearch::bench::read_queries(values["queries"].as<std::string>())) {
    queries.push_back({std::move(query), ""});
  }
  const unsigned threads = values["threads"].as<unsigned>();
  const unsigned repeat = values["repeat"].as<unsigned>();
  if (threads == 0 || repeat == 0) throw std::runtime_error("--threads and --repeat are at least 1");
  const auto options = options_from(values);
  if (options.typing) queries = keystrokes_of(queries);
  const auto searcher = kbsearch::Searcher::open(values["db"].as<std::string>());

  std::size_t title_bytes = 0;
  std::size_t with_hits = 0;
  for (auto& query : queries) {
    const auto results = searcher.search(query.text, options);
    query.expected_ids = read_hits(results, title_bytes);
    with_hits += results.hits.empty() ? 0 : 1;
  }
  if (with_hits == 0) throw std::runtime_error("no query found anything: wrong index or wrong queries");

  std::vector<std::vector<Sample>> samples(threads);
  std::atomic<std::size_t> wrong = 0;
  const auto start = Clock::now();
  std::vector<std::thread> workers;
  for (unsigned t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] { ask_all(searcher, queries, options, repeat, samples[t], wrong); });
  }
  for (auto& worker : workers) worker.join();
  const std::chrono::duration<double> took = Clock::now() - start;

  std::map<std::string, std::vector<double>> by_kind;
  std::vector<double> all;
  for (const auto& of_thread : samples) {
    for (const auto& sample : of_thread) {
      by_kind[queries[sample.query].kind].push_back(sample.microseconds);
      all.push_back(sample.microseconds);
    }
  }
  for (const auto& [kind, times] : by_kind) print_line(kind, times, took.count());
  print_line("ALL", all, took.count());
  std::printf("DIGEST %s queries %zu with_hits %zu\n", digest_of(queries).c_str(), queries.size(), with_hits);
  if (const auto path = values["answers"].as<std::string>(); !path.empty()) write_answers(path, queries, samples);
  if (wrong > 0) {
    std::fprintf(stderr, "kbsearch_latency: %zu answers differed from the first pass\n", wrong.load());
    return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  po::options_description options("usage: kbsearch_latency --db DIR --queries FILE [options]");
  // clang-format off
  options.add_options()
      ("db", po::value<std::string>()->required(), "the index")
      ("queries", po::value<std::string>()->required(), "lines of `kind<TAB>query`")
      ("repeat", po::value<unsigned>()->default_value(5), "timed passes over the queries")
      ("limit", po::value<std::size_t>()->default_value(10), "hits a query")
      ("no-snippet", po::bool_switch(), "without evidence snippets")
      ("profile", po::value<std::string>()->default_value("default"), "ranking profile: default or text")
      ("exact-total", po::value<std::uint64_t>()->default_value(kbsearch::SearchOptions{}.exact_total_up_to),
       "count matches exactly up to this number")
      ("typing", po::bool_switch(), "ask each query as it is typed, key by key: a run is a keystroke")
      ("executor", po::value<std::string>()->default_value("any"), "who runs it: any, xapian, image or both")
      ("facets", po::bool_switch(), "count type, tag, importance, quality and published")
      ("facet", po::value<std::vector<std::string>>()->composing()->default_value({}, ""), "count a field's values")
      ("answers", po::value<std::string>()->default_value(""), "file for each query's runs and ids, a line each")
      ("threads", po::value<unsigned>()->default_value(1), "threads that share the Searcher");
  // clang-format on
  return kbsearch::bench::run_program("kbsearch_latency", options, argc, argv, run);
}
