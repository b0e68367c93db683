#include "store/index_metadata.hpp"

#include <bit>

#include "base/varint.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

constexpr char kKey[] = "kbsearch";

}  // namespace

void write_metadata(Xapian::WritableDatabase& database, const IndexMetadata& metadata) {
  std::string bytes;
  base::put_varint(bytes, metadata.analysis_version);
  base::put_fixed64(bytes, std::bit_cast<std::uint64_t>(metadata.avg_length));
  base::put_bytes(bytes, metadata.schema.to_json());
  database.set_metadata(kKey, bytes);
}

IndexMetadata read_metadata(const Xapian::Database& database, const std::string& shown_path, AnalysisCheck check) {
  const std::string bytes = database.get_metadata(kKey);
  if (bytes.empty()) {
    throw Error(ErrorCode::kIndexCorrupt,
                "index '" + shown_path + "' lacks its metadata (rebuild it with: kbsearch index --rebuild PATH...)");
  }
  base::ByteReader reader(bytes);
  IndexMetadata metadata;
  metadata.analysis_version = static_cast<unsigned>(reader.varint());
  metadata.avg_length = std::bit_cast<double>(reader.fixed64());
  metadata.schema = Schema::from_json(reader.bytes());
  if (check == AnalysisCheck::kThisVersion && metadata.analysis_version != Analyzer::kVersion) {
    throw Error(ErrorCode::kIndexVersion, "index '" + shown_path + "' was analysed by version " +
                                              std::to_string(metadata.analysis_version) +
                                              ", this program has version " + std::to_string(Analyzer::kVersion) +
                                              " (rebuild it with: kbsearch index --rebuild)");
  }
  return metadata;
}

}  // namespace kbsearch::store
