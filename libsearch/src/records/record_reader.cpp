#include "kbsearch/record_reader.hpp"

#include <filesystem>
#include <utility>

#include "kbsearch/error.hpp"
#include "records/byte_input.hpp"
#include "records/encoding.hpp"
#include "records/file_walk.hpp"
#include "records/format_detection.hpp"
#include "records/open_source.hpp"
#include "records/reason.hpp"
#include "records/source.hpp"

namespace kbsearch {
namespace {

struct NamedFormat {
  RecordFormat format;
  std::string_view name;
};
constexpr NamedFormat kFormats[] = {
    {RecordFormat::kAuto, "auto"},      {RecordFormat::kJsonLines, "jsonl"},   {RecordFormat::kJsonArray, "json"},
    {RecordFormat::kYaml, "yaml"},      {RecordFormat::kMarkdown, "markdown"}, {RecordFormat::kSavedPage, "page"},
    {RecordFormat::kHtml, "html"},      {RecordFormat::kText, "text"},         {RecordFormat::kTable, "csv"},
    {RecordFormat::kReferences, "csl"}, {RecordFormat::kConverted, "convert"},
};

/// An error of the system names the path, which may be long.
constexpr std::size_t kMaxErrorBytes = 4096 + records::kMaxReasonBytes;

/// "the format is told neither ..., name it: jsonl, json, .."
std::string unknown_format() {
  std::string names;
  for (const NamedFormat& known : kFormats) {
    if (known.format != RecordFormat::kAuto) names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  return "the format is told neither by the content nor by the name; name it: " + names;
}

}  // namespace

std::optional<RecordFormat> record_format_named(std::string_view name) {
  for (const NamedFormat& known : kFormats) {
    if (known.name == name) return known.format;
  }
  return std::nullopt;
}

std::string_view to_string(RecordFormat format) {
  for (const NamedFormat& known : kFormats) {
    if (known.format == format) return known.name;
  }
  return "unknown";
}

/// The files still to be read, and the source of the one that is being read.
struct [[gnu::visibility("hidden")]] RecordReader::Impl {
  ReaderOptions options;
  std::vector<records::FoundFile> files;
  RecordSources sources;
  std::vector<std::string> named_paths;
  std::vector<PassedOver> passed_over;
  std::size_t next_file = 0;
  std::istream* stream = nullptr;  ///< Stands for the only entry of `files`, if set.
  std::unique_ptr<records::Source> source;
  bool is_whole = false;  ///< The file that is being read is one record.
  std::uint64_t items_of_file = 0;
  std::uint64_t finished_bytes = 0;
  NextItem next_item;  ///< In place of all files, if set.
  std::string name_of_items;
  std::optional<std::uint64_t> bytes_of_items;

  const records::FoundFile& current_file() const { return files[next_file - 1]; }

  records::ByteInput open_input(const records::FoundFile& file) const {
    using records::ByteInput;
    if (stream != nullptr) return ByteInput::of_stream(*stream, file.path);
    if (file.path == records::kStandardInput) return ByteInput::of_standard_input();
    return ByteInput::of_file(file.path);
  }

  /// Opens the next file. Returns a Rejection if that fails, nothing if it went well or the file is
  /// passed over.
  std::optional<Item> start_next_file() {
    const records::FoundFile& file = files[next_file++];
    if (!file.trouble.empty()) return Rejection{{file.path, 0}, {}, {}, file.trouble, Rejection::Scope::kSource};
    records::ByteInput input = records::without_wide_characters(open_input(file));
    input.skip_byte_order_mark();
    auto format = std::optional(file.format);
    if (format == RecordFormat::kAuto) {
      format = records::detect_format(input, file.path, options.max_record_bytes);
    }
    if (format) {
      is_whole = records::is_one_record(*format);
      source = records::open_source(*format, std::move(input), file, options);
      return std::nullopt;
    }
    const bool is_blank = records::is_blank(input);
    if (file.walked || is_blank) {
      passed_over.push_back({file.path, records::kind_of(file.path), is_blank ? "empty" : records::kUnknownFormat});
      return std::nullopt;
    }
    return Rejection{{file.path, 1}, {}, {}, unknown_format(), Rejection::Scope::kSource};
  }

