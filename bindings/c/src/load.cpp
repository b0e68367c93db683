#include "handles.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/names.hpp"
#include "rejections.hpp"

namespace kbsearch::c {
namespace {

kbs_load_options default_load_options() {
  const LoadOptions defaults;
  kbs_load_options options{};
  options.size = sizeof options;
  options.jobs = defaults.jobs;
  options.prune_max_share = defaults.prune_max_share;
  return options;
}

RecordFormat format_of(kbs_text text) {
  const std::string name(view(text));
  if (name.empty()) return RecordFormat::kAuto;
  if (const auto format = record_format_named(name)) return *format;
  throw Failure{KBS_INVALID_ARGUMENT, "there is no format '" + name + "'"};
}

/// The sources that the index remembers and that can be read again. What one that is gone had is not to be pruned.
std::vector<std::string> remembered_paths(const std::vector<SourceState>& states) {
  std::vector<std::string> paths;
  for (const auto& [source, records] : states) {
    if (!source.can_be_read_again()) continue;
    std::error_code unreadable;
    if (!std::filesystem::exists(source.path, unreadable)) {
      throw Failure{KBS_IO, "the source '" + source.path + "' is not there any more"};
    }
    paths.push_back(source.path);
  }
  if (paths.empty()) throw Failure{KBS_INVALID_ARGUMENT, "no path is given, and the index remembers none"};
  return paths;
}

kbs_load_progress progress_of(const LoadProgress& progress) {
  kbs_load_progress given{};
  given.size = sizeof given;
  switch (progress.phase) {
    case LoadProgress::Phase::kReading:
      given.phase = KBS_LOAD_READING;
      break;
    case LoadProgress::Phase::kBuilding:
      given.phase = KBS_LOAD_BUILDING;
      break;
    case LoadProgress::Phase::kMerging:
      given.phase = KBS_LOAD_MERGING;
      break;
    case LoadProgress::Phase::kChecking:
      given.phase = KBS_LOAD_CHECKING;
      break;
    case LoadProgress::Phase::kWriting:
      given.phase = KBS_LOAD_WRITING;
      break;
  }
  given.records = progress.records;
  given.bytes_read = progress.bytes_read;
  given.bytes_total = progress.bytes_total.value_or(0);
  return given;
}

LoadOptions load_options(const kbs_load_options& given) {
  LoadOptions options;
  options.jobs = given.jobs;
  options.rebuild = given.rebuild;
  options.prune = given.prune;
  options.prune_max_share = given.prune_max_share;
  options.dry_run = given.dry_run;
  if (given.strict) options.field_faults = FieldFaults::kReject;
  if (given.schema.size > 0) options.schema = Schema::from_json(view(given.schema));
  if (given.on_rejection != nullptr) {
    options.on_rejection = [=](const Rejection& rejection) {
      tell_rejection(rejection, given.on_rejection, given.user);
    };
  }
  if (given.on_progress != nullptr) {
    options.on_progress = [=](const LoadProgress& progress) {
      const auto at = progress_of(progress);
      given.on_progress(given.user, &at);
    };
  }
  if (given.should_stop != nullptr) options.should_stop = [=] { return given.should_stop(given.user); };
  options.deadline = deadline_in(given.timeout_us);
  options.stop = token_of(given.stop);
  return options;
}

std::optional<RecordReader::Item> next_item(kbs_next_record_callback next, void* user) {
  kbs_text text{};
  if (!next(user, &text)) return std::nullopt;
  try {
    return Record::from_json(view(text));
  } catch (const Error& error) {
    Rejection rejection;
    rejection.reason = error.what();
    return rejection;
  }
}

void write_out(const LoadReport& report, kbs_load_report* given) {
  kbs_load_report all{};
  all.read = report.read;
  all.added = report.added;
  all.replaced = report.replaced;
  all.unchanged = report.unchanged;
  all.removed = report.removed;
  all.rejected = report.rejected;
  all.fields_left_out = report.fields_left_out;
  all.prune_withheld = report.prune_withheld;
  all.doc_count = report.doc_count;
  fill_in(given, given->size, all);
}

}  // namespace
}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

void kbs_load_options_init(kbs_load_options* options, size_t size) { fill_in(options, size, default_load_options()); }

kbs_code kbs_load_records(kbs_text directory, kbs_next_record_callback next, const kbs_load_options* options,
                          kbs_load_report* report, kbs_error** error) {
  return guarded(error, [&] {
    if (report != nullptr) write_out({}, report);
    require(reinterpret_cast<const void*>(next), "next");
    const auto given = read_in(options, default_load_options(), "kbs_load_options");
    auto reader = kbsearch::RecordReader::from_function([&] { return next_item(next, given.user); });
    const auto done = kbsearch::load(path_of(directory), reader, kbsearch::c::load_options(given));
    if (report != nullptr) write_out(done, report);
  });
}

kbs_code kbs_rebuild(kbs_text directory, const kbs_load_options* options, uint64_t* records, kbs_error** error) {
  if (records != nullptr) *records = 0;
  return guarded(error, [&] {
    const auto given = read_in(options, default_load_options(), "kbs_load_options");
    const auto count = kbsearch::rebuild(path_of(directory), kbsearch::c::load_options(given));
    if (records != nullptr) *records = count;
  });
}

kbs_code kbs_check(kbs_text directory, uint64_t* records, kbs_string** problems, kbs_error** error) {
  if (records != nullptr) *records = 0;
  return guarded(error, [&] {
    clear(problems, "problems");
    const auto report = kbsearch::check_index(path_of(directory));
    if (records != nullptr) *records = report.doc_count;
    std::string lines;
    for (const auto& problem : report.problems) lines += problem + '\n';
    if (!lines.empty()) *problems = new_string(std::move(lines));
  });
}

kbs_code kbs_load(kbs_text directory, const kbs_text* paths, size_t path_count, const kbs_load_options* options,
                  kbs_load_report* report, kbs_error** error) {
  return guarded(error, [&] {
    if (report != nullptr) write_out({}, report);
    const auto given = read_in(options, default_load_options(), "kbs_load_options");
    auto load_options = kbsearch::c::load_options(given);
    const auto index = path_of(directory);
    const auto states = kbsearch::sources_of(index);
    std::vector<std::string> named;
    if (path_count > 0) require(paths, "paths");
    for (size_t i = 0; i < path_count; ++i) named.push_back(path_of(paths[i]).string());
    if (named.empty()) {
      named = remembered_paths(states);
      load_options.prune = true;
      load_options.take_over = false;
    }
    kbsearch::ReaderOptions reader_options;
    reader_options.format = format_of(given.format);
    for (const auto& state : states) reader_options.sources.push_back(state.source);
    auto reader = kbsearch::RecordReader::open(named, reader_options);
    const auto done = kbsearch::load(index, reader, load_options);
    if (report != nullptr) write_out(done, report);
  });
}
