#include "kbsearch/ranking_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <variant>

#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"
#include "rank/profiles.hpp"
#include "schema/json_fault.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse_profile(const std::string& profile, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "ranking profile '" + profile + "': " + what, profile);
}

std::string shown(double number) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.10g", number);
  return buffer;
}

/// Not a number fits no range.
void check_range(const std::string& profile, const char* member, double low, double high, double value) {
  if (value >= low && value <= high) return;
  refuse_profile(profile, std::string(member) + " is " + shown(value) + ", must be in [" + Json(low).dump() + ", " +
                              Json(high).dump() + "]");
}

void check_count(const std::string& profile, const char* member, double low, double high, double value) {
  if (value >= low && value <= high && value == std::floor(value)) return;
  refuse_profile(profile, std::string(member) + " is " + shown(value) + ", must be a whole number in [" + shown(low) +
                              ", " + shown(high) + "]");
}

/// A number of a part of a profile, or a count, and the range that it must be in.
template <typename Part>
struct Ranged {
  const char* member;
  double low;
  double high;
  std::variant<double Part::*, std::size_t Part::*> value;
};

constexpr Ranged<RankingProfile> kProfileNumbers[] = {
    {"k1", 0.0, 10.0, &RankingProfile::k1},
    {"k3", 0.0, 1000.0, &RankingProfile::k3},
    {"blend_weight", 0.0, 1.0, &RankingProfile::blend_weight},
    {"accent_weight", 0.0, 1.0, &RankingProfile::accent_weight},
    {"function_word_weight", 0.0, 1.0, &RankingProfile::function_word_weight},
    {"presence", 0.0, 20.0, &RankingProfile::presence},
    {"presence_words", 1.0, 1000.0, &RankingProfile::presence_words},
    {"name_weight", 0.0, 5.0, &RankingProfile::name_weight},
    {"adjacency", 0.0, 20.0, &RankingProfile::adjacency},
    {"title_weight", 0.0, 1.0, &RankingProfile::title_weight},
    {"title_likeness", 0.0, 1.0, &RankingProfile::title_likeness},
    {"proximity", 0.0, 1.0, &RankingProfile::proximity},
    {"second_field", 0.0, 5.0, &RankingProfile::second_field},
    {"order_depth", 0.0, 10'000.0, &RankingProfile::order_depth},
};
constexpr Ranged<Signal> kSignalNumbers[] = {
    {"scale", 1e-6, 1e9, &Signal::scale},
    {"weight", 0.0, 1.0, &Signal::weight},
};
constexpr Ranged<Feedback> kFeedbackNumbers[] = {
    {"records", 0.0, 100.0, &Feedback::records},
    {"words", 1.0, 100.0, &Feedback::words},
    {"weight", 0.0, 2.0, &Feedback::weight},
};

/// Calls `action(number, value)` for each, where the value is a double or a count.
template <typename Part, std::size_t kCount, typename Action>
void for_each_number(Part& part, const Ranged<std::remove_const_t<Part>> (&numbers)[kCount], const Action& action) {
  for (const auto& number : numbers) {
    std::visit([&](auto value) { action(number, part.*value); }, number.value);
  }
}

template <typename Part, std::size_t kCount>
void check_ranges(const Part& part, const Ranged<Part> (&numbers)[kCount], const std::string& where) {
  for_each_number(part, numbers, [&](const auto& number, auto value) {
    if constexpr (std::is_integral_v<decltype(value)>) {
      check_count(where, number.member, number.low, number.high, static_cast<double>(value));
    } else {
      check_range(where, number.member, number.low, number.high, value);
    }
  });
}

void read_number(const Json& object, const std::string& profile, const char* member, double& value) {
  const auto found = object.find(member);
  if (found == object.end()) return;
  if (!found->is_number()) refuse_profile(profile, std::string(member) + " is " + found->dump() + ", must be a number");
  value = found->get<double>();
}

template <typename Part, std::size_t kCount>
void read_numbers(const Json& object, const Ranged<Part> (&numbers)[kCount], const std::string& where, Part& part) {
  for_each_number(part, numbers, [&](const auto& number, auto& value) {
    if constexpr (std::is_integral_v<std::remove_reference_t<decltype(value)>>) {
      // 6.0 is a count, too; -1 and 1e300 are told as they were written.
      auto count = static_cast<double>(value);
      read_number(object, where, number.member, count);
      check_count(where, number.member, number.low, number.high, count);
      value = static_cast<std::size_t>(count);
    } else {
      read_number(object, where, number.member, value);
    }
  });
}

std::string signal_of(const std::string& profile, const std::string& field) { return profile + "' signal '" + field; }

std::string feedback_of(const std::string& profile) { return profile + "' feedback of '" + profile; }

std::string read_text(const Json& object, const std::string& profile, const char* member, std::string fallback) {
  const auto found = object.find(member);
  if (found == object.end()) return fallback;
  if (!found->is_string()) refuse_profile(profile, std::string(member) + " is " + found->dump() + ", must be text");
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
    case SignalShape::kAtMost:
      return "at_most";
    case SignalShape::kRecency:
      return "recency";
  }
  return "none";
}

