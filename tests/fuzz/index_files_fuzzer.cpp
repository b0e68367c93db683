// Any bytes in the place of a file of an index are that file, or refused as damaged; nothing else happens.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kbsearch/error.hpp"
#include "kbsearch/synonyms.hpp"
#include "store/checksums.hpp"
#include "store/database.hpp"
#include "store/glass_header.hpp"
#include "store/index_directory.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace {

namespace fs = std::filesystem;
namespace store = kbsearch::store;

/// A copy of the sample's index, whose files are damaged one at a time.
struct Index {
  Index() {
    fs::copy(kbsearch::test::sample_index(), path, fs::copy_options::recursive);
    store::IndexDirectory(path).write_synonyms("car, automobile\n");
  }
  kbsearch::test::TemporaryDirectory directory;
  fs::path path = directory / "kb";
  fs::path generation = path / "generation-1";
};

/// Runs a step that may find damage and nothing else.
template <typename Step>
void may_find_damage(Step&& step) {
  try {
    step();
  } catch (const kbsearch::Error& error) {
    const bool fits = error.code() == kbsearch::ErrorCode::kIndexCorrupt ||
                      error.code() == kbsearch::ErrorCode::kIndexVersion ||
                      error.code() == kbsearch::ErrorCode::kInvalidArgument;
    if (fits) return;
    std::fprintf(stderr, "index files: %s\n", error.what());
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Index index;
  if (size == 0) return 0;
  const fs::path files[] = {index.path / "CURRENT", index.path / "synonyms", index.generation / "checksums",
                            index.generation / "iamglass"};
  const auto& file = files[bytes[0] % std::size(files)];
  const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto kept = kbsearch::test::read_bytes(file);
  // Alone, in the midst of what belongs there, and as an end of it.
  const auto at = kept.size() * (bytes[0] / 4) / 64;
  const auto overwritten = kept.substr(0, at) + std::string(input) +
                           (at + input.size() < kept.size() ? kept.substr(at + input.size()) : std::string());
  for (const auto& content : {std::string(input), overwritten, kept.substr(0, at)}) {
    kbsearch::test::write_bytes(file, content);
    const store::IndexDirectory directory(index.path);
    may_find_damage([&] { directory.holds_index(); });
    may_find_damage([&] { directory.generation_with_records(); });
    may_find_damage([&] { kbsearch::Synonyms::parse(directory.read_synonyms(index.generation)); });
    may_find_damage([&] { store::verify_checksums(index.generation); });
    may_find_damage([&] { store::digested_state(index.generation); });
    may_find_damage([&] { store::plausible_revision(content, index.generation); });
    may_find_damage([&] { store::require_plain_database(index.generation); });
  }
  kbsearch::test::write_bytes(file, kept);
  return 0;
}
