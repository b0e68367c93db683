// show, delete, export: records by id, and all of them.
#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

std::vector<std::string> ids_of(const po::variables_map& values, const char* command) {
  if (values.count("id") == 0) refuse_words("the id of a record is missing", command);
  return values["id"].as<std::vector<std::string>>();
}

/// Prints a record on a line of its own. Line breaks between the tokens of JSON are no part of it, and those inside its
/// strings are escaped: without them a record that was laid out over lines can be read back as a line.
void print_record(std::string json) {
  std::erase_if(json, [](char c) { return c == '\n' || c == '\r'; });
  std::cout << json << '\n';
}

/// Thrown through the library to leave a walk over all records.
struct NobodyReads {};

}  // namespace

Declaration declare_show() {
  Declaration declared{.usage = "show ID...",
                       .description = "Prints records as they were given, one JSON object a line.",
                       .positional = "id",
                       .exit_codes = {{0, "all found"}, {1, "one is missing"}, {2, "an error"}},
                       .examples = {{"kbsearch show 87c36d42aade0023", "One record:"}}};
  auto& options = declared.options;
  options.add_options()("id", po::value<std::vector<std::string>>()->value_name("ID"), "ids of records");
  add_common_options(options);
  return declared;
}

int run_show(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto ids = ids_of(values, "show");
  const auto searcher = Searcher::open(common.db);
  print_as(OutputKind::kJson);
  int code = kFound;
  const auto records = searcher.find_all(ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (records[i]) {
      print_record(records[i]->json);
    } else {
      std::cerr << "kbsearch: no record has the id '" << printable(ids[i]) << "'\n";
      code = kNothingFound;
    }
  }
  return code;
}

Declaration declare_delete() {
  Declaration declared{.usage = "delete ID...",
                       .description = "Removes records, as one commit.",
                       .positional = "id",
                       .exit_codes = {{0, "all removed"}, {1, "one was not there"}, {2, "an error"}},
                       .examples = {{"kbsearch delete 53281bf9fa68579d", "Remove one record:"}}};
  auto& options = declared.options;
  options.add_options()("id", po::value<std::vector<std::string>>()->value_name("ID"), "ids of records");
  add_common_options(options);
  return declared;
}

int run_delete(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto ids = ids_of(values, "delete");
  auto writer = IndexWriter::open_existing(common.db);
  int code = kFound;
  std::size_t removed = 0;
  for (const auto& id : ids) {
    if (writer.remove(id)) {
      ++removed;
    } else {
      std::cerr << "kbsearch: no record has the id '" << printable(id) << "'\n";
      code = kNothingFound;
    }
  }
  writer.commit();
  note_kept();
  if (!common.quiet) std::cout << removed << " removed; " << counted(writer.doc_count(), "record") << " in the index\n";
  return code;
}

Declaration declare_export() {
  Declaration declared{
      .usage = "export > records.jsonl",
      .description =
          "Prints all records as they were given, one a line; line breaks between the tokens of their "
          "JSON are left out.",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"kbsearch export > all.jsonl", "Keep all records; kbsearch index reads them back:"}}};
  auto& options = declared.options;
  add_common_options(options);
  return declared;
}

int run_export(const po::variables_map& values) {
  const auto searcher = Searcher::open(common_options(values).db);
  print_as(OutputKind::kJson);
  try {
    searcher.for_each_record([](const Record& record) {
      print_record(record.json);
      if (!std::cout) throw NobodyReads{};
    });
  } catch (...) {
    // Nobody reads on, whatever the library made of it. Why is told once, when standard output is closed.
    if (std::cout) throw;
  }
  return kFound;
}

}  // namespace kbsearch::cli
