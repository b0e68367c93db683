#include "engine/field_choice.hpp"

#include <algorithm>

#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"
#include "store/terms.hpp"

namespace kbsearch::engine {
namespace {

using Fits = bool (*)(const Field&);

std::size_t field_that(Fits fits, const Schema& schema, const std::string& name, const std::string& what,
                       std::vector<std::string> allowed) {
  const auto field = schema.find(name);
  if (field != Schema::kNoField && fits(schema.fields()[field])) return field;
  for (const auto& spec : schema.fields()) {
    if (fits(spec)) allowed.push_back(spec.name);
  }
  std::string listed;
  for (const auto& one : allowed) listed += (listed.empty() ? "" : ", ") + one;
  throw Error(ErrorCode::kInvalidArgument,
              "cannot " + what + " '" + name + "' (there are: " + listed + ")" + did_you_mean(name, allowed), name);
}

bool can_be_counted(const Field& field) { return store::has_column(field) && field.kind != FieldKind::kText; }

}  // namespace

std::size_t facet_field(const Schema& schema, const std::string& name) {
  const auto& fields = schema.fields();
  if (const auto asked = schema.find(name); asked != Schema::kNoField && fields[asked].kind == FieldKind::kText) {
    const auto whole = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
      return field.kind == FieldKind::kKeyword && field.facet && field.paths == fields[asked].paths;
    });
    if (whole != fields.end()) return static_cast<std::size_t>(whole - fields.begin());
  }
  return field_that(can_be_counted, schema, name, "count values of", {});
}

std::uint32_t sort_slot(const Schema& schema, const std::string& name) {
  if (name == "id") return store::kSlotId;
  return store::field_slot(field_that(store::has_column, schema, name, "sort by", {"id"}));
}

void check_grouping(const Schema& schema, const std::string& by) {
  if (by == "url" || by == "content" || by == "near") return;
  field_that(can_be_counted, schema, by, "collapse by", {"url", "content", "near"});
}

}  // namespace kbsearch::engine
