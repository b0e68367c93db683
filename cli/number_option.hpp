// Options that take a whole number.
#pragma once

#include <boost/program_options.hpp>
#include <cstddef>
#include <string>

namespace kbsearch::cli {

namespace po = boost::program_options;

/// What was given is no whole number of the range. Boost adds the option's name on its way.
class NumberFault : public po::error_with_option_name {
 public:
  NumberFault(std::string given, std::size_t low, std::size_t high);
  /// Returns "--limit is '-3', must be a whole number from 0 to 100000".
  std::string message() const;

 private:
  std::string given_;
  std::size_t low_;
  std::size_t high_;
};

/// A std::size_t in [low, high]. Boost's own takes -3 for a number near the greatest there is, and "10x" for no number
/// without saying which are.
po::typed_value<std::size_t>* number_value(std::size_t low, std::size_t high);

}  // namespace kbsearch::cli
