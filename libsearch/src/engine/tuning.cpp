#include "kbsearch/tuning.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"
#include "rank/profiles.hpp"

namespace kbsearch {
namespace {

/// A number of a profile that can be fitted.
struct FittedNumber {
  std::string name;
  double low;
  double high;
  double step;  ///< Tried in place of a zero, which no factor moves.
  std::function<double(const RankingProfile&)> value;
  std::function<void(RankingProfile&, double)> set;
  bool is_count = false;

  /// The value that a factor makes of one: in the range, and whole where it counts something.
  double times(double start, double factor) const {
    const double moved = std::clamp(start == 0.0 ? step * factor : start * factor, low, high);
    return is_count ? std::round(moved) : moved;
  }
};

/// `of` returns the number that is meant: a double, or a count.
template <typename Of>
FittedNumber fitted(std::string name, double low, double high, double step, Of of) {
  using Value = std::remove_reference_t<decltype(of(std::declval<RankingProfile&>()))>;
  return {.name = std::move(name),
          .low = low,
          .high = high,
          .step = step,
          .value = [of](const RankingProfile& profile) { return static_cast<double>(of(profile)); },
          .set = [of](RankingProfile& profile, double value) { of(profile) = static_cast<Value>(value); },
          .is_count = std::is_integral_v<Value>};
}

std::vector<FittedNumber> numbers_of(const RankingProfile& profile) {
  std::vector<FittedNumber> numbers = {
      fitted(
          "k1", 0.0, 10.0, 1.0, [](auto& p) -> auto& { return p.k1; }),
      fitted(
          "presence", 0.0, 20.0, 1.0, [](auto& p) -> auto& { return p.presence; }),
      fitted(
          "presence_words", 1.0, 1000.0, 6.0, [](auto& p) -> auto& { return p.presence_words; }),
      fitted(
          "name_weight", 0.0, 5.0, 0.2, [](auto& p) -> auto& { return p.name_weight; }),
      fitted(
          "adjacency", 0.0, 20.0, 0.5, [](auto& p) -> auto& { return p.adjacency; }),
      fitted(
          "title_weight", 0.0, 1.0, 0.1, [](auto& p) -> auto& { return p.title_weight; }),
      fitted(
          "title_likeness", 0.0, 1.0, 0.1, [](auto& p) -> auto& { return p.title_likeness; }),
      fitted(
          "proximity", 0.0, 1.0, 0.1, [](auto& p) -> auto& { return p.proximity; }),
      fitted(
          "second_field", 0.0, 5.0, 0.1, [](auto& p) -> auto& { return p.second_field; }),
      fitted(
          "blend_weight", 0.0, 1.0, 0.2, [](auto& p) -> auto& { return p.blend_weight; }),
  };
  if (profile.feedback.records > 0) {
    numbers.push_back(fitted(
        "feedback.weight", 0.0, 2.0, 0.2, [](auto& p) -> auto& { return p.feedback.weight; }));
    numbers.push_back(fitted(
        "feedback.words", 1.0, 100.0, 10.0, [](auto& p) -> auto& { return p.feedback.words; }));
  }
  for (std::size_t i = 0; i < profile.signals.size(); ++i) {
    const std::string prefix = "signals." + profile.signals[i].field + ".";
    numbers.push_back(fitted(
        prefix + "weight", 0.0, 1.0, 0.05, [i](auto& p) -> auto& { return p.signals[i].weight; }));
    numbers.push_back(fitted(
        prefix + "scale", 1e-6, 1e9, 1.0, [i](auto& p) -> auto& { return p.signals[i].scale; }));
  }
  return numbers;
}

constexpr double kFactors[] = {0.0, 0.5, 0.75, 1.33, 2.0};

class Tuner {
 public:
  Tuner(const std::vector<TuningCollection>& collections, const TuningOptions& options) : options_(options) {
    for (const auto& collection : collections) {
      std::vector<JudgedQuery> judged;
      for (const auto& query : collection.queries) {
        if (collection.judgments.contains(query.id)) judged.push_back(query);
      }
      if (judged.empty()) throw Error(ErrorCode::kInvalidArgument, "tune: a collection has no judged query");
      const std::size_t kept = options.max_queries == 0 ? judged.size() : std::min(options.max_queries, judged.size());
      auto& mine = collections_.emplace_back();
      mine.searcher = collection.searcher;
      mine.judgments = collection.judgments;
      for (std::size_t i = 0; i < kept; ++i) mine.queries.push_back(judged[i * judged.size() / kept]);
      query_count_ += kept;
    }
  }

  /// Values of every query, collection by collection. Profiles come back along other paths: each is measured once.
  const std::vector<std::vector<double>>& values(const RankingProfile& profile) {
    const auto [found, is_new] = measured_.try_emplace(profile.to_json());
    if (!is_new) return found->second;
    for (const auto& collection : collections_) {
      SearchOptions search;
      search.plain_words = true;
      search.snippets = false;
      search.exact_total_up_to = 0;
      search.limit = options_.metric.depth == 0 ? 1000 : options_.metric.depth;
      search.profile = profile;
      search.stop = options_.stop;
      search.deadline = options_.deadline;
      auto& list = found->second.emplace_back();
      for (const auto& query : collection.queries) {
        std::vector<std::string> ranking;
        for (const auto& hit : collection.searcher->search(query.text, search).hits) ranking.push_back(hit.record_id);
        list.push_back(options_.metric.score(ranking, collection.judgments.at(query.id)));
      }
    }
    if (options_.on_progress) options_.on_progress(measured_.size());
    return found->second;
  }

