// What run_inputs.cpp starts from, for each kind of target; one of the *_inputs.cpp is linked.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace kbsearch::fuzz {

/// Inputs that mean something to the target.
std::vector<std::string> seeds();
/// Something short that a mutation puts into an input.
std::string piece(std::mt19937& random);
/// An input made up anew.
std::string fresh_input(std::mt19937& random);

}  // namespace kbsearch::fuzz
