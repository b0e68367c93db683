// Builds a whole generation: records are dealt out to shards by their id, each shard is analysed and indexed by a
// thread of its own, and the shards are compacted into one database. Twice as fast as one writer on two cores, and the
// result is smaller than one that grew. What was built is read back before anyone may call it done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "index/read_back.hpp"
#include "index/unread_members.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::index {

struct BuildCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;  ///< Came again with an id that this build had taken already.
  std::uint64_t rejected = 0;
  std::uint64_t json_bytes = 0;
  UnreadMembers unread_members;
};

/// Called at each step of a build with what is done and how many records it was done for; what it throws ends the
/// build.
using OnStep = std::function<void(LoadProgress::Phase phase, std::uint64_t records)>;

/// Belongs to one thread, and starts its own.
class GenerationBuild {
 public:
  /// `generation` must not exist yet. The mean length for the weights is taken from the first records that come (up to
  /// 20,000, or 64 MB), unless `avg_length` > 0 gives it. Throws Error{kIo}.
  GenerationBuild(std::filesystem::path generation, Schema schema, unsigned jobs, double avg_length = 0.0,
                  FieldFaults faults = FieldFaults::kLeaveOut);
  /// Removes what was built, unless it was to be kept.
  ~GenerationBuild();

  /// The sources that the generation is to remember.
  void set_sources(RecordSources sources) { sources_ = std::move(sources); }
  /// To be called before finish(), which then tells its steps from the calling thread.
  void on_step(OnStep on_step) { on_step_ = std::move(on_step); }

  /// Takes a record; the later of two with one id stays. Throws what a shard's thread met (Error{kIo} on a full disk).
  void add(Record record);
  /// Returns the rejections, of fields too, since the last call, in no particular order.
  std::vector<Rejection> take_rejections();
  /// Finishes the shards, compacts them, reads the result back and flushes it to the disk with its digests. Throws
  /// Error{kIo} if what is read back is not what was built.
  BuildCounts finish();
  /// To be called when the finished generation has become the one in use.
  void keep() { is_kept_ = true; }

 private:
  struct Shard;
  void start_shards();
  void start_shards_with_sample();
  void dispatch(Record record);
  void note(Rejection rejection);
  void rethrow_failure();
  void step(LoadProgress::Phase phase, std::uint64_t records) const;
  /// Merges the shards; returns what they held.
  Contents compact();

  std::filesystem::path generation_;
  std::filesystem::path parts_;  ///< Holds the shards, beside the generation.
  Schema schema_;
  unsigned jobs_;
  double avg_length_;
  FieldFaults faults_;
  RecordSources sources_;
  std::vector<Record> sample_;
  std::size_t sample_bytes_ = 0;
  std::mutex rejections_mutex_;
  std::vector<Rejection> rejections_;
  std::vector<std::unique_ptr<Shard>> shards_;
  OnStep on_step_;
  bool is_kept_ = false;
};

}  // namespace kbsearch::index