  void finish_file() {
    if (source && items_of_file == 0)
      passed_over.push_back({current_file().path, records::kind_of(current_file().path), "empty"});
    items_of_file = 0;
    const std::uint64_t used = source ? source->bytes_read() : 0;
    finished_bytes += current_file().bytes.value_or(used);
    source.reset();
  }

  /// Tells a record or a rejection which file of which source it comes from.
  Item with_place(Item item) const {
    Origin& origin = std::visit([](auto& either) -> Origin& { return either.origin; }, item);
    origin.source = current_file().source;
    origin.file = current_file().page_path;
    origin.is_whole = is_whole;
    return item;
  }

  std::optional<Item> next_of_function() {
    auto item = next_item();
    if (!item) return item;
    auto& origin = std::visit([](auto& either) -> Origin& { return either.origin; }, *item);
    if (origin.path.empty()) origin.path = name_of_items;
    // Numbers of sources are this index's own, whatever an item brings along from another one.
    origin.source = 0;
    if (const auto* record = std::get_if<Record>(&*item)) finished_bytes += record->json.size();
    return item;
  }

  std::optional<Item> next() {
    if (next_item) return next_of_function();
    try {
      while (true) {
        if (source) {
          if (auto item = source->next()) {
            ++items_of_file;
            return with_place(std::move(*item));
          }
          finish_file();
        }
        if (next_file == files.size()) return std::nullopt;
        auto rejection = start_next_file();
        if (!source) finish_file();
        if (rejection) return rejection;
      }
    } catch (const Error& error) {
      const auto scope = source ? Rejection::Scope::kRest : Rejection::Scope::kSource;
      Rejection rejection{{current_file().path, 0}, {}, {}, records::one_line(error.what(), kMaxErrorBytes), scope};
      finish_file();
      return rejection;
    }
  }
};

RecordReader::RecordReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;
RecordReader::~RecordReader() = default;

RecordReader RecordReader::open(const std::vector<std::string>& paths, const ReaderOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  records::SourceRoots roots(options.sources);
  auto found = records::find_record_files(paths, options.format, roots);
  impl->files = std::move(found.files);
  impl->named_paths = std::move(found.named_paths);
  impl->passed_over = std::move(found.passed_over);
  impl->sources = roots.sources();
  return RecordReader(std::move(impl));
}

RecordReader RecordReader::from_stream(std::istream& input, const std::string& name, const ReaderOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  // A stream may stand for a file whose name says something; "-" does not.
  const bool is_named = name != records::kStandardInput;
  const std::string page_path = is_named ? name : std::string();
  impl->files.push_back(
      {name, {}, page_path, std::filesystem::path(page_path).stem().string(), std::nullopt, false, {}});
  impl->files.back().format = options.format;
  impl->stream = &input;
  return RecordReader(std::move(impl));
}

RecordReader RecordReader::from_function(NextItem next, const std::string& name,
                                         std::optional<std::uint64_t> bytes_total) {
  if (!next) throw Error(ErrorCode::kInvalidArgument, "a reader is given no function to read from", "next");
  auto impl = std::make_unique<Impl>();
  impl->next_item = std::move(next);
  impl->name_of_items = name;
  impl->bytes_of_items = bytes_total;
  return RecordReader(std::move(impl));
}

std::optional<RecordReader::Item> RecordReader::next() { return impl_->next(); }

const RecordSources& RecordReader::sources() const { return impl_->sources; }
const std::vector<std::string>& RecordReader::named_paths() const { return impl_->named_paths; }
const std::vector<PassedOver>& RecordReader::passed_over() const { return impl_->passed_over; }

std::uint64_t RecordReader::bytes_read() const {
  return impl_->finished_bytes + (impl_->source ? impl_->source->bytes_read() : 0);
}

std::optional<std::uint64_t> RecordReader::bytes_total() const {
  if (impl_->next_item) return impl_->bytes_of_items;
  std::uint64_t total = 0;
  for (const records::FoundFile& file : impl_->files) {
    if (!file.bytes) return std::nullopt;
    total += *file.bytes;
  }
  return total;
}

}  // namespace kbsearch
