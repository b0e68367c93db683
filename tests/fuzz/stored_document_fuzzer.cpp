// Any bytes are a stored document, or are said to be damaged; and any text comes back out of any JSON it stands in.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/error.hpp"
#include "store/stored_document.hpp"

namespace {

using namespace kbsearch;

constexpr std::size_t kFields = 40;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "stored document: %s\n", what);
  std::abort();
}

/// Calls `read`, which may find the bytes damaged.
template <typename Read>
void reading(Read read) {
  try {
    read();
  } catch (const Error& error) {
    require(error.code() == ErrorCode::kIndexCorrupt, "another error than damage");
  }
}

void read_all(std::string_view bytes) {
  const store::StoredDocument document(bytes);
  reading([&] { require(document.record_json().size() <= 12 * bytes.size(), "the record outgrows what is stored"); });
  for (std::size_t field = 0; field < kFields; ++field) {
    reading([&] { document.first_text(field); });
    reading([&] { document.number(field); });
    reading([&] {
      for (const auto& text : document.texts(field)) {
        std::vector<store::StoredToken> tokens;
        reading([&] { text.read_tokens(tokens); });
        for (const auto& token : tokens) {
          require(token.begin <= token.end && token.end <= text.text().size(), "a token lies outside");
        }
        std::vector<std::uint32_t> starts;
        reading([&] { text.read_sentence_starts(starts); });
        for (const auto start : starts) require(start <= text.text().size(), "a sentence starts outside");
      }
    });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // A copy of just this size, so that a read past the end is seen.
  const std::vector<char> input(bytes, bytes + size);
  const std::string_view all(input.data(), input.size());
  reading([&] { read_all(all); });

  const std::string_view text = all.substr(0, all.find('\0'));
  const std::string_view json = all.substr(std::min(text.size() + 1, all.size()));
  store::StoredDocumentWriter writer("id-1", "en");
  writer.add_texts(1, {{text, {}, {}}, {json, {}, {}}});
  const std::string stored = writer.finish(json);
  require(store::StoredDocument(stored).record_json() == json, "the record does not come back");
  return 0;
}