  /// Mean over collections of the mean over queries that are (or are not) in a fold; without a fold, over all.
  double mean(const RankingProfile& profile, std::optional<std::size_t> fold, bool inside) {
    double sum = 0.0;
    std::size_t counted = 0;
    for (const auto& list : values(profile)) {
      double total = 0.0;
      std::size_t count = 0;
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (fold && (i % options_.folds == *fold) != inside) continue;
        total += list[i];
        ++count;
      }
      if (count == 0) continue;
      sum += total / static_cast<double>(count);
      ++counted;
    }
    return counted == 0 ? 0.0 : sum / static_cast<double>(counted);
  }

  /// Fits on the queries outside of `fold`, or on all.
  RankingProfile fit(RankingProfile profile, const std::vector<FittedNumber>& numbers, std::optional<std::size_t> fold,
                     std::vector<TuningStep>* steps) {
    double best = mean(profile, fold, false);
    for (std::size_t round = 0; round < options_.rounds; ++round) {
      bool moved = false;
      for (const auto& number : numbers) {
        const double start = number.value(profile);
        double best_value = start;
        for (const double factor : kFactors) {
          const double value = number.times(start, factor);
          if (value == start) continue;
          RankingProfile changed = profile;
          number.set(changed, value);
          const double reached = mean(changed, fold, false);
          if (reached < best + options_.least_gain) continue;
          best = reached;
          best_value = value;
        }
        if (best_value == start) continue;
        number.set(profile, best_value);
        moved = true;
        if (steps != nullptr) steps->push_back({number.name, start, best_value, best});
      }
      if (!moved) break;
    }
    return profile;
  }

  std::size_t query_count() const { return query_count_; }
  std::size_t profiles_measured() const { return measured_.size(); }

 private:
  const TuningOptions& options_;
  std::vector<TuningCollection> collections_;
  std::map<std::string, std::vector<std::vector<double>>> measured_;
  std::size_t query_count_ = 0;
};

void check_range(const char* name, std::size_t value, std::size_t low, std::size_t high) {
  if (value >= low && value <= high) return;
  throw Error(ErrorCode::kInvalidArgument,
              "tune: " + std::string(name) + " is " + std::to_string(value) + ", must be in [" + std::to_string(low) +
                  ", " + std::to_string(high) + "]",
              name);
}

std::vector<FittedNumber> chosen_numbers(const RankingProfile& profile, const std::vector<std::string>& names) {
  auto all = numbers_of(profile);
  if (names.empty()) return all;
  std::vector<FittedNumber> chosen;
  for (const auto& name : names) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const FittedNumber& number) { return number.name == name; });
    if (found == all.end()) {
      std::vector<std::string> known;
      std::string listed;
      for (const auto& number : all) {
        known.push_back(number.name);
        listed += (listed.empty() ? "" : ", ") + number.name;
      }
      throw Error(ErrorCode::kInvalidArgument,
                  "tune: profile '" + profile.name + "' has no number '" + name + "' to fit (there are: " + listed +
                      ")" + did_you_mean(name, known),
                  name);
    }
    chosen.push_back(*found);
  }
  return chosen;
}

}  // namespace

std::vector<std::string> tunable_numbers(const RankingProfile& profile) {
  std::vector<std::string> names;
  for (const auto& number : numbers_of(profile)) names.push_back(number.name);
  return names;
}

TuningReport tune(const std::vector<TuningCollection>& collections, const RankingProfile& start,
                  const TuningOptions& options) {
  check_range("folds", options.folds, 2, 20);
  check_range("rounds", options.rounds, 1, 10);
  if (!(options.least_gain >= 0.0 && options.least_gain <= 1.0)) {
    throw Error(ErrorCode::kInvalidArgument,
                "tune: least_gain is " + std::to_string(options.least_gain) + ", must be in [0, 1]", "least_gain");
  }
  rank::check_profile(start);
  if (collections.empty()) throw Error(ErrorCode::kInvalidArgument, "tune: there is no collection");
  const auto numbers = chosen_numbers(start, options.numbers);
  Tuner tuner(collections, options);
  TuningReport report;
  report.fitted_before = tuner.mean(start, std::nullopt, false);
  report.profile = tuner.fit(start, numbers, std::nullopt, &report.steps);
  report.fitted_after = tuner.mean(report.profile, std::nullopt, false);
  for (std::size_t fold = 0; fold < options.folds; ++fold) {
    const auto fitted = tuner.fit(start, numbers, fold, nullptr);
    report.held_out_before += tuner.mean(start, fold, true) / static_cast<double>(options.folds);
    report.held_out_after += tuner.mean(fitted, fold, true) / static_cast<double>(options.folds);
  }
  report.profile.name += "-tuned";
  report.query_count = tuner.query_count();
  report.profiles_measured = tuner.profiles_measured();
  return report;
}

}  // namespace kbsearch
