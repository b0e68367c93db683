#pragma once

#include <iosfwd>
#include <vector>

#include "completion_words.hpp"

namespace kbsearch::cli {

void print_bash_completions(std::ostream& out, const std::vector<CommandCompletion>& commands);
void print_zsh_completions(std::ostream& out, const std::vector<CommandCompletion>& commands);
void print_fish_completions(std::ostream& out, const std::vector<CommandCompletion>& commands);

}  // namespace kbsearch::cli