constexpr SignalShape kShapes[] = {SignalShape::kLinear, SignalShape::kLogarithm, SignalShape::kSaturation,
                                   SignalShape::kAtMost, SignalShape::kRecency};
constexpr const char* kShapeNames = "linear, log, saturation, at_most, recency";

SignalShape shape_named(const std::string& profile, const std::string& name) {
  for (const auto shape : kShapes) {
    if (name == name_of(shape)) return shape;
  }
  refuse_profile(profile, "shape '" + name + "' is none of " + kShapeNames);
}

void refuse_unknown_members(const Json& object, const std::string& profile, const std::vector<std::string>& names) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    refuse_profile(profile, "unknown member '" + key + "'" + did_you_mean(key, names));
  }
}

Signal read_signal(const Json& object, const std::string& profile) {
  if (!object.is_object()) refuse_profile(profile, "each signal must be an object");
  Signal signal;
  signal.field = read_text(object, profile, "field", "");
  const std::string where = signal_of(profile, signal.field);
  refuse_unknown_members(object, where, {"field", "shape", "scale", "weight", "missing", "optional"});
  if (const auto found = object.find("optional"); found != object.end()) {
    if (!found->is_boolean()) refuse_profile(where, "optional is " + found->dump() + ", must be true or false");
    signal.optional = found->get<bool>();
  }
  signal.shape = shape_named(where, read_text(object, where, "shape", "linear"));
  read_numbers(object, kSignalNumbers, where, signal);
  if (const auto missing = object.find("missing"); missing != object.end() && *missing == "typical") {
    signal.missing = std::nullopt;
  } else {
    read_number(object, where, "missing", *signal.missing);
  }
  return signal;
}

Feedback read_feedback(const Json& object, const std::string& profile) {
  if (!object.is_object()) refuse_profile(profile, "feedback must be an object");
  const std::string where = feedback_of(profile);
  Feedback feedback;
  refuse_unknown_members(object, where, {"records", "words", "weight"});
  read_numbers(object, kFeedbackNumbers, where, feedback);
  return feedback;
}

void refuse_what_the_index_holds(const Json& object, const std::string& profile) {
  for (const char* member : {"field_weights", "weights", "b", "length_norm"}) {
    if (object.contains(member)) {
      throw Error(ErrorCode::kInvalidArgument,
                  "ranking profile '" + profile + "': '" + member +
                      "' is folded into the index: change it in the schema and rebuild",
                  profile, Remedy::kRebuildWithSchema);
    }
  }
}

}  // namespace

void rank::check_profile(const RankingProfile& profile) {
  check_ranges(profile, kProfileNumbers, profile.name);
  check_ranges(profile.feedback, kFeedbackNumbers, feedback_of(profile.name));
  for (const auto& signal : profile.signals) {
    if (signal.field.empty()) refuse_profile(profile.name, "a signal lacks its field");
    const auto where = signal_of(profile.name, signal.field);
    check_ranges(signal, kSignalNumbers, where);
    if (signal.missing) check_range(where, "missing", 0.0, 1.0, *signal.missing);
    if (std::find(std::begin(kShapes), std::end(kShapes), signal.shape) == std::end(kShapes)) {
      refuse_profile(where, "shape is none of " + std::string(kShapeNames));
    }
  }
}

