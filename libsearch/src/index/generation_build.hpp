// Builds a whole generation: records are dealt out to shards by their id, each shard is analysed and indexed by a
// thread of its own, and the shards are compacted into one database. Twice as fast as one writer on two cores, and the
// result is smaller than one that grew.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::index {

struct BuildCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;  ///< Came again with an id that this build had taken already.
  std::uint64_t rejected = 0;
  std::uint64_t json_bytes = 0;
};

class GenerationBuild {
 public:
  using OnRejection = std::function<void(const Rejection&)>;

  /// `generation` must not exist yet. The mean length for the weights is taken from the first records that come (up to
  /// 20,000, or 64 MB), unless `avg_length` > 0 gives it.
  GenerationBuild(std::filesystem::path generation, Schema schema, unsigned jobs, OnRejection on_rejection,
                  double avg_length = 0.0);
  /// Removes what was built if finish() was not reached.
  ~GenerationBuild();

  /// Takes a record; the later of two with one id stays. Throws what a shard's thread met (Error{kIo} on a full disk).
  void add(Record record);
  /// Finishes the shards, compacts them and flushes the generation to the disk.
  BuildCounts finish();

 private:
  struct Shard;
  void start_shards();
  void dispatch(Record record);
  void stop_shards() noexcept;
  void rethrow_failure();

  std::filesystem::path generation_;
  Schema schema_;
  unsigned jobs_;
  OnRejection on_rejection_;
  double avg_length_;
  std::vector<Record> sample_;
  std::size_t sample_bytes_ = 0;
  std::vector<std::unique_ptr<Shard>> shards_;
  bool finished_ = false;
};

}  // namespace kbsearch::index
