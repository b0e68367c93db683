#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "input_file.hpp"
#include "interruption.hpp"
#include "kbsearch/index_writer.hpp"
#include "number_option.hpp"
#include "output_file.hpp"
#include "progress.hpp"
#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kMostJobs = 64;

po::options_description index_options() {
  po::options_description options("options");
  options.add_options()("path", po::value<std::vector<std::string>>()->value_name("PATH"),
                        "files, directories, or - for standard input")(
      "rebuild", po::bool_switch(),
      "build anew and swap in atomically; without PATH, from the records that the index holds")(
      "prune", po::bool_switch(), "remove records that the source no longer has; what was rejected stays")(
      "prune-cap", number_value(0, 100)->value_name("PERCENT")->default_value(20),
      "refuse a prune that would remove more")("dry-run,N", po::bool_switch(),
                                               "read and check everything, change nothing")(
      "jobs,j", number_value(0, kMostJobs)->value_name("N")->default_value(0), "threads (0: one for each processor)")(
      "format", po::value<std::string>()->value_name("F")->default_value("auto"),
      "auto, jsonl, json, yaml, markdown or page")("schema", po::value<std::string>()->value_name("FILE"),
                                                   "schema of a new index or of a --rebuild, as JSON")(
      "rejects", po::value<std::string>()->value_name("FILE"), "write what was not taken there, as JSON Lines");
  add_common_options(options);
  return options;
}

void print_help(const po::options_description& options) {
  std::cout
      << "usage: kbsearch index PATH...|- [options]\n\n"
         "Adds the records of the paths, or replaces those with the same id, as one commit: readers see all of it\n"
         "or nothing. A record that cannot be taken is reported and counted; the others are indexed.\n\n"
      << options << "\nExit codes: 0 all records taken, 1 some were rejected, 2 an error.\n";
}

Schema schema_from(const std::string& path) { return made_of(path, "schema", Schema::from_json); }

/// Reports rejections: the first few on standard error, all of them to the file that was asked for.
class RejectionReport {
 public:
  RejectionReport(const std::string& path, bool quiet, Progress& progress) : quiet_(quiet), progress_(progress) {
    if (!path.empty()) file_.emplace(path, "rejects file");
  }

  void operator()(const Rejection& rejection) {
    constexpr std::uint64_t kShown = 20;
    ++count_;
    if (file_) {
      const nlohmann::ordered_json json{{"file", rejection.origin.path},
                                        {"line", rejection.origin.line},
                                        {"id", rejection.record_id},
                                        {"field", rejection.field},
                                        {"reason", rejection.reason}};
      file_->stream() << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    }
    if (quiet_ || count_ > kShown + 1) return;
    progress_.clear();
    if (count_ == kShown + 1) {
      std::cerr << "kbsearch: more records are rejected (--rejects FILE lists them all)\n";
      return;
    }
    std::cerr << "kbsearch: " << printable(rejection.origin.path);
    if (rejection.origin.line > 0) std::cerr << ':' << rejection.origin.line;
    if (!rejection.record_id.empty()) std::cerr << ": record '" << printable(rejection.record_id) << "'";
    if (!rejection.field.empty()) std::cerr << ": " << printable(rejection.field);
    std::cerr << ": " << printable(rejection.reason) << '\n';
  }

  /// Throws UsageError if the file could not be written.
  void finish() {
    if (file_) file_->close();
  }

 private:
  bool quiet_;
  Progress& progress_;
  std::optional<OutputFile> file_;
  std::uint64_t count_ = 0;
};

void print_report(const LoadReport& report, double seconds, bool dry_run) {
  char rate[64];
  std::snprintf(rate, sizeof rate, "%.1f s, %.1f MB/s", seconds,
                static_cast<double>(report.json_bytes) / 1e6 / std::max(seconds, 1e-9));
  std::cout << (dry_run ? "would be: " : "") << report.added << " added, " << report.replaced << " replaced, "
            << report.unchanged << " unchanged, " << report.removed << " removed, " << report.rejected << " rejected; "
            << counted(report.doc_count, "record") << " in the index (" << rate << ")\n";
}

/// Why a prune has removed nothing, though it may have been due.
void print_withheld_prune() {
  std::cerr << "kbsearch: nothing was pruned: some of what was rejected does not tell which record it is, so nobody "
               "knows what the source still has (mend it and run this again)\n";
}

}  // namespace

int run_index(const std::vector<std::string>& arguments) {
  const auto options = index_options();
  const auto values = parse_arguments(arguments, options, "path");
  if (values["help"].as<bool>()) {
    print_help(options);
    return kFound;
  }
  const auto common = common_options(values);
  const auto start = std::chrono::steady_clock::now();
  LoadOptions load_options;
  load_options.jobs = static_cast<unsigned>(values["jobs"].as<std::size_t>());
  load_options.rebuild = values["rebuild"].as<bool>();
  load_options.prune = values["prune"].as<bool>();
  load_options.prune_max_share = static_cast<double>(values["prune-cap"].as<std::size_t>()) / 100.0;
  load_options.dry_run = values["dry-run"].as<bool>();
  if (values.count("schema") > 0) load_options.schema = schema_from(values["schema"].as<std::string>());
  Progress progress(!common.quiet);
  if (progress.is_shown()) load_options.on_progress = [&](const LoadProgress& at) { progress.show(at); };
  load_options.should_stop = was_interrupted;
  if (values.count("path") == 0) {
    if (!load_options.rebuild) throw UsageError("a path is missing (kbsearch index PATH...|-)");
    const auto count = rebuild(common.db, load_options);
    note_kept();
    progress.clear();
    if (!common.quiet) std::cout << counted(count, "record") << " in the index, rebuilt from what it held\n";
    return kFound;
  }
  const auto format = record_format_named(values["format"].as<std::string>());
  if (!format) {
    require_choice("--format", values["format"].as<std::string>(),
                   {"auto", "jsonl", "json", "yaml", "markdown", "page"});
  }

  auto reader = RecordReader::open(values["path"].as<std::vector<std::string>>(), {.format = *format});
  RejectionReport rejections(values.count("rejects") > 0 ? values["rejects"].as<std::string>() : "", common.quiet,
                             progress);
  load_options.on_rejection = [&](const Rejection& rejection) { rejections(rejection); };
  const auto report = load(common.db, reader, load_options);
  if (!load_options.dry_run) note_kept();
  progress.clear();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!common.quiet) print_report(report, seconds.count(), load_options.dry_run);
  if (report.prune_withheld) print_withheld_prune();
  rejections.finish();  // after the report: the records are in the index, whatever became of the file
  return report.rejected > 0 ? kNothingFound : kFound;
}

}  // namespace kbsearch::cli
