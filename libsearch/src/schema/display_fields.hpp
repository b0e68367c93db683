// What every hit shows.
#pragma once

#include <cstddef>
#include <vector>

#include "kbsearch/schema.hpp"

namespace kbsearch {

/// The places in a schema of what every hit shows. A schema without one of them leaves that part of the hit empty.
struct DisplayFields {
  explicit DisplayFields(const Schema& schema)
      : title(schema.find("title")),
        url(schema.find("url")),
        type(schema.find("type")),
        published(schema.find("published")),
        tag(schema.find("tag")),
        importance(schema.find("importance")),
        quality(schema.find("quality")),
        cited_by_count(schema.find("cited_by_count")) {}

  /// Those that the schema has.
  std::vector<std::size_t> known() const {
    std::vector<std::size_t> fields{title, url, type, published, tag, importance, quality, cited_by_count};
    std::erase(fields, Schema::kNoField);
    return fields;
  }

  std::size_t title, url, type, published, tag, importance, quality, cited_by_count;
};

}  // namespace kbsearch
