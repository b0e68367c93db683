// Unsigned integers of variable length (7 bits a byte, least significant first) and length-prefixed byte strings:
// the alphabet of everything we store. Reading never runs past the end: it throws Error{kIndexCorrupt}.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::base {

void put_varint(std::string& out, std::uint64_t value);
void put_bytes(std::string& out, std::string_view bytes);
/// Eight bytes, least significant first.
void put_fixed64(std::string& out, std::uint64_t value);

/// A cursor over stored bytes; the views it returns point into them.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::uint64_t varint() {
    if (!rest_.empty()) {
      const auto first = static_cast<unsigned char>(rest_.front());
      if (first < 0x80) {
        rest_.remove_prefix(1);
        return first;
      }
    }
    return long_varint();
  }
  std::string_view bytes();
  std::string_view raw(std::size_t size);
  std::uint64_t fixed64();

 private:
  std::uint64_t long_varint();
  std::string_view rest_;
};

}  // namespace kbsearch::base
