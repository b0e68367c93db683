#include "store/index_metadata.hpp"

#include <bit>

#include "base/hash.hpp"
#include "base/varint.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "store/origin.hpp"

namespace kbsearch::store {
namespace {

constexpr char kKey[] = "kbsearch";

void put_double(std::string& bytes, double value) { base::put_fixed64(bytes, std::bit_cast<std::uint64_t>(value)); }
double read_double(base::ByteReader& reader) { return std::bit_cast<double>(reader.fixed64()); }

[[noreturn]] void throw_damaged(const std::string& shown_path, const char* what) {
  throw Error(ErrorCode::kIndexCorrupt, "index '" + shown_path + "' " + what, shown_path, Remedy::kRebuild);
}

}  // namespace

void write_metadata(Xapian::WritableDatabase& database, const IndexMetadata& metadata) {
  std::string bytes;
  base::put_varint(bytes, metadata.analysis_version);
  put_double(bytes, metadata.avg_length);
  base::put_bytes(bytes, metadata.schema.to_json());
  put_double(bytes, metadata.length_sum);
  base::put_bytes(bytes, sources_to_bytes(metadata.sources));
  base::put_fixed64(bytes, base::hash64(bytes));
  database.set_metadata(kKey, bytes);
}

IndexMetadata read_metadata(const Xapian::Database& database, const std::string& shown_path) {
  const std::string bytes = database.get_metadata(kKey);
  if (bytes.empty()) throw_damaged(shown_path, "lacks its metadata");
  const std::size_t content = bytes.size() - std::min(bytes.size(), sizeof(std::uint64_t));
  base::ByteReader digest(std::string_view(bytes).substr(content));
  if (content == 0 || digest.fixed64() != base::hash64(std::string_view(bytes).substr(0, content))) {
    throw_damaged(shown_path, "has damaged metadata");
  }
  base::ByteReader reader(std::string_view(bytes).substr(0, content));
  IndexMetadata metadata;
  metadata.analysis_version = static_cast<unsigned>(reader.varint());
  metadata.avg_length = read_double(reader);
  metadata.schema = Schema::from_json(reader.bytes());
  metadata.length_sum = read_double(reader);
  if (!reader.at_end()) metadata.sources = sources_from_bytes(reader.bytes());
  if (metadata.analysis_version != Analyzer::kVersion) {
    throw Error(ErrorCode::kIndexVersion,
                "index '" + shown_path + "' was analysed by version " + std::to_string(metadata.analysis_version) +
                    ", this program has version " + std::to_string(Analyzer::kVersion),
                shown_path, Remedy::kRebuild);
  }
  return metadata;
}

std::optional<Schema> read_schema(const Xapian::Database& database) {
  try {
    const std::string bytes = database.get_metadata(kKey);
    base::ByteReader reader(bytes);
    reader.varint();
    reader.fixed64();
    return Schema::from_json(reader.bytes());
  } catch (const Error&) {
    return std::nullopt;
  }
}

RecordSources read_sources(const Xapian::Database& database) {
  try {
    const std::string bytes = database.get_metadata(kKey);
    base::ByteReader reader(
        std::string_view(bytes).substr(0, bytes.size() - std::min(bytes.size(), sizeof(std::uint64_t))));
    reader.varint();
    reader.fixed64();
    reader.bytes();
    reader.fixed64();
    return reader.at_end() ? RecordSources() : sources_from_bytes(reader.bytes());
  } catch (const Error&) {
    return {};
  }
}

}  // namespace kbsearch::store
