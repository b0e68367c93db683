// Question: how many instructions does each step of the way take?
// Conditions: run by bench/instructions.py under callgrind, which counts nothing until it is told (--instr-atstart=no);
// one warm-up before each case, so that caches are as they stay. The counts are dumped under the name of the case.
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#endif

#include <boost/program_options.hpp>
#include <cstdio>
#include <regex>

#include "micro/cases.hpp"
#include "program.hpp"

namespace {

namespace po = boost::program_options;

void count(const kbsearch::bench::Work& work, [[maybe_unused]] const std::string& name) {
#ifdef CALLGRIND_START_INSTRUMENTATION
  CALLGRIND_START_INSTRUMENTATION;
  work();
  CALLGRIND_STOP_INSTRUMENTATION;
  CALLGRIND_DUMP_STATS_AT(name.c_str());
#else
  work();
#endif
}

int run(const po::variables_map& values) {
  // What decides the counts beside the sources and the libraries.
  if (values["conditions"].as<bool>()) {
    std::printf("compiler\t%s\nflags\t%s\n", KBSEARCH_COMPILER, KBSEARCH_FLAGS);
#ifdef CALLGRIND_START_INSTRUMENTATION
    std::printf("callgrind\tyes\n");
#endif
    return 0;
  }
  const kbsearch::bench::Corpus corpus(values["corpus"].as<std::string>());
  const auto part = values["part"].as<unsigned>();
  const auto parts = values["parts"].as<unsigned>();
  const std::regex chosen(values["cases"].as<std::string>());
  unsigned number = 0;
  for (const auto& asked : kbsearch::bench::all_cases()) {
    if (number++ % parts != part || !std::regex_search(asked.name, chosen)) continue;
    try {
      const auto work = asked.prepare(corpus);
      work();
      count(work, asked.name);
    } catch (const std::exception& error) {
      throw std::runtime_error(asked.name + ": " + error.what());
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  po::options_description options("usage: kbsearch_instructions --corpus DIR [options] (bench/instructions.py)");
  // clang-format off
  options.add_options()
      ("corpus", po::value<std::string>()->default_value(""), "what bench/support.py makes")
      ("cases", po::value<std::string>()->default_value(""), "those whose name this regular expression finds")
      ("part", po::value<unsigned>()->default_value(0), "of --parts, from 0")
      ("parts", po::value<unsigned>()->default_value(1), "the cases are dealt to so many processes")
      ("conditions", po::bool_switch(), "print what it is compiled with");
  // clang-format on
  return kbsearch::bench::run_program("kbsearch_instructions", options, argc, argv, run);
}
