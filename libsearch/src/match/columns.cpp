#include "match/columns.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "base/varint.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

/// Replaces ordinals given in order of discovery by those of the sorted values.
void sort_values(std::vector<std::string>& values, std::vector<std::uint32_t>& ordinals) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<std::uint32_t> place(values.size());
  std::vector<std::string> sorted;
  sorted.reserve(values.size());
  for (const auto found : order) {
    place[found] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(std::move(values[found]));
  }
  for (auto& ordinal : ordinals) ordinal = place[ordinal];
  values = std::move(sorted);
}

}  // namespace

KeywordColumn::KeywordColumn(const Xapian::Database& database, std::uint32_t slot) {
  const std::size_t last = database.get_lastdocid();
  std::unordered_map<std::string, std::uint32_t> ordinal_of;
  starts_.assign(last + 2, 0);
  std::size_t next = 0;
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    const std::size_t document = value.get_docid();
    for (; next <= document; ++next) starts_[next] = static_cast<std::uint32_t>(ordinals_.size());
    const auto first = static_cast<std::ptrdiff_t>(ordinals_.size());
    const std::string texts = *value;
    for (std::size_t at = 0; at <= texts.size();) {
      const auto stop = std::min(texts.find('\n', at), texts.size());
      if (stop > at) {
        const auto [found, is_new] =
            ordinal_of.try_emplace(texts.substr(at, stop - at), static_cast<std::uint32_t>(values_.size()));
        if (is_new) values_.push_back(found->first);
        const bool again = std::find(ordinals_.begin() + first, ordinals_.end(), found->second) != ordinals_.end();
        if (!again) ordinals_.push_back(found->second);
      }
      at = stop + 1;
    }
  }
  for (; next < starts_.size(); ++next) starts_[next] = static_cast<std::uint32_t>(ordinals_.size());
  sort_values(values_, ordinals_);
  if (slot >= store::kSlotFirstField && slot < store::kSlotOrigin) read_labels(database, slot);
}

void KeywordColumn::read_labels(const Xapian::Database& database, std::uint32_t slot) {
  const auto writing_slot = store::writing_slot(slot);
  if (database.get_value_freq(writing_slot) == 0) return;
  const auto lines_of = [](const std::string& texts) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= texts.size();) {
      const auto stop = std::min(texts.find('\n', at), texts.size());
      lines.push_back(texts.substr(at, stop - at));
      at = stop + 1;
    }
    return lines;
  };
  std::vector<std::map<std::string, std::uint32_t>> writings(values_.size());
  const auto note = [&](const std::string& value, const std::string& written) {
    const auto found = std::lower_bound(values_.begin(), values_.end(), value);
    if (found != values_.end() && *found == value)
      ++writings[static_cast<std::size_t>(found - values_.begin())][written];
  };
  auto written = database.valuestream_begin(writing_slot);
  const auto end = database.valuestream_end(writing_slot);
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    while (written != end && written.get_docid() < value.get_docid()) ++written;
    const auto folded = lines_of(*value);
    const bool is_otherwise = written != end && written.get_docid() == value.get_docid();
    const auto as_written = is_otherwise ? lines_of(*written) : folded;
    for (std::size_t i = 0; i < std::min(folded.size(), as_written.size()); ++i) note(folded[i], as_written[i]);
  }
  labels_.resize(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    // The map is in order of the bytes, so the first of equals stays.
    const auto most = std::max_element(writings[i].begin(), writings[i].end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != writings[i].end() && most->first != values_[i]) labels_[i] = most->first;
  }
}

NumberColumn::NumberColumn(const Xapian::Database& database, std::uint32_t slot) {
  values_.assign(database.get_lastdocid() + std::size_t{1}, kNone);
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    const double number = Xapian::sortable_unserialise(*value);
    values_[value.get_docid()] = number;
    // fmin and fmax pass over NaN.
    least_ = std::fmin(least_, number);
    greatest_ = std::fmax(greatest_, number);
    all_integers_ = all_integers_ && number == std::floor(number);
  }
}

FingerprintColumn::FingerprintColumn(const Xapian::Database& database) : present_(database.get_lastdocid()) {
  bits_.assign(database.get_lastdocid() + std::size_t{1}, 0);
  constexpr auto kSlot = store::kSlotFingerprint;
  for (auto value = database.valuestream_begin(kSlot); value != database.valuestream_end(kSlot); ++value) {
    const std::string bytes = *value;
    bits_[value.get_docid()] = base::ByteReader(bytes).fixed64();
    present_.add(value.get_docid());
  }
}

}  // namespace kbsearch::match
