// The sources of a load beside those of the index that it changes.
#pragma once

#include <map>

#include "kbsearch/record_reader.hpp"
#include "kbsearch/record_source.hpp"

namespace kbsearch::engine {

class LoadSources {
 public:
  explicit LoadSources(const RecordReader& reader) : reader_(reader) {}

  /// Those of the reader that its named paths lie in, or that lie below these: all that a new generation has.
  RecordSources named() const;

  /// Joins those of the reader to those of the index. A path that both know has the index's number, and the format that
  /// the reader was given, if it was.
  void join(const RecordSources& of_index);
  /// Those of the index after the load.
  const RecordSources& joined() const { return joined_; }
  /// Returns the number in the index of a source that the reader numbers so.
  unsigned number_in_index(unsigned of_reader) const;

 private:
  const RecordReader& reader_;
  RecordSources joined_;
  std::map<unsigned, unsigned> numbers_;
};

}  // namespace kbsearch::engine
