#include "analysis/name_key.hpp"

#include "base/hash.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kLongestKey = 200;

void append(std::string& key, std::string_view word) {
  if (!key.empty()) key.push_back(' ');
  key.append(word);
}

std::string bounded(std::string key) { return key.size() <= kLongestKey ? key : base::hex64(base::hash64(key)); }

}  // namespace

NameKeys name_keys(const std::vector<NameWord>& words) {
  NameKeys keys;
  for (const auto& word : words) {
    append(keys.whole, word.written);
    if (!word.is_function_word) append(keys.telling, word.stem);
  }
  if (keys.telling.empty()) {
    for (const auto& word : words) append(keys.telling, word.stem);
  }
  return {bounded(std::move(keys.whole)), bounded(std::move(keys.telling))};
}

}  // namespace kbsearch::analysis
