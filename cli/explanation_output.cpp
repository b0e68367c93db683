#include "explanation_output.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "safe_text.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {

using Json = nlohmann::ordered_json;

Json to_json(const Explanation& explanation) {
  Json json{{"label", explanation.label}, {"value", explanation.value}};
  if (!explanation.detail.empty()) json["detail"] = explanation.detail;
  if (!explanation.parts.empty()) {
    json["parts"] = Json::array();
    for (const auto& part : explanation.parts) json["parts"].push_back(to_json(part));
  }
  if (!explanation.instead_of.empty()) {
    json["instead_of"] = Json::array();
    for (const auto& other : explanation.instead_of) json["instead_of"].push_back(to_json(other));
  }
  return json;
}

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
