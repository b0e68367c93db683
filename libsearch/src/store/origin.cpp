#include "store/origin.hpp"

#include <charconv>

#include "base/varint.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

/// `w` after the number: the file is the record.
constexpr char kWhole = 'w';

}  // namespace

std::string origin_value(const Origin& origin) {
  if (origin.source == 0) return {};
  std::string value = std::to_string(origin.source);
  if (origin.is_whole) value.push_back(kWhole);
  return value + '/' + origin.file;
}

Origin read_origin(std::string_view value) {
  Origin origin;
  const auto slash = value.find('/');
  if (slash == value.npos) return origin;
  const auto number = std::from_chars(value.data(), value.data() + slash, origin.source);
  origin.is_whole = number.ptr != value.data() + slash && *number.ptr == kWhole;
  if (number.ec != std::errc() || number.ptr + (origin.is_whole ? 1 : 0) != value.data() + slash) return {};
  origin.file = value.substr(slash + 1);
  return origin;
}

std::string path_of(const Origin& origin, const RecordSources& sources) {
  for (const auto& source : sources) {
    if (source.number == origin.source) return source.path_of(origin.file);
  }
  return {};
}

std::string sources_to_bytes(const RecordSources& sources) {
  std::string bytes;
  base::put_varint(bytes, sources.size());
  for (const auto& source : sources) {
    base::put_varint(bytes, source.number);
    base::put_bytes(bytes, source.path);
    base::put_bytes(bytes, source.root);
    base::put_bytes(bytes, source.label);
    base::put_bytes(bytes, to_string(source.format));
  }
  return bytes;
}

RecordSources sources_from_bytes(std::string_view bytes) {
  base::ByteReader reader(bytes);
  RecordSources sources;
  for (auto count = reader.varint(); count > 0; --count) {
    RecordSource& source = sources.emplace_back();
    source.number = static_cast<unsigned>(reader.varint());
    source.path = reader.bytes();
    source.root = reader.bytes();
    source.label = reader.bytes();
    source.format = record_format_named(reader.bytes()).value_or(RecordFormat::kAuto);
  }
  return sources;
}

}  // namespace kbsearch::store
