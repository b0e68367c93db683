// Ranking profiles fitted to judged queries.
#include "kbsearch/tuning.hpp"

#include "accessors.hpp"
#include "judged.hpp"

struct kbs_tuning {
  kbsearch::TuningReport report;
  std::string profile;  ///< JSON.
};

namespace kbsearch::c {
namespace {

kbs_tune_options default_tune_options() {
  const TuningOptions defaults;
  kbs_tune_options options{};
  options.size = sizeof options;
  options.folds = defaults.folds;
  options.rounds = defaults.rounds;
  options.max_queries = defaults.max_queries;
  options.least_gain = defaults.least_gain;
  return options;
}

RankingProfile start_of(kbs_text profile) {
  return profile.size == 0 ? RankingProfile::named("default") : profile_of(view(profile));
}

TuningOptions tuning_options(const kbs_tune_options& given) {
  TuningOptions options;
  if (given.metric.size > 0) options.metric = Metric::parse(view(given.metric));
  options.numbers = names_in(view(given.numbers));
  options.folds = given.folds;
  options.rounds = given.rounds;
  options.max_queries = given.max_queries;
  options.least_gain = given.least_gain;
  options.on_progress = [=](std::size_t measured) {
    tell_progress(given.on_progress, given.should_stop, given.user, measured);
  };
  options.deadline = deadline_in(given.timeout_us);
  options.stop = token_of(given.stop);
  return options;
}

const TuningReport& of(const kbs_tuning* tuning) {
  static const TuningReport none;
  return tuning == nullptr ? none : tuning->report;
}

}  // namespace
}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

void kbs_tune_options_init(kbs_tune_options* options, size_t size) { fill_in(options, size, default_tune_options()); }

kbs_code kbs_tune(const kbs_tuning_collection* collections, size_t collection_count, const kbs_tune_options* options,
                  kbs_tuning** tuning, kbs_error** error) {
  return guarded(error, [&] {
    clear(tuning, "tuning");
    const auto given = read_in(options, default_tune_options(), "kbs_tune_options");
    if (collection_count > 0) require(collections, "collections");
    std::vector<kbsearch::TuningCollection> judged;
    for (size_t i = 0; i < collection_count; ++i) {
      require(collections[i].searcher, "a collection's searcher");
      require(collections[i].judged, "a collection's judged");
      judged.push_back(
          {&collections[i].searcher->searcher, collections[i].judged->queries, collections[i].judged->judgments});
    }
    auto report = kbsearch::tune(judged, start_of(given.profile), tuning_options(given));
    auto profile = report.profile.to_json();
    *tuning = new kbs_tuning{std::move(report), std::move(profile)};
  });
}

void kbs_tuning_free(kbs_tuning* tuning) { delete tuning; }

kbs_text kbs_tuning_profile(const kbs_tuning* tuning) {
  return tuning == nullptr ? no_text() : text_of(tuning->profile);
}
double kbs_tuning_fitted_before(const kbs_tuning* tuning) { return of(tuning).fitted_before; }
double kbs_tuning_fitted_after(const kbs_tuning* tuning) { return of(tuning).fitted_after; }
double kbs_tuning_held_out_before(const kbs_tuning* tuning) { return of(tuning).held_out_before; }
double kbs_tuning_held_out_after(const kbs_tuning* tuning) { return of(tuning).held_out_after; }
size_t kbs_tuning_query_count(const kbs_tuning* tuning) { return of(tuning).query_count; }
size_t kbs_tuning_profiles_measured(const kbs_tuning* tuning) { return of(tuning).profiles_measured; }
size_t kbs_tuning_step_count(const kbs_tuning* tuning) { return of(tuning).steps.size(); }
kbs_text kbs_tuning_step_number(const kbs_tuning* tuning, size_t i) {
  return text_at(of(tuning).steps, i, &kbsearch::TuningStep::number);
}
double kbs_tuning_step_before(const kbs_tuning* tuning, size_t i) {
  return number_at(of(tuning).steps, i, &kbsearch::TuningStep::before);
}
double kbs_tuning_step_after(const kbs_tuning* tuning, size_t i) {
  return number_at(of(tuning).steps, i, &kbsearch::TuningStep::after);
}
double kbs_tuning_step_metric(const kbs_tuning* tuning, size_t i) {
  return number_at(of(tuning).steps, i, &kbsearch::TuningStep::metric);
}

kbs_code kbs_tuning_json(const kbs_tuning* tuning, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(tuning, "tuning");
    *json = new_string(tuning->report.to_json());
  });
}

kbs_code kbs_tunable_numbers(kbs_text profile, kbs_string** names, kbs_error** error) {
  return guarded(error, [&] {
    clear(names, "names");
    std::string list;
    for (const auto& name : kbsearch::tunable_numbers(start_of(profile))) list += (list.empty() ? "" : ",") + name;
    *names = new_string(std::move(list));
  });
}
