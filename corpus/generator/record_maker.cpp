#include "generator/record_maker.hpp"

#include <algorithm>
#include <string_view>

#include "generator/real_words.hpp"

namespace kbsearch::corpus {
namespace {

constexpr std::uint32_t kPages = 700;
constexpr std::uint32_t kPublications = 120;
constexpr std::uint64_t kPageStream = 0x7061676573ULL << 24;

// More frequent types stand more than once.
constexpr std::string_view kTypes[] = {"web",  "web",  "web",        "web",    "paper",     "paper", "paper",
                                       "blog", "blog", "government", "report", "reference", "talk"};
constexpr std::string_view kPageTypes[] = {"Organization", "Concept", "Analysis", "Policy", "Person"};
constexpr std::string_view kPublishers[] = {"Institute", "Journal", "Review", "Press", "Observatory", "Blog"};

// Quantiles 0/16 .. 16/16 of a log-normal length with sigma 0.9, in per cent of the median.
// The last step is the tail.
constexpr std::uint32_t kLengthPercent[] = {10,  25,  36,  45,  54,  64,  75,  87,   100,
                                            115, 133, 155, 184, 222, 282, 398, 2'000};

std::uint32_t draw_content_bytes(Random& random, std::uint32_t median_bytes) {
  const std::uint32_t step = random.below(16);
  const std::uint32_t low = kLengthPercent[step];
  const std::uint32_t range = kLengthPercent[step + 1] - low;
  const bool in_tail = step == 15;
  const std::uint32_t reach = in_tail ? random.skewed_below(range) + 1 : range;
  const std::uint64_t percent = low + random.below(reach);
  return static_cast<std::uint32_t>(median_bytes * percent / 100);
}

/// Appends up to `count` elements of `from`, none twice.
template <typename From, typename To>
void draw_distinct(Random& random, std::uint32_t count, const From& from, To& to) {
  while (count-- > 0) {
    const auto& item = random.pick(from);
    if (std::find(to.begin(), to.end(), item) == to.end()) to.emplace_back(item);
  }
}

}  // namespace

RecordMaker::RecordMaker(const CollectionOptions& options)
    : options_(options), vocabulary_(options.seed), prose_(vocabulary_, options.seed) {
  make_pages();
  make_publications();
}

void RecordMaker::make_pages() {
  for (std::uint32_t number = 0; number < kPages; ++number) {
    Random random(options_.seed, kPageStream + number);
    prose_.choose_topics(random);
    CitingPage page;
    prose_.append_heading(random, random.between(1, 4), page.title);
    page.id = "page-" + std::to_string(number);
    page.type = random.pick(std::span(kPageTypes));
    page.quality = random.between(5, 95);
    page.importance = random.between(5, 95);
    pages_.push_back(std::move(page));
  }
}

void RecordMaker::make_publications() {
  Random random(options_.seed, kPageStream + kPages);
  for (std::uint32_t number = 0; number < kPublications; ++number) {
    prose_.choose_topics(random);
    std::string name = prose_.topic_word(random);
    capitalise(name, 0);
    name += ' ';
    name += random.pick(std::span(kPublishers));
    publications_.push_back(std::move(name));
  }
}

void RecordMaker::make(std::uint64_t number, SyntheticRecord& record) {
  Random random(options_.seed, number);
  prose_.choose_topics(random);
  record.id = mix_bits(number + mix_bits(options_.seed));  // a bijection: ids are distinct
  make_origin(random, record);
  make_curation(random, record);
  make_texts(random, record);
}

void RecordMaker::make_origin(Random& random, SyntheticRecord& record) const {
  const std::uint32_t fewest_title_words = random.between(3, 7);
  const std::uint32_t title_words = fewest_title_words + random.skewed_below(6);
  record.title.clear();
  prose_.append_heading(random, title_words, record.title);
  record.type = random.pick(std::span(kTypes));
  record.publication.clear();
  record.credibility = 0;
  if (random.chance(60)) {
    record.publication = random.pick(publications_);
    record.credibility = random.between(1, 5);
  }
  record.url = "https://";
  record.url += std::to_string(random.below(400));
  record.url += ".example.org/";
  for (const char letter : record.title) record.url += letter == ' ' ? '-' : letter;
  record.url += '/';
  record.url += std::to_string(record.id % 100'000);
  record.authors.clear();
  if (random.chance(45)) {
    for (std::uint32_t count = random.between(1, 3); count > 0; --count) {
      std::string& name = record.authors.emplace_back(random.pick(given_names()));
      name += ' ';
      name += random.pick(family_names());
    }
  }
  record.published = {};
  if (random.chance(90)) {
    record.published = {random.between(2012, 2026), random.between(1, 12), random.between(1, 28)};
    if (record.published.year == 2026) record.published.month = random.between(1, 3);
  }
}

void RecordMaker::make_curation(Random& random, SyntheticRecord& record) const {
  record.tags.clear();
  draw_distinct(random, random.below(6), tag_names(), record.tags);
  record.has_importance = random.chance(80);
  const std::uint32_t half = random.below(51);
  record.importance = record.has_importance ? half + random.below(51) : 0;
  record.cited_by.clear();
  for (std::uint32_t count = random.skewed_below(13); count > 0; --count) {
    const CitingPage* page = &pages_[random.skewed_below(kPages)];
    const auto end = record.cited_by.end();
    if (std::find(record.cited_by.begin(), end, page) == end) record.cited_by.push_back(page);
  }
}

void RecordMaker::make_texts(Random& random, SyntheticRecord& record) const {
  record.summary.clear();
  record.key_points.clear();
  record.abstract.clear();
  record.content.clear();
  record.fetched_at = {};
  if (random.chance(40)) {
    prose_.append_sentences(random, random.between(20, 40), record.summary);
    for (std::uint32_t count = random.between(3, 5); count > 0; --count) {
      prose_.append_sentence(random, random.between(6, 16), record.key_points.emplace_back());
    }
  }
  if (record.type == "paper" && random.chance(50)) {
    prose_.append_sentences(random, random.between(60, 140), record.abstract);
  }
  if (random.chance(95)) {  // the rest was never fetched
    const std::uint32_t bytes = draw_content_bytes(random, options_.content_median_bytes);
    prose_.append_paragraphs(random, bytes, record.content);
    record.fetched_at = {2026, random.between(1, 4), random.between(1, 28)};
  }
}

}  // namespace kbsearch::corpus
