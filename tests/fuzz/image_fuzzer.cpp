// A segment of an image whose digests are right and whose content is anything: it is read, or told to be damaged.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "image/damaged.hpp"
#include "image/segment.hpp"
#include "kbsearch/error.hpp"
#include "support/sample.hpp"

namespace {

namespace image = kbsearch::image;

/// Cuts the input into sections of sizes that fit one another, as far as it reaches; then it begins again.
void write_sections(const std::filesystem::path& path, std::string_view input) {
  std::size_t at = 0;
  const auto next = [&](std::size_t size) {
    std::string bytes;
    for (; bytes.size() < size && !input.empty(); at = (at + 1) % input.size()) bytes.push_back(input[at]);
    return bytes;
  };
  const auto small = [&](std::size_t below) {
    return input.empty() ? 0 : static_cast<unsigned char>(next(1)[0]) % below;
  };
  const auto documents = small(40);
  const auto groups = small(4);
  const std::size_t sizes[image::kSegmentSections] = {4 * documents, 8 * documents, small(99),
                                                      8 * documents, small(99),     8 * documents,
                                                      small(256),    16 * groups,   small(256)};
  image::ImageFileWriter file(path);
  for (const auto size : sizes) {
    file.begin_section();
    // Numbers of places and ends are small ones: others are refused before anything is read by them.
    auto bytes = next(size);
    if (size % 4 == 0 && small(2) == 0) {
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = i % 4 == 0 ? static_cast<char>(bytes[i] & 0x3F) : '\0';
    }
    file.append(bytes);
  }
  file.finish();
}

void read_all(const std::filesystem::path& path) {
  const image::Segment segment(path);
  segment.verify();
  std::size_t bytes = 0;
  for (image::Place place = 0; place < segment.size(); ++place) {
    bytes += segment.document(place) + segment.record(place).card.size() + segment.stream(place).size();
  }
  for (std::uint32_t document = 0; document < 300; ++document) {
    const auto place = segment.place_of(document);
    if (place && *place >= segment.size()) std::abort();
  }
  for (const char* term : {"", "Z", "Zheat", "a", "XAB:news", "\xFF\xFF"}) {
    const auto postings = segment.postings(term);
    if (!postings) continue;
    image::PostingBlocks::Block block;
    for (std::size_t i = 0; i < postings->block_count(); ++i) {
      postings->read(i, segment.size(), block);
      for (std::size_t j = 0; j < block.size; ++j) {
        if (block.places[j] >= segment.size()) std::abort();
        bytes += block.wdf(j) + block.wdfs()[j];
      }
    }
  }
  if (bytes == static_cast<std::size_t>(-1)) std::puts("");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const kbsearch::test::TemporaryDirectory directory;
  const auto path = directory / "image-1.segment";
  write_sections(path, {reinterpret_cast<const char*>(bytes), size});
  try {
    read_all(path);
  } catch (const image::Damaged&) {
  } catch (const kbsearch::Error& error) {
    if (error.code() != kbsearch::ErrorCode::kIndexCorrupt) throw;
  }
  return 0;
}
