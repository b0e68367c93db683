#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "input_file.hpp"
#include "interruption.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "number_option.hpp"
#include "progress.hpp"
#include "rejection_report.hpp"
#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kMostJobs = 64;
constexpr std::size_t kShownKinds = 6;
// Places in a text are kept in 32 bits, and a record in memory several times over.
constexpr std::size_t kMostBytesOfOne = 1u << 30;

/// A function: a list made before main would be made where memory may be short already.
std::vector<std::string> formats() {
  return {"auto", "jsonl", "json", "yaml", "markdown", "page", "html", "text", "csv", "csl", "convert"};
}

Schema schema_from(const std::string& path) { return made_of(path, "schema", Schema::from_json); }

void print_report(const LoadReport& report, double seconds, bool dry_run) {
  char rate[64];
  std::snprintf(rate, sizeof rate, "%.1f s, %.1f MB/s", seconds,
                static_cast<double>(report.json_bytes) / 1e6 / std::max(seconds, 1e-9));
  std::cout << (dry_run ? "would be: " : "") << report.added << " added, " << report.replaced << " replaced, "
            << report.unchanged << " unchanged, " << report.removed << " removed, " << report.rejected << " rejected";
  if (report.fields_left_out > 0) std::cout << ", " << counted(report.fields_left_out, "field") << " left out";
  std::cout << "; " << counted(report.doc_count, "record") << " in the index (" << rate << ")\n";
}

/// Why a prune has removed nothing, though it may have been due.
void print_withheld_prune() {
  std::cerr << "kbsearch: nothing was pruned: some of what was rejected does not tell which record it is, so nobody "
               "knows what the source still has (mend it and run this again)\n";
}

/// Tells, once, what the records have that cannot be found, and what to do about it.
void print_unread(const std::vector<std::pair<std::string, std::uint64_t>>& members) {
  if (members.empty()) return;
  std::cerr << "kbsearch: no field is taken from ";
  for (std::size_t i = 0; i < std::min(members.size(), kShownKinds); ++i) {
    std::cerr << (i > 0 ? ", '" : "'") << printable(members[i].first) << "' (" << counted(members[i].second, "record")
              << ')';
  }
  if (members.size() > kShownKinds) std::cerr << " and " << members.size() - kShownKinds << " more";
  std::cerr << ": kept, but not searched (name them in a schema: index --rebuild --schema FILE)\n";
}

/// Tells what the directories had that is not read: how many of which kind, or each by name.
void print_passed_over(const std::vector<PassedOver>& passed_over, bool by_name) {
  std::map<std::string, std::map<std::string, std::uint64_t>> kinds;  // by reason
  std::map<std::string, std::uint64_t> totals;
  for (const auto& file : passed_over) {
    ++kinds[file.reason][file.kind];
    ++totals[file.reason];
    if (by_name) std::cerr << "kbsearch: passed over: " << printable(file.path) << " (" << file.reason << ")" << '\n';
  }
  for (const auto& [reason, counts] : kinds) {
    std::vector<std::pair<std::string, std::uint64_t>> most(counts.begin(), counts.end());
    std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::cerr << "kbsearch: passed over " << counted(totals[reason], "file") << ", " << reason << ": ";
    for (std::size_t i = 0; i < std::min(most.size(), kShownKinds); ++i) {
      std::cerr << (i > 0 ? ", " : "") << most[i].second << ' ' << printable(most[i].first);
    }
    std::cerr << (most.size() > kShownKinds ? ", and others" : "") << (by_name ? "\n" : " (-v names them)\n");
  }
}

/// The sources that are read again when no path is named. Tells which are not there any more: what the index has of
/// them stays.
std::vector<std::string> sources_to_read(const std::vector<SourceState>& sources, bool& is_one_missing) {
  std::vector<std::string> paths;
  bool has_any = false;
  for (const auto& state : sources) {
    if (!state.source.can_be_read_again()) continue;
    has_any = true;
    std::error_code error;
    if (std::filesystem::exists(state.source.path, error)) {
      paths.push_back(state.source.path);
      continue;
    }
    is_one_missing = true;
    const auto shown = printable(state.source.path);
    std::cerr << "kbsearch: the source '" << shown << "' is not there any more; " << counted(state.records, "record")
              << " of it stay in the index (to remove them: kbsearch sources --forget '" << shown << "')\n";
  }
  if (!has_any) {
    throw UsageError("the index remembers no source to read again; name one (kbsearch index PATH...)");
  }
  return paths;
}

/// Tells of a schema that was changed from one that was built in once: a rebuild leaves such as they are.
void note_own_schema(const std::filesystem::path& db) {
  const auto searcher = Searcher::open(db);
  const auto& own = searcher.schema();
  const auto& built_in = Schema::knowledge_base();
  if (own.name() != built_in.name() || own.to_json() == built_in.to_json()) return;
  std::cerr
      << "kbsearch: the index keeps its own schema '" << printable(own.name())
      << "', which is not the built-in one of this release (another is taken with: --rebuild --schema FILE PATH...)\n";
}

RecordSources known_sources(const std::vector<SourceState>& states) {
  RecordSources sources;
  for (const auto& state : states) sources.push_back(state.source);
  return sources;
}

}  // namespace

