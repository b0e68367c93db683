#include "program.hpp"

#include <iostream>

namespace kbsearch::bench {

namespace po = boost::program_options;

int run_program(const char* name, po::options_description& options, int argc, char** argv,
                int (*run)(const po::variables_map&), const char* positional) {
  options.add_options()("help", po::bool_switch(), "print this help");
  po::positional_options_description positions;
  if (positional != nullptr) positions.add(positional, -1);
  try {
    po::variables_map values;
    po::store(po::command_line_parser(argc, argv).options(options).positional(positions).run(), values);
    if (values["help"].as<bool>()) {
      std::cout << options;
      return 0;
    }
    po::notify(values);
    return run(values);
  } catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return 2;
  }
}

}  // namespace kbsearch::bench
