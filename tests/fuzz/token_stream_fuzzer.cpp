// Any bytes are a token stream, read without a step past their end; and what was written is found where it was.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/token_stream.hpp"

namespace {

using kbsearch::store::StemSet;
using kbsearch::store::StreamToken;
using kbsearch::store::TokenStream;
using kbsearch::store::TokenStreamWriter;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "token stream: %s\n", what);
  std::abort();
}

/// None is 0, which stands for no form. So few hashes that stems share units, and forms do: h, and h a full turn of the
/// units later.
std::uint64_t hash_of(std::uint8_t byte) { return 1 + byte % 23u + (byte / 23u) * std::uint64_t{65536 - 16}; }

/// Reads all of a stream out of a copy that ends where it does, so that a sanitizer sees the first byte too many.
void read(std::string_view bytes) {
  const auto copy = std::make_unique<char[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
  const TokenStream stream(std::string_view(copy.get(), bytes.size()));
  StemSet stems;
  for (unsigned byte = 0; byte < 256; byte += 5) stems.add(hash_of(static_cast<std::uint8_t>(byte)), byte);
  std::uint64_t tokens = 0;
  stream.find(stems, [&](const StreamToken& token) {
    require(token.word < 256 && token.word % 5 == 0, "a token of a word that nobody looks for");
    tokens += token.has_form(hash_of(7)) ? 1 : 1;
  });
  require(tokens <= bytes.size() * 256, "more tokens than there is room for");
  std::uint64_t words = 0;
  for (std::size_t field = 0; field < 3; ++field) words += stream.word_count(field);
  require(words <= bytes.size(), "more words than there is room for");
  require(stream.language().size() <= 2, "a language of more than two letters");
}

/// A stream of the tokens that the bytes stand for, two each.
std::string written(const std::uint8_t* bytes, std::size_t size) {
  TokenStreamWriter writer;
  writer.start("en");
  writer.begin_text(0);
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    if (bytes[i] % 31 == 0) writer.begin_text(1 + i % 3);
    writer.add(hash_of(bytes[i]), hash_of(bytes[i + 1]), bytes[i] % 7 == 0);
  }
  return writer.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  read(std::string_view(reinterpret_cast<const char*>(bytes), size));
  auto stream = written(bytes, size);
  if (size >= 2) {
    // The document has this stem and this form, so it has no others that they could be taken for.
    StemSet first;
    first.add(hash_of(bytes[0]), 0);
    std::size_t found = 0;
    std::size_t expected = 0;
    TokenStream(stream).find(first, [&](const StreamToken& token) { found += token.has_form(hash_of(bytes[1])); });
    for (std::size_t i = 0; i + 1 < size; i += 2) {
      expected += hash_of(bytes[i]) == hash_of(bytes[0]) && hash_of(bytes[i + 1]) == hash_of(bytes[1]);
    }
    require(found == expected, "a stem is not found where it was written");
  }
  for (std::size_t i = 0; i < size && i < 8; ++i) {
    auto damaged = stream;
    damaged[(bytes[i] * 257u + i) % damaged.size()] = static_cast<char>(bytes[i] % 6);
    read(damaged);
    read(std::string_view(stream).substr(0, stream.size() - bytes[i] % stream.size()));
  }
  return 0;
}