Declaration declare_index() {
  Declaration declared{
      .usage = "index [PATH...|-] [options]",
      .description =
          "Adds the records of the paths, or replaces those with the same id, as one commit: readers see all of it\n"
          "or nothing. The index remembers the paths as its sources. Without a path it takes in what was changed,\n"
          "added, renamed and deleted in all of them (kbsearch sources lists them).\n"
          "\n"
          "A record that cannot be taken is reported and counted; the others are indexed. A field that cannot be\n"
          "read, such as a date that is none, is reported and counted, and its record is indexed without it.\n"
          "Files that are passed over are counted; -v names them.",
      .positional = "path",
      .exit_codes = {{0, "everything taken"}, {1, "something was rejected or left out"}, {2, "an error"}},
      .examples = {{"kbsearch index records.jsonl pages/", "A file and a folder:"},
                   {"kbsearch index", "Take in what has changed there since:"},
                   {"kbsearch index --prune --dry-run records.jsonl",
                    "What would go, if what the file no longer has were removed?"},
                   {"kbsearch export | kbsearch index - --db copy.index", "From standard input, into another index:"}}};
  auto& options = declared.options;
  options.add_options()("path", po::value<std::vector<std::string>>()->value_name("PATH"),
                        "files, directories, or - for standard input; none: the sources that the index remembers")(
      "rebuild", po::bool_switch(),
      "build anew and swap in atomically; without PATH, from the records that the index holds")(
      "prune", po::bool_switch(), "remove what the index has from these paths and they no longer have")(
      "prune-cap", number_value(0, 100)->value_name("PERCENT")->default_value(20),
      "refuse to remove more of that than this")("dry-run,N", po::bool_switch(),
                                                 "read and check everything, change nothing")(
      "jobs,j", number_value(0, kMostJobs)->value_name("N")->default_value(0), "threads (0: one for each processor)")(
      "format", po::value<std::string>()->value_name("F")->default_value("auto"), listed(formats()).c_str())(
      "schema", po::value<std::string>()->value_name("FILE"), "schema of a new index or of a --rebuild, as JSON")(
      "strict", po::bool_switch(), "reject a record with a field that cannot be read, instead of leaving that out")(
      "rejects", po::value<std::string>()->value_name("FILE"), "write what was not taken there, as JSON Lines")(
      "max-record-bytes",
      number_value(1, kMostBytesOfOne)->value_name("N")->default_value(ReaderOptions().max_record_bytes),
      "reject a longer record, or page")(
      "max-yaml-bytes",
      number_value(1, kMostBytesOfOne)->value_name("N")->default_value(ReaderOptions().max_yaml_bytes),
      "reject a larger file of YAML records: it is held whole, in some 10 times its size");
  add_common_options(options);
  return declared;
}

int run_index(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto start = std::chrono::steady_clock::now();
  LoadOptions load_options;
  load_options.jobs = static_cast<unsigned>(values["jobs"].as<std::size_t>());
  load_options.rebuild = values["rebuild"].as<bool>();
  load_options.prune = values["prune"].as<bool>();
  load_options.prune_max_share = static_cast<double>(values["prune-cap"].as<std::size_t>()) / 100.0;
  load_options.dry_run = values["dry-run"].as<bool>();
  if (values["strict"].as<bool>()) load_options.field_faults = FieldFaults::kReject;
  if (values.count("schema") > 0) load_options.schema = schema_from(values["schema"].as<std::string>());
  Progress progress(!common.quiet);
  if (progress.is_shown()) load_options.on_progress = [&](const LoadProgress& at) { progress.show(at); };
  load_options.should_stop = was_interrupted;
  const bool has_paths = values.count("path") > 0;
  if (!has_paths && load_options.rebuild) {
    const auto count = rebuild(common.db, load_options);
    note_kept();
    progress.clear();
    if (!common.quiet) std::cout << counted(count, "record") << " in the index, rebuilt from what it held\n";
    if (!common.quiet && !load_options.schema) note_own_schema(common.db);
    return kFound;
  }
  const auto format = record_format_named(values["format"].as<std::string>());
  if (!format) require_choice("--format", values["format"].as<std::string>(), formats());

  const auto sources = sources_of(common.db);
  bool is_one_missing = false;
  const auto paths =
      has_paths ? values["path"].as<std::vector<std::string>>() : sources_to_read(sources, is_one_missing);
  if (paths.empty()) return kNothingFound;  // every source is missing, as was said
  if (!has_paths) {
    load_options.prune = true;
    load_options.take_over = false;
  }
  auto reader = RecordReader::open(paths, {.format = *format,
                                           .sources = known_sources(sources),
                                           .max_record_bytes = values["max-record-bytes"].as<std::size_t>(),
                                           .max_yaml_bytes = values["max-yaml-bytes"].as<std::size_t>()});
  RejectionReport rejections(values.count("rejects") > 0 ? values["rejects"].as<std::string>() : "", common.quiet,
                             progress);
  load_options.on_rejection = [&](const Rejection& rejection) { rejections(rejection); };
  const auto report = load(common.db, reader, load_options);
  if (!load_options.dry_run) note_kept();
  progress.clear();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!common.quiet) print_report(report, seconds.count(), load_options.dry_run);
  if (!common.quiet) print_passed_over(reader.passed_over(), common.verbose);
  if (!common.quiet) print_unread(report.unread_members);
  if (report.prune_withheld) print_withheld_prune();
  const bool keeps_schema = load_options.rebuild && !load_options.dry_run && !load_options.schema;
  if (keeps_schema && !common.quiet) note_own_schema(common.db);
  rejections.finish();  // after the report: the records are in the index, whatever became of the file
  const bool is_all_taken = report.rejected == 0 && report.fields_left_out == 0 && !is_one_missing;
  // Files that are all of an unknown format are not what was meant.
  const bool is_all_passed_over = report.read == 0 && !reader.passed_over().empty();
  return is_all_taken && !is_all_passed_over ? kFound : kNothingFound;
}

}  // namespace kbsearch::cli
