// Question: does the cost of one large record grow with its size alone?
// Conditions: each record is built into an index of its own in --out (removed first) by a process of its own, then
// read back; `--megabytes` of text, and a quarter of that. Checked: the record comes back byte for byte, and four
// times the text takes less than eight times as long.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/program_options.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "program.hpp"

namespace {

namespace po = boost::program_options;

enum class Kind { kPoints, kEscapedPoints, kDistinctWords, kOneWord };
constexpr const char* kKindNames[] = {"points", "escaped-points", "distinct-words", "one-word"};

/// A word of eight letters for each number.
std::string word_of(std::uint64_t number) {
  std::string word(8, 'a');
  number = number * 0x9E3779B97F4A7C15u >> 20;
  for (char& letter : word) {
    letter = static_cast<char>('a' + number % 26);
    number /= 26;
  }
  return word;
}

std::string record_of(Kind kind, std::size_t bytes) {
  const bool points = kind == Kind::kPoints || kind == Kind::kEscapedPoints;
  std::string json = points ? R"({"id":"large","key_points":[)" : R"({"id":"large","content":")";
  for (std::uint64_t i = 0; json.size() < bytes; ++i) {
    if (points) {
      json += (i == 0 ? "\"" : ",\"") + ("Point " + std::to_string(i) + " of very many");
      json += kind == Kind::kPoints ? "/all of them, at length\"" : "\\/all of them, at length\"";
    } else {
      json += (kind == Kind::kOneWord ? "heating" : word_of(i)) + " ";
    }
  }
  return json + (points ? "]}" : "\"}");
}

/// Returns whether the record came back; prints what that took.
bool build_and_read(const std::filesystem::path& out, Kind kind, std::size_t bytes) {
  std::filesystem::remove_all(out);
  const std::string json = record_of(kind, bytes);
  std::istringstream stream(json);
  auto reader = kbsearch::RecordReader::from_stream(stream, "-", {.format = kbsearch::RecordFormat::kJsonLines});
  static_cast<void>(kbsearch::load(out, reader, {.jobs = 1}));
  return kbsearch::Searcher::open(out).find("large").value().json == json;
}

struct Cost {
  bool right;
  double seconds;
  double peak_mb;
};

Cost cost_of(const std::filesystem::path& out, Kind kind, std::size_t bytes) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(build_and_read(out, kind, bytes) ? 0 : 1);
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, took.count(), static_cast<double>(usage.ru_maxrss) / 1024.0};
}

int run(const po::variables_map& values) {
  const auto bytes = static_cast<std::size_t>(values["megabytes"].as<double>() * 1e6);
  const std::filesystem::path out = values["out"].as<std::string>();
  bool holds = true;
  for (const Kind kind : {Kind::kPoints, Kind::kEscapedPoints, Kind::kDistinctWords, Kind::kOneWord}) {
    const Cost quarter = cost_of(out, kind, bytes / 4);
    const Cost whole = cost_of(out, kind, bytes);
    std::printf("LARGE %-14s mb %.1f seconds %.2f peak_memory_mb %.0f of_a_quarter_seconds %.2f ratio %.1f\n",
                kKindNames[static_cast<int>(kind)], static_cast<double>(bytes) / 1e6, whole.seconds, whole.peak_mb,
                quarter.seconds, whole.seconds / quarter.seconds);
    std::fflush(stdout);
    if (!quarter.right || !whole.right) std::fprintf(stderr, "kbsearch_large_records: the record did not come back\n");
    holds = holds && quarter.right && whole.right && whole.seconds < 8 * quarter.seconds + 0.5;
  }
  return holds ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  po::options_description options("usage: kbsearch_large_records --out DIR [options]");
  options.add_options()("out", po::value<std::string>()->required(), "where to build; an index there is removed")(
      "megabytes", po::value<double>()->default_value(8), "size of each record");
  return kbsearch::bench::run_program("kbsearch_large_records", options, argc, argv, run);
}
