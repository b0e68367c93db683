// What every benchmark program does round its question.
#pragma once

#include <boost/program_options.hpp>

namespace kbsearch::bench {

/// Reads the options, prints help where it is asked for, and runs. Returns `run`'s exit code; 2 with a message for
/// whatever was thrown. `positional` names the option that takes bare arguments, or is null.
int run_program(const char* name, boost::program_options::options_description& options, int argc, char** argv,
                int (*run)(const boost::program_options::variables_map&), const char* positional = nullptr);

}  // namespace kbsearch::bench
