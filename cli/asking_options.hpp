// The options that decide what a query finds and how it is ordered: the same for every command that takes one.
#pragma once

#include <boost/program_options.hpp>

#include "kbsearch/searcher.hpp"

namespace kbsearch::cli {

namespace po = boost::program_options;

/// The most that --limit and --offset take: what SearchOptions takes.
constexpr std::size_t kMostHits = 100'000;
constexpr std::size_t kMostPassedOver = 1'000'000'000;

/// Adds --filter, --profile, --all, --typing and --no-expand.
void add_asking_options(po::options_description& options);

/// Throws Error or UsageError for a profile that there is not.
void read_asking_options(const po::variables_map& values, SearchOptions& options);

}  // namespace kbsearch::cli
