#include <iterator>

#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"
#include "query/clause_stack.hpp"

namespace kbsearch {
namespace {

std::string filterable_fields(const Schema& schema) {
  std::string names = "id";
  for (const auto& field : schema.fields()) {
    if (field.kind != FieldKind::kStored) names += ", " + field.name;
  }
  return names;
}

/// Returns a leaf that names no field; null if there is none. As deep as the parser lets brackets be.
const Query* leaf_without_field(const Query& query) {
  const auto* group = std::get_if<BooleanQuery>(&query.node);
  if (group == nullptr) {
    const bool named = std::visit(
        [](const auto& leaf) {
          if constexpr (requires { leaf.field; }) return !leaf.field.empty();
          return true;
        },
        query.node);
    return named ? nullptr : &query;
  }
  for (const auto* list : {&group->must, &group->should, &group->must_not, &group->filter}) {
    for (const auto& clause : *list) {
      if (const Query* found = leaf_without_field(clause)) return found;
    }
  }
  return nullptr;
}

}  // namespace

Query parse_filter(std::string_view text, const Schema& schema, const QueryParserOptions& options) {
  auto parsed = parse_query(text, schema, options);
  if (!parsed.warnings.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "filter: " + query::fault_of(parsed.warnings.front()), "filter");
  }
  if (const Query* leaf = leaf_without_field(parsed.query)) {
    const auto* word = std::get_if<WordQuery>(&leaf->node);
    throw Error(ErrorCode::kInvalidArgument,
                "filter: '" + (word != nullptr ? word->text : to_string(*leaf)) +
                    "' is not FIELD:VALUE with one of the fields " + filterable_fields(schema),
                "filter");
  }
  auto& root = std::get<BooleanQuery>(parsed.query.node);
  if (!root.should.empty()) {
    BooleanQuery alternatives;
    alternatives.should = std::move(root.should);
    root.should.clear();
    root.filter.push_back({std::move(alternatives)});
  }
  std::move(root.must.begin(), root.must.end(), std::back_inserter(root.filter));
  root.must.clear();
  return std::move(parsed.query);
}

}  // namespace kbsearch
