#include "engine/load_sources.hpp"

#include <algorithm>
#include <iterator>

#include "base/paths.hpp"
#include "records/source_roots.hpp"

namespace kbsearch::engine {

RecordSources LoadSources::named() const {
  const auto is_named = [&](const RecordSource& source) {
    return std::any_of(reader_.named_paths().begin(), reader_.named_paths().end(), [&](const std::string& path) {
      return base::lies_in(path, source.path) || base::lies_in(source.path, path);
    });
  };
  RecordSources named;
  std::copy_if(reader_.sources().begin(), reader_.sources().end(), std::back_inserter(named), is_named);
  return named;
}

void LoadSources::join(const RecordSources& of_index) {
  joined_ = of_index;
  for (const auto& source : reader_.sources()) {
    const auto known =
        std::find_if(joined_.begin(), joined_.end(), [&](const auto& other) { return other.path == source.path; });
    if (known != joined_.end()) {
      numbers_[source.number] = known->number;
      if (source.format != RecordFormat::kAuto) known->format = source.format;
      continue;
    }
    const auto number = records::free_number(source.path, joined_);
    numbers_[source.number] = number;
    joined_.push_back(source);
    joined_.back().number = number;
  }
}

unsigned LoadSources::number_in_index(unsigned of_reader) const {
  const auto number = numbers_.find(of_reader);
  return number == numbers_.end() ? of_reader : number->second;
}

}  // namespace kbsearch::engine
