#include "base/varint.hpp"

#include "kbsearch/error.hpp"

namespace kbsearch::base {
namespace {

[[noreturn]] void throw_cut_short() {
  throw Error(ErrorCode::kIndexCorrupt, "stored document ends too early", {}, Remedy::kRebuild);
}

}  // namespace

void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void put_bytes(std::string& out, std::string_view bytes) {
  put_varint(out, bytes.size());
  out.append(bytes);
}

void put_fixed64(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) throw_cut_short();
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw_cut_short();
}

std::string_view ByteReader::bytes() { return raw(varint()); }

std::string_view ByteReader::raw(std::size_t size) {
  if (size > rest_.size()) throw_cut_short();
  const auto result = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return result;
}

std::uint64_t ByteReader::fixed64() {
  const auto bytes = raw(8);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

}  // namespace kbsearch::base
