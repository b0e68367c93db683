// Question: how long does each step of the way take by itself?
// Conditions: Google Benchmark's options and output; `--corpus DIR` beside them (bench/micro.py makes it and keeps
// the runs). One warm-up before each repetition. A case whose answer is wrong is an error, and the exit code is then 1.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <iostream>
#include <map>
#include <string>

#include "micro/cases.hpp"

namespace {

bool has_failed = false;

/// Called for each repetition; what a case prepares stays from one to the next.
void measure(benchmark::State& state, const kbsearch::bench::Case& asked, const kbsearch::bench::Corpus& corpus) {
  static std::map<std::string, kbsearch::bench::Work> prepared;
  try {
    auto& work = prepared[asked.name];
    if (!work) work = asked.prepare(corpus);
    work();
    for (auto _ : state) work();
  } catch (const std::exception& error) {
    has_failed = true;
    std::fprintf(stderr, "kbsearch_micro: %s: %s\n", asked.name.c_str(), error.what());
    state.SkipWithError(error.what());
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 3 || std::strcmp(argv[1], "--corpus") != 0) {
    std::fprintf(stderr, "usage: kbsearch_micro --corpus DIR [--benchmark_filter=REGEX ...] (bench/micro.py)\n");
    return 2;
  }
  try {
    const kbsearch::bench::Corpus corpus(argv[2]);
    const auto cases = kbsearch::bench::all_cases();
    for (const auto& asked : cases) {
      benchmark::RegisterBenchmark(asked.name.c_str(), [&](benchmark::State& state) {
        measure(state, asked, corpus);
      })->Unit(benchmark::kMicrosecond);
    }
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& error) {
    std::cerr << "kbsearch_micro: " << error.what() << '\n';
    return 2;
  }
  return has_failed ? 1 : 0;
}
