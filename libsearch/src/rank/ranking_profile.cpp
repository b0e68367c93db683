#include "kbsearch/ranking_profile.hpp"

#include <nlohmann/json.hpp>

#include "kbsearch/error.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& profile, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "ranking profile '" + profile + "': " + what);
}

void read_number(const Json& object, const std::string& profile, const char* member, double low, double high,
                 double& value) {
  const auto found = object.find(member);
  if (found == object.end()) return;
  if (!found->is_number()) refuse(profile, std::string(member) + " is " + found->dump() + ", must be a number");
  value = found->get<double>();
  if (!(value >= low && value <= high)) {
    refuse(profile, std::string(member) + " is " + found->dump() + ", must be in [" + Json(low).dump() + ", " +
                        Json(high).dump() + "]");
  }
}

std::string read_text(const Json& object, const std::string& profile, const char* member, std::string fallback) {
  const auto found = object.find(member);
  if (found == object.end()) return fallback;
  if (!found->is_string()) refuse(profile, std::string(member) + " is " + found->dump() + ", must be text");
  return found->get<std::string>();
}

const char* name_of(SignalShape shape) {
  switch (shape) {
    case SignalShape::kLinear:
      return "linear";
    case SignalShape::kLogarithm:
      return "log";
    case SignalShape::kSaturation:
      return "saturation";
  }
  return "linear";
}

SignalShape shape_named(const std::string& profile, const std::string& name) {
  for (const auto shape : {SignalShape::kLinear, SignalShape::kLogarithm, SignalShape::kSaturation}) {
    if (name == name_of(shape)) return shape;
  }
  refuse(profile, "shape '" + name + "' is none of linear, log, saturation");
}

void refuse_unknown_members(const Json& object, const std::string& profile, std::initializer_list<const char*> known) {
  for (const auto& [key, value] : object.items()) {
    bool found = false;
    for (const char* name : known) found = found || key == name;
    if (!found) refuse(profile, "unknown member '" + key + "'");
  }
}

Signal read_signal(const Json& object, const std::string& profile) {
  if (!object.is_object()) refuse(profile, "each signal must be an object");
  Signal signal;
  signal.field = read_text(object, profile, "field", "");
  if (signal.field.empty()) refuse(profile, "a signal lacks its field");
  const std::string where = profile + "' signal '" + signal.field;
  refuse_unknown_members(object, where, {"field", "shape", "scale", "weight", "missing"});
  signal.shape = shape_named(where, read_text(object, where, "shape", "linear"));
  read_number(object, where, "scale", 1e-6, 1e9, signal.scale);
  read_number(object, where, "weight", 0.0, 1.0, signal.weight);
  read_number(object, where, "missing", 0.0, 1.0, signal.missing);
  return signal;
}

RankingProfile text_profile() {
  RankingProfile profile;
  profile.name = "text";
  profile.presence = 3.0;
  profile.name_weight = 0.2;
  profile.adjacency = 1.2;
  profile.title_weight = 0.1;
  return profile;
}

RankingProfile default_profile() {
  RankingProfile profile = text_profile();
  profile.name = "default";
  // A record without importance stands where the middle of the scale would; one that no page cites gets nothing.
  profile.signals = {{"importance", SignalShape::kLinear, 100.0, 0.10, 0.5},
                     {"quality_sum", SignalShape::kSaturation, 300.0, 0.15, 0.0}};
  return profile;
}

}  // namespace

const std::vector<std::string>& RankingProfile::names() {
  static const std::vector<std::string> names = {"default", "text"};
  return names;
}

RankingProfile RankingProfile::named(std::string_view name) {
  if (name == "default") return default_profile();
  if (name == "text") return text_profile();
  throw Error(ErrorCode::kInvalidArgument, "there is no ranking profile '" + std::string(name) +
                                               "' (there are: default, text; or give a JSON file)");
}

RankingProfile RankingProfile::from_json(std::string_view json) {
  const Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) refuse("", "is not one JSON object");
  RankingProfile profile;
  profile.name = read_text(object, "", "name", "custom");
  refuse_unknown_members(object, profile.name,
                         {"name", "k1", "k3", "blend_weight", "accent_weight", "presence", "presence_words",
                          "name_weight", "adjacency", "title_weight", "order_depth", "signals"});
  read_number(object, profile.name, "k1", 0.0, 10.0, profile.k1);
  read_number(object, profile.name, "k3", 0.0, 1000.0, profile.k3);
  read_number(object, profile.name, "blend_weight", 0.0, 1.0, profile.blend_weight);
  read_number(object, profile.name, "accent_weight", 0.0, 1.0, profile.accent_weight);
  read_number(object, profile.name, "presence", 0.0, 20.0, profile.presence);
  read_number(object, profile.name, "presence_words", 1.0, 1000.0, profile.presence_words);
  read_number(object, profile.name, "name_weight", 0.0, 5.0, profile.name_weight);
  read_number(object, profile.name, "adjacency", 0.0, 20.0, profile.adjacency);
  read_number(object, profile.name, "title_weight", 0.0, 1.0, profile.title_weight);
  read_number(object, profile.name, "order_depth", 0.0, 10'000.0, profile.order_depth);
  if (const auto signals = object.find("signals"); signals != object.end()) {
    if (!signals->is_array()) refuse(profile.name, "signals must be a list");
    for (const auto& signal : *signals) profile.signals.push_back(read_signal(signal, profile.name));
  }
  return profile;
}

std::string RankingProfile::to_json() const {
  Json list = Json::array();
  for (const auto& signal : signals) {
    list.push_back({{"field", signal.field},
                    {"shape", name_of(signal.shape)},
                    {"scale", signal.scale},
                    {"weight", signal.weight},
                    {"missing", signal.missing}});
  }
  return Json{{"name", name},
              {"k1", k1},
              {"k3", k3},
              {"blend_weight", blend_weight},
              {"accent_weight", accent_weight},
              {"presence", presence},
              {"presence_words", presence_words},
              {"name_weight", name_weight},
              {"adjacency", adjacency},
              {"title_weight", title_weight},
              {"order_depth", order_depth},
              {"signals", list}}
      .dump(2);
}

}  // namespace kbsearch
