// Any bytes are a file of records, in each format: records that are what they say, short printable reasons, the same
// items however the bytes come in, in bounded time and memory. The first byte chooses the format: 0 is the first of
// kWays.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/record_reader.hpp"

namespace {

using namespace kbsearch;

constexpr std::chrono::seconds kMostTime{10};
constexpr long kMostKilobytes = 2 << 20;

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "record reader: %s\n", what.c_str());
  std::abort();
}

struct Way {
  RecordFormat format;
  const char* name;
};
constexpr Way kWays[] = {
    {RecordFormat::kJsonLines, "a.jsonl"}, {RecordFormat::kJsonArray, "a.json"}, {RecordFormat::kYaml, "a.yaml"},
    {RecordFormat::kMarkdown, "d/a.md"},   {RecordFormat::kMarkdown, "d/a.mdx"}, {RecordFormat::kSavedPage, "a.txt"},
    {RecordFormat::kHtml, "d/a.html"},     {RecordFormat::kText, "d/a.org"},     {RecordFormat::kTable, "d/a.csv"},
    {RecordFormat::kReferences, "a.json"},
};
constexpr const char* kNames[] = {"-", "a", "a.jsonl", "a.json", "a.yaml", "a.md", "a.mdx", "a.txt", "a.html"};

Way way_of(std::uint8_t first, std::size_t size) {
  const std::size_t way = static_cast<std::uint8_t>(first - '0') % (std::size(kWays) + 1);
  return way < std::size(kWays) ? kWays[way] : Way{RecordFormat::kAuto, kNames[size % std::size(kNames)]};
}

/// Gives `text` in pieces of `step` bytes.
class Pieces : public std::streambuf {
 public:
  Pieces(std::string_view text, std::size_t step) : text_(text), step_(step) {}

 private:
  int_type underflow() override {
    if (at_ == text_.size()) return traits_type::eof();
    piece_ = text_.substr(at_, step_);
    at_ += piece_.size();
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(piece_.front());
  }
  std::string_view text_;
  std::size_t step_;
  std::size_t at_ = 0;
  std::string piece_;
};

bool is_short_and_printable(std::string_view reason) {
  return !reason.empty() && reason.size() <= 300 &&
         std::none_of(reason.begin(), reason.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// Returns the items, each as one text.
std::vector<std::string> read(std::string_view text, std::size_t step, const Way& way, const ReaderOptions& options) {
  Pieces pieces(text, step);
  std::istream stream(&pieces);
  auto reader = RecordReader::from_stream(stream, way.name, options);
  std::vector<std::string> items;
  while (const auto item = reader.next()) {
    require(items.size() <= 2 * text.size() + 1, "more items than bytes");
    require(reader.bytes_read() <= text.size(), "more bytes read than there are");
    if (const auto* record = std::get_if<Record>(&*item)) {
      const Record again = Record::from_json(record->json);
      require(again.id == record->id && again.json == record->json, "a record does not read back");
      items.push_back(std::to_string(record->origin.line) + " " + record->id + " " + record->json);
    } else {
      const auto& rejection = std::get<Rejection>(*item);
      require(is_short_and_printable(rejection.reason), "a reason is long or raw: " + rejection.reason);
      require(rejection.record_id.size() <= Record::kMaxIdBytes, "an id is too long");
      items.push_back(std::to_string(rejection.origin.line) + " " + rejection.record_id + " " + rejection.reason);
    }
  }
  require(!reader.next().has_value(), "the end does not stay the end");
  return items;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const Way way = way_of(bytes[0], size);
  ReaderOptions options{.format = way.format};
  if (size % 4 == 0) options.max_record_bytes = 40;
  const auto start = std::chrono::steady_clock::now();
  const auto at_once = read(text, text.size() + 1, way, options);
  const auto in_pieces = read(text, 1 + size % 7, way, options);
  for (std::size_t i = 0; i < std::max(at_once.size(), in_pieces.size()); ++i) {
    const std::string one = i < at_once.size() ? at_once[i] : "nothing";
    const std::string other = i < in_pieces.size() ? in_pieces[i] : "nothing";
    require(one == other, "the items depend on how the bytes come in: " + one + " | " + other + "\nof " +
                              std::string(way.name) + "\n" + std::string(text));
  }
  require(std::chrono::steady_clock::now() - start < kMostTime, "it takes too long");
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  require(usage.ru_maxrss < kMostKilobytes, "it takes too much memory");
  return 0;
}