std::string rank::ranking_key(const RankingProfile& profile) {
  std::string key;
  const auto add = [&](double number) { key.append(reinterpret_cast<const char*>(&number), sizeof number); };
  const auto add_number = [&](const auto&, auto value) { add(static_cast<double>(value)); };
  for_each_number(profile, kProfileNumbers, add_number);
  for_each_number(profile.feedback, kFeedbackNumbers, add_number);
  for (const auto& signal : profile.signals) {
    key += signal.field + ' ' + std::to_string(static_cast<int>(signal.shape));
    for_each_number(signal, kSignalNumbers, add_number);
    add(signal.missing.value_or(-1.0));
  }
  return key;
}

const std::vector<std::string>& RankingProfile::names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& profile : rank::built_in_profiles()) all.emplace_back(profile.name);
    return all;
  }();
  return names;
}

RankingProfile RankingProfile::named(std::string_view name) {
  // Each search has a profile, and most have a built-in one: these are read once.
  static const std::vector<RankingProfile> all = [] {
    std::vector<RankingProfile> profiles;
    for (const auto& profile : rank::built_in_profiles()) {
      auto& read = profiles.emplace_back(from_json(profile.json));
      for (auto& signal : read.signals) signal.optional = true;
    }
    return profiles;
  }();
  std::string known;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (names()[i] == name) return all[i];
    known += (known.empty() ? "" : ", ") + names()[i];
  }
  throw Error(ErrorCode::kInvalidArgument,
              "there is no ranking profile '" + std::string(name) + "' (there are: " + known + ")" +
                  did_you_mean(name, names()),
              std::string(name));
}

RankingProfile RankingProfile::from_json(std::string_view json) {
  if (const auto fault = schema::json_fault(json); !fault.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "ranking profile " + fault);
  }
  const Json object = Json::parse(json);
  RankingProfile profile;
  profile.name = read_text(object, "", "name", "custom");
  profile.description = read_text(object, profile.name, "description", "");
  refuse_what_the_index_holds(object, profile.name);
  double version = 1.0;
  read_number(object, profile.name, "version", version);
  check_range(profile.name, "version", 1.0, 1.0, version);
  std::vector<std::string> members = {"version", "name", "description", "feedback", "signals"};
  for (const auto& number : kProfileNumbers) members.emplace_back(number.member);
  refuse_unknown_members(object, profile.name, members);
  read_numbers(object, kProfileNumbers, profile.name, profile);
  if (const auto feedback = object.find("feedback"); feedback != object.end()) {
    profile.feedback = read_feedback(*feedback, profile.name);
  }
  if (const auto signals = object.find("signals"); signals != object.end()) {
    if (!signals->is_array()) refuse_profile(profile.name, "signals must be a list");
    for (const auto& signal : *signals) profile.signals.push_back(read_signal(signal, profile.name));
  }
  rank::check_profile(profile);
  return profile;
}

std::string RankingProfile::to_json() const {
  Json list = Json::array();
  for (const auto& signal : signals) {
    list.push_back({{"field", signal.field},
                    {"shape", name_of(signal.shape)},
                    {"scale", signal.scale},
                    {"weight", signal.weight},
                    {"missing", signal.missing ? Json(*signal.missing) : Json("typical")},
                    {"optional", signal.optional}});
  }
  Json profile = {{"version", 1}, {"name", name}, {"description", description}};
  for_each_number(*this, kProfileNumbers, [&](const auto& number, auto value) { profile[number.member] = value; });
  profile["feedback"] = {{"records", feedback.records}, {"words", feedback.words}, {"weight", feedback.weight}};
  profile["signals"] = std::move(list);
  return profile.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kbsearch
