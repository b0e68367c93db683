#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "input_file.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "standard_streams.hpp"
#include "synonym_sets.hpp"

namespace kbsearch::cli {
Declaration declare_synonyms() {
  Declaration declared{
      .usage = "synonyms [FILE|-] [options]",
      .description =
          "Prints the synonyms of the index, or replaces them by those of a file. Searches that begin then use\n"
          "them; nothing is indexed anew. One rule a line:\n"
          "  car, automobile, motor vehicle          each also finds the others; several words are a phrase\n"
          "  agi => artificial general intelligence  the left also finds the right, but not the reverse\n"
          "  # a comment                             \\, \\# and \\\\ stand for these signs themselves\n"
          "--set adds rules that come with the tool, and leaves the index's own:\n"
          "  british-american                        colour, color; organise, organize; centre, center; ...",
      .positional = "file",
      .exit_codes = {{0, "done"}, {1, "there are no synonyms to print"}, {2, "an error"}},
      .examples = {{"kbsearch synonyms rules.txt", "Replace the rules by those of a file:"},
                   {"kbsearch synonyms --set british-american", "Add a set that comes with the tool:"}}};
  auto& options = declared.options;
  options.add_options()("file", po::value<std::vector<std::string>>()->value_name("FILE"),
                        "rules, - for standard input")("set", po::value<std::string>()->value_name("NAME"),
                                                       "add a set that comes with the tool: british-american")(
      "clear", po::bool_switch(), "remove all rules");
  add_common_options(options);
  return declared;
}

int run_synonyms(const po::variables_map& values) {
  const auto common = common_options(values);
  const bool clears = values["clear"].as<bool>();
  const auto files =
      values.count("file") > 0 ? values["file"].as<std::vector<std::string>>() : std::vector<std::string>();
  const bool adds_set = values.count("set") > 0;
  const auto asked = files.size() + (clears ? 1 : 0) + (adds_set ? 1 : 0);
  if (asked > 1) throw UsageError("synonyms takes one file, or --set, or --clear");
  if (asked == 0) {
    const auto searcher = Searcher::open(common.db);
    const auto synonyms = searcher.synonyms();
    print_as(OutputKind::kLines);
    std::cout << synonyms.to_text();
    return synonyms.rules().empty() ? kNothingFound : kFound;
  }
  Synonyms synonyms;
  if (adds_set) {
    const auto set = synonym_set(values["set"].as<std::string>());
    synonyms = joined(Searcher::open(common.db).synonyms(), set);
  } else if (!clears) {
    synonyms = made_of(files.front(), "synonyms", Synonyms::parse);
  }
  IndexWriter::open_existing(common.db).set_synonyms(synonyms);
  note_kept();
  if (!common.quiet) std::cerr << "kbsearch: " << counted(synonyms.rules().size(), "rule") << '\n';
  return kFound;
}

}  // namespace kbsearch::cli
