// snapshot, restore: copies of an index, and the way back.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "interruption.hpp"
#include "kbsearch/index_copies.hpp"
#include "progress.hpp"
#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

std::string directory_of(const po::variables_map& values, const char* command) {
  if (values.count("directory") == 0) refuse_words("a directory is missing", command);
  const auto directories = values["directory"].as<std::vector<std::string>>();
  if (directories.size() > 1) refuse_words("one directory is enough", command);
  return directories.front();
}

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

/// Runs the copy with progress on a terminal; Ctrl-C ends it, and what it has written goes with it.
template <typename Copy>
CopyReport run_copy(const CommonOptions& common, bool force, Copy copy) {
  Progress copying(!common.quiet, "MB copied");
  Progress reading(!common.quiet, "MB read back");
  CopyOptions options;
  options.force = force;
  options.should_stop = was_interrupted;
  options.on_progress = [&](const CopyProgress& at) {
    auto& progress = at.phase == CopyProgress::Phase::kCopying ? copying : reading;
    const auto share = static_cast<double>(at.bytes) / static_cast<double>(std::max<std::uint64_t>(1, at.bytes_total));
    progress.show(at.bytes / 1'000'000, share);
  };
  return copy(options);
}

std::string of_what(const SnapshotState& state) {
  return counted(state.doc_count, "record") + " of '" + printable(state.source) + "' as of " +
         printable(state.taken_at);
}

}  // namespace

Declaration declare_snapshot() {
  Declaration declared{
      .usage = "snapshot DIR [options]",
      .description =
          "Copies the index, as of its last commit, to a directory that nothing changes afterwards, beside\n"
          "searches and a writer. What was copied is read back from the disk before it counts. Taken again into\n"
          "the same directory, the newer snapshot takes the place of the older one, in one step.\n"
          "\n"
          "A snapshot is searched as an index is, with --db DIR. Copies of it serve many readers: copy its\n"
          "generation-N first, its file CURRENT last, and running searches follow (docs/copies.md).\n"
          "Files that no writer changes in place are linked where the file system can.",
      .positional = "directory",
      .exit_codes = {{0, "it is there, whole"}, {2, "an error: nothing was changed"}},
      .examples = {{"kbsearch snapshot backup", "Keep the index as it is now:"},
                   {"kbsearch snapshot backup && kbsearch check --db backup", "Is it still as it was written?"}}};
  auto& options = declared.options;
  options.add_options()("directory", po::value<std::vector<std::string>>()->value_name("DIR"),
                        "where to: a path where nothing is, an empty directory, or an older snapshot")(
      "force", po::bool_switch(), "replace a snapshot of another index, or of a later commit");
  add_common_options(options);
  return declared;
}

int run_snapshot(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto directory = directory_of(values, "snapshot");
  const auto report = run_copy(common, values["force"].as<bool>(), [&](const CopyOptions& options) {
    return take_snapshot(common.db, directory, options);
  });
  note_kept();
  if (common.quiet) return kFound;
  std::cout << counted(report.snapshot.doc_count, "record") << " in the snapshot, " << megabytes(report.snapshot.bytes);
  if (report.was_there) {
    std::cout << ": it was there already, taken " << printable(report.snapshot.taken_at) << ", and is whole\n";
  } else {
    if (report.bytes_linked > 0) std::cout << " (" << megabytes(report.bytes_linked) << " linked)";
    std::cout << ", read back\n";
  }
  return kFound;
}

std::string snapshot_directory(const std::vector<std::string>& arguments) {
  return directory_of(parse_arguments(arguments, declare_snapshot()), "snapshot");
}

Declaration declare_restore() {
  Declaration declared{
      .usage = "restore DIR [options]",
      .description =
          "Puts a snapshot in the place of the index, or makes the index of it. The old index is kept until the\n"
          "new one was read back; readers see the one or the other, and follow without a failed search.\n"
          "\n"
          "Where the index has changes that the snapshot does not have, it is refused without --force.",
      .positional = "directory",
      .exit_codes = {{0, "the index is as it was when the snapshot was taken"}, {2, "an error: nothing was changed"}},
      .examples = {
          {"kbsearch snapshot backup && kbsearch restore backup --db copy.index", "A copy that can be changed:"},
          {"kbsearch restore --force backup", "Back to the snapshot, whatever came after it:"}}};
  auto& options = declared.options;
  options.add_options()("directory", po::value<std::vector<std::string>>()->value_name("DIR"), "the snapshot")(
      "force", po::bool_switch(), "give up changes of the index that the snapshot does not have");
  add_common_options(options);
  return declared;
}

int run_restore(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto directory = directory_of(values, "restore");
  const auto report = run_copy(common, values["force"].as<bool>(), [&](const CopyOptions& options) {
    return restore_snapshot(directory, common.db, options);
  });
  note_kept();
  if (!common.quiet) std::cout << "restored " << of_what(report.snapshot) << '\n';
  return kFound;
}

}  // namespace kbsearch::cli
