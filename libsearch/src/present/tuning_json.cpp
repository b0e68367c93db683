#include <cmath>
#include <nlohmann/json.hpp>

#include "kbsearch/tuning.hpp"

namespace kbsearch {

std::string TuningReport::to_json() const {
  // As evaluations have it: the last places of a double differ between machines.
  const auto rounded = [](double value) { return std::round(value * 1e6) / 1e6; };
  const auto both = [&](double before, double after) {
    return nlohmann::ordered_json{{"before", rounded(before)}, {"after", rounded(after)}};
  };
  nlohmann::ordered_json json = {{"schema_version", 1},
                                 {"queries", query_count},
                                 {"profiles_measured", profiles_measured},
                                 {"fitted", both(fitted_before, fitted_after)},
                                 {"held_out", both(held_out_before, held_out_after)},
                                 {"overfit", rounded(overfit())},
                                 {"steps", nlohmann::ordered_json::array()}};
  for (const auto& step : steps) {
    json["steps"].push_back(
        {{"number", step.number}, {"before", step.before}, {"after", step.after}, {"metric", rounded(step.metric)}});
  }
  json["profile"] = nlohmann::ordered_json::parse(profile.to_json());
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace kbsearch
