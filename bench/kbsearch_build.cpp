// Question: how fast is an index built, how much memory does that take, and how large is it?
// Conditions: a new index in --out (removed first), `--jobs` threads, files read from the page cache after one
// unmeasured read. Checked: every record that the reader gave is in the index, or was rejected.
#include <sys/resource.h>

#include <boost/program_options.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "program.hpp"

namespace {

namespace po = boost::program_options;

int run(const po::variables_map& values) {
  const auto paths = values["path"].as<std::vector<std::string>>();
  const std::filesystem::path out = values["out"].as<std::string>();
  std::filesystem::remove_all(out);
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> buffer(1u << 20);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()))) continue;
  }
  const auto start = std::chrono::steady_clock::now();
  auto reader = kbsearch::RecordReader::open(paths);
  const auto report = kbsearch::load(out, reader, {.jobs = values["jobs"].as<unsigned>(), .rebuild = true});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;

  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto statistics = kbsearch::Searcher::open(out).statistics();
  const double megabytes = static_cast<double>(report.json_bytes) / 1e6;
  std::printf(
      "BUILD records %llu rejected %llu text_mb %.1f seconds %.2f mb_per_s %.2f peak_memory_mb %.0f index_mb %.1f "
      "index_per_text %.2f\n",
      static_cast<unsigned long long>(report.doc_count), static_cast<unsigned long long>(report.rejected), megabytes,
      took.count(), megabytes / took.count(), static_cast<double>(usage.ru_maxrss) / 1024.0,
      static_cast<double>(statistics.bytes_on_disk) / 1e6,
      static_cast<double>(statistics.bytes_on_disk) / 1e6 / megabytes);
  const bool complete =
      statistics.doc_count + report.replaced + report.rejected == report.read && statistics.doc_count > 0;
  if (!complete) std::fprintf(stderr, "kbsearch_build: records are missing from the index\n");
  return complete ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  po::options_description options("usage: kbsearch_build PATH... --out DIR [options]");
  options.add_options()("path", po::value<std::vector<std::string>>()->required(), "files and directories of records")(
      "out", po::value<std::string>()->required(), "where to build; an index there is removed")(
      "jobs", po::value<unsigned>()->default_value(2), "threads");
  return kbsearch::bench::run_program("kbsearch_build", options, argc, argv, run, "path");
}
