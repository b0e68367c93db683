// kbsearch_generate: writes a large synthetic knowledge base, or benchmark queries for it.
// Same arguments, same bytes.

#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include <boost/program_options.hpp>

#include "generator/output.hpp"
#include "generator/query_maker.hpp"
#include "generator/record_maker.hpp"

namespace kbsearch::corpus {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMaxRecords = 100'000'000;
constexpr std::int64_t kMaxQueries = 10'000'000;
constexpr std::uint32_t kMedianBytes = 1'300;
constexpr std::uint32_t kLongMedianBytes = 4'500;
constexpr std::size_t kWriteBytes = std::size_t{1} << 18;

struct Arguments {
  std::uint64_t records = 0;
  std::uint64_t queries = 0;  // 0: write the records
  std::string out = "-";
  CollectionOptions collection;
};

po::options_description describe_options() {
  po::options_description description("Options");
  // clang-format off
  description.add_options()
      ("records", po::value<std::int64_t>()->value_name("N"),
       "number of records, 1 to 100000000 (needed)")
      ("seed", po::value<std::int64_t>()->default_value(7)->value_name("S"),
       "seed, 0 or more; another seed is another vocabulary and collection")
      ("long", "longer content: 4.5 KB in the median instead of 1.3 KB")
      ("queries", po::value<std::int64_t>()->value_name("M"),
       "write M benchmark queries for that collection instead, as kind<TAB>query")
      ("out", po::value<std::string>()->default_value("-")->value_name("FILE"),
       "file to write; - is standard output")
      ("help", "show this text");
  // clang-format on
  return description;
}

std::uint64_t number_in(const po::variables_map& values, const std::string& name, std::int64_t low, std::int64_t high) {
  const auto number = values[name].as<std::int64_t>();
  if (number >= low && number <= high) return static_cast<std::uint64_t>(number);
  throw po::error("--" + name + " is " + std::to_string(number) + ", must be in [" + std::to_string(low) + ", " +
                  std::to_string(high) + "]");
}

/// Returns the arguments, or nothing if only help was asked for. Throws po::error if they make no
/// sense.
std::optional<Arguments> read_arguments(int argc, char** argv, const po::options_description& known) {
  po::variables_map values;
  const po::positional_options_description no_positions;
  po::store(po::command_line_parser(argc, argv).options(known).positional(no_positions).run(), values);
  po::notify(values);
  if (values.count("help") > 0) return std::nullopt;
  if (values.count("records") == 0) throw po::error("--records is needed");
  Arguments arguments;
  arguments.records = number_in(values, "records", 1, kMaxRecords);
  if (values.count("queries") > 0) arguments.queries = number_in(values, "queries", 1, kMaxQueries);
  arguments.out = values["out"].as<std::string>();
  arguments.collection.seed = number_in(values, "seed", 0, INT64_MAX);
  arguments.collection.content_median_bytes = values.count("long") > 0 ? kLongMedianBytes : kMedianBytes;
  return arguments;
}

/// Returns false if the reader went away, as does write_queries().
bool write_records(RecordMaker& maker, std::uint64_t count, Output& output) {
  SyntheticRecord record;
  std::string lines;
  for (std::uint64_t number = 0; number < count; ++number) {
    maker.make(number, record);
    append_json_line(record, lines);
    if (lines.size() < kWriteBytes) continue;
    if (!output.write(lines)) return false;
    lines.clear();
  }
  return output.write(lines) && output.finish();
}

bool write_queries(QueryMaker& maker, std::uint64_t count, Output& output) {
  for (std::uint64_t number = 0; number < count; ++number) {
    const BenchmarkQuery query = maker.make(number);
    std::string line(query.kind);
    line += '\t' + query.text + '\n';
    if (!output.write(line)) return false;
  }
  return output.finish();
}

void run(const Arguments& arguments) {
  Output output(arguments.out);
  RecordMaker maker(arguments.collection);
  if (arguments.queries == 0) {
    (void)write_records(maker, arguments.records, output);  // a closed pipe is a normal end
    return;
  }
  QueryMaker queries(maker, arguments.collection.seed, arguments.records);
  (void)write_queries(queries, arguments.queries, output);
}

}  // namespace
}  // namespace kbsearch::corpus

int main(int argc, char** argv) {
  using namespace kbsearch::corpus;
  const auto known = describe_options();
  try {
    const auto arguments = read_arguments(argc, argv, known);
    if (!arguments) {
      std::cout << "Usage: kbsearch_generate --records N [options]\n"
                   "Writes a synthetic knowledge base as JSON Lines.\n\n"
                << known;
      return 0;
    }
    run(*arguments);
    return 0;
  } catch (const boost::program_options::error& error) {
    std::cerr << "kbsearch_generate: " << error.what() << " (see --help)\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "kbsearch_generate: " << error.what() << '\n';
    return 1;
  }
}
