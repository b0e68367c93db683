#include "explanation_output.hpp"

#include <ostream>
#include <string>

#include "safe_text.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {

void print_explanation(std::ostream& out, const Explanation& explanation, std::size_t indent) {
  out << std::string(indent, ' ') << fixed(explanation.value, 4) << "  " << printable(explanation.label);
  if (!explanation.detail.empty()) out << ": " << printable(explanation.detail);
  out << '\n';
  for (const auto& part : explanation.parts) print_explanation(out, part, indent + 2);
  for (const auto& other : explanation.instead_of) {
    out << std::string(indent + 8, ' ') << "one way counts, the best; " << printable(other.label) << " would give "
        << fixed(other.value, 4);
    if (!other.detail.empty()) out << ": " << printable(other.detail);
    out << '\n';
  }
}

}  // namespace kbsearch::cli
