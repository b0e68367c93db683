// Any bytes are a query that the sample index answers, in every mode; each hit's explanation adds up to its score, and
// the second page goes on after the first.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "query match: %s\n", what);
  std::abort();
}

/// Rules over the words that the driver makes queries of, so that names overlap, repeat and nest.
std::string rules() {
  std::vector<std::string> words;
  for (const auto& [id, text] : kbsearch::test::sample_queries()) words.push_back(text.substr(0, text.find(' ')));
  const auto word = [&](std::size_t i) { return words[i % words.size()]; };
  std::string rules;
  for (std::size_t i = 0; i < words.size(); ++i) {
    rules += word(i) + ' ' + word(i + 1) + ", " + word(i + 2) + '\n';
    if (i % 3 == 0) rules += word(i) + " => " + word(i + 3) + ' ' + word(i + 4) + '\n';
    if (i % 5 == 0) rules += word(i) + ' ' + word(i) + ", " + word(i + 6) + '\n';
  }
  return rules;
}

const kbsearch::Searcher& searcher() {
  static const kbsearch::test::TemporaryDirectory directory;
  static const kbsearch::Searcher searcher = [] {
    auto reader = kbsearch::RecordReader::open({kbsearch::test::sample_file("records.jsonl").string()});
    static_cast<void>(kbsearch::load(directory / "kb", reader, {.jobs = 2}));
    kbsearch::IndexWriter::open(directory / "kb").set_synonyms(kbsearch::Synonyms::parse(rules()));
    return kbsearch::Searcher::open(directory / "kb");
  }();
  return searcher;
}

/// The modes follow from the bytes, so that one input always does the same.
kbsearch::SearchOptions options_for(const std::uint8_t* bytes, std::size_t size) {
  std::uint32_t mode = static_cast<std::uint32_t>(size);
  for (std::size_t i = 0; i < size; ++i) mode = mode * 31 + bytes[i];
  kbsearch::SearchOptions options;
  options.limit = 3;
  options.explain = true;
  options.typing = (mode & 1u) != 0;
  options.all_words = (mode & 2u) != 0;
  options.expand = (mode & 4u) == 0;
  options.passages = 1 + (mode >> 3) % 3;
  static constexpr const char* kGroups[] = {"", "url", "near", "type"};
  options.collapse = kGroups[(mode >> 5) % 4];
  if ((mode & 128u) != 0) options.facets = {{"type"}, {"quality"}, {"published"}};
  options.related_tags = (mode & 256u) != 0 ? 3 : 0;
  if ((mode & 0x600u) == 0) options.sort = kbsearch::SortKey{"published", (mode & 0x800u) != 0};
  options.plain_words = (mode & 0x3000u) == 0;
  options.max_words = (mode & 0x4000u) != 0 ? 512 : 3;
  const auto& profiles = kbsearch::RankingProfile::names();
  options.profile = kbsearch::RankingProfile::named(profiles[(mode >> 15) % profiles.size()]);
  // The sample is smaller than the default depth.
  if ((mode & 0x80000u) != 0) options.profile.order_depth = (mode >> 20) % 8;
  return options;
}

/// The parts of each explanation add up to the score, whichever way it is asked for.
void require_sums(const kbsearch::SearchResults& page) {
  for (const auto& hit : page.hits) {
    require(hit.explanation.has_value(), "a hit is not explained");
    const double sum = kbsearch::test::sum_of_leaves(*hit.explanation);
    // Sorted hits have a score, too, but the second stage does not count there.
    require(std::abs(sum - hit.score) <= 1e-9 * std::max(1.0, hit.score), "an explanation does not add up");
    require(std::abs(sum - hit.explanation->value) <= 1e-9 * std::max(1.0, hit.score), "its parts are not its value");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace kbsearch;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  auto options = options_for(bytes, size);
  const auto page = searcher().search(text, options);
  require_sums(page);
  for (const auto& hit : page.hits) {
    for (const auto& passage : hit.passages) {
      for (const auto& mark : passage.marks) require(mark.end <= passage.text.size(), "a mark lies outside");
    }
  }
  if (page.next_cursor.empty()) return 0;
  options.after = page.next_cursor;
  const auto next = searcher().search(text, options);
  require_sums(next);
  require(next.total.value == page.total.value, "the second page has another total");
  for (const auto& hit : next.hits) {
    for (const auto& before : page.hits) require(hit.record_id != before.record_id, "a hit comes twice");
  }
  return 0;
}
