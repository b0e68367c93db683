#include <filesystem>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "kbsearch/index_writer.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

void print_source(const SourceState& state) {
  const auto& source = state.source;
  std::error_code error;
  const bool is_missing = source.can_be_read_again() && !std::filesystem::exists(source.path, error);
  std::cout << std::setw(9) << state.records << "  "
            << (source.can_be_read_again() ? printable(source.path) : "- (standard input)");
  if (source.format != RecordFormat::kAuto) std::cout << "  (" << to_string(source.format) << ')';
  const bool is_folder = std::filesystem::is_directory(source.path, error);
  if (is_folder && !source.label.empty()) std::cout << "  (ids begin with " << printable(source.label) << "//)";
  std::cout << (is_missing ? "  (is not there any more)\n" : "\n");
}

void print_json(const std::vector<SourceState>& sources) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& [source, records] : sources) {
    list.push_back({{"path", source.path},
                    {"records", records},
                    {"format", to_string(source.format)},
                    {"root", source.root},
                    {"label", source.label}});
  }
  std::cout << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

/// A source may be named as it was when it was added, or as the list prints it.
std::string path_of(const std::string& named) {
  std::error_code error;
  const auto path = std::filesystem::weakly_canonical(named, error);
  return named == RecordSource::kStandardInput || error ? named : path.string();
}

int forget(const CommonOptions& common, const std::vector<std::string>& named, bool keep_records) {
  auto writer = IndexWriter::open_existing(common.db);
  std::uint64_t count = 0;
  for (const auto& name : named) {
    const auto forgotten = writer.forget_source(path_of(name), keep_records);
    if (!forgotten) throw UsageError("'" + name + "' is no source of the index (kbsearch sources lists them)");
    count += *forgotten;
  }
  writer.commit();
  note_kept();
  if (!common.quiet) {
    std::cout << counted(named.size(), "source") << " forgotten, " << counted(count, "record")
              << (keep_records ? " kept; " : " removed; ") << counted(writer.doc_count(), "record")
              << " in the index\n";
  }
  return kFound;
}

}  // namespace

Declaration declare_sources() {
  Declaration declared{
      .usage = "sources [options]",
      .description =
          "Lists the files and folders that the index has records of, with their number. `kbsearch index`\n"
          "without a path reads them again.",
      .exit_codes = {{0, "done"}, {1, "the index remembers no source"}, {2, "an error"}},
      .examples = {{"kbsearch sources", "What is read by an index without a path?"}}};
  auto& options = declared.options;
  options.add_options()("forget", po::value<std::vector<std::string>>()->value_name("PATH"),
                        "forget this source, and remove the records that come from it")(
      "keep-records", po::bool_switch(), "with --forget: keep its records")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"), "human or json");
  add_common_options(options);
  return declared;
}

int run_sources(const po::variables_map& values) {
  const auto common = common_options(values);
  if (values.count("forget") > 0) {
    return forget(common, values["forget"].as<std::vector<std::string>>(), values["keep-records"].as<bool>());
  }
  if (values["keep-records"].as<bool>()) throw UsageError("--keep-records goes with --forget PATH");
  const auto format = values["format"].as<std::string>();
  require_choice("--format", format, {"human", "json"});
  const auto sources = sources_of(common.db);
  if (format == "json") {
    print_as(OutputKind::kLines);
    print_json(sources);
  } else {
    for (const auto& source : sources) print_source(source);
  }
  if (sources.empty() && !common.quiet) std::cerr << "kbsearch: the index remembers no source\n";
  return sources.empty() ? kNothingFound : kFound;
}

}  // namespace kbsearch::cli
