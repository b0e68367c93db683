#include "index/generation_build.hpp"

#include <xapian.h>

#include <exception>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "base/bounded_queue.hpp"
#include "base/hash.hpp"
#include "index/document_builder.hpp"
#include "index/read_back.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "store/checksums.hpp"
#include "store/commit_apart.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/index_metadata.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::index {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSampleRecords = 20'000;
constexpr std::size_t kSampleBytes = 64u << 20;
constexpr std::size_t kQueueRecords = 256;
constexpr std::size_t kQueueBytes = 8u << 20;
// A shard flushes by bytes, not by documents, and early: Xapian keeps a tree of documents for each term of what is not
// flushed yet, and walking those trees was 38% of a build at 10,000 documents a flush (117 s; at 500 documents 85 s).
constexpr std::size_t kFlushBytes = 2u << 20;

double mean_length(const std::vector<Record>& sample, const Schema& schema) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const auto& record : sample) {
    const auto values = records::read_fields(record, schema);
    if (const auto* read = std::get_if<records::RecordValues>(&values)) {
      sum += weighted_length(*read, schema);
      ++count;
    }
  }
  return count == 0 || sum == 0.0 ? 1.0 : sum / static_cast<double>(count);
}

void make_directory(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) store::throw_io("create", path, error.value());
}

void remove_directory(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) store::throw_io("remove", path, error.value());
}

}  // namespace

struct GenerationBuild::Shard {
  Shard(fs::path shard_path, GenerationBuild& build)
      : path(std::move(shard_path)),
        owner(build),
        builder(build.schema_, build.avg_length_, build.faults_),
        queue(kQueueRecords, kQueueBytes) {}

  ~Shard() { stop(); }

  void start() {
    thread = std::jthread([this] { run(); });
  }

  void stop() noexcept {
    queue.close();
    if (thread.joinable()) thread.join();
  }

  void run() noexcept {
    try {
      store::translating_errors(path.string(), [&] { index_all(); });
    } catch (...) {
      failure = std::current_exception();
      queue.close();
    }
  }

  void index_all() {
    auto database = store::create_shard(path);
    database.begin_transaction(/*flushed=*/false);
    std::unordered_map<std::string, Taken> taken;
    std::size_t bytes = 0;
    while (auto record = queue.pop()) {
      auto built = builder.build(*record);
      if (auto* rejection = std::get_if<Rejection>(&built)) {
        ++counts.rejected;
        owner.note(std::move(*rejection));
        continue;
      }
      for (auto& left_out : std::get<BuiltDocument>(built).left_out) owner.note(std::move(left_out));
      counts.unread_members.add(std::get<BuiltDocument>(built).unread);
      const auto& document = std::get<BuiltDocument>(built).document;
      const double length = Xapian::sortable_unserialise(document.get_value(store::kSlotLength));
      auto& [known, former_length] = taken[record->id];
      if (known != 0) {
        database.replace_document(known, document);
        length_sum -= former_length;
        ++counts.replaced;
      } else {
        known = database.add_document(document);
        ++counts.added;
      }
      former_length = length;
      length_sum += length;
      counts.json_bytes += record->json.size();
      bytes += record->json.size();
      if (bytes < kFlushBytes) continue;
      flush(database);
      bytes = 0;
    }
    flush(database);
    database.cancel_transaction();
    database.close();
  }

  /// A child for each flush costs a build half of its speed again: its copied memory has to be taken back page by page.
  /// So that is done where it may be needed. (A disk that fails with room left can still end the process here.)
  void flush(Xapian::WritableDatabase& database) const {
    if (!store::may_run_out_of_room(path)) {
      database.commit_transaction();
      database.commit();
    } else {
      store::commit_apart(database, path.string());
      database.cancel_transaction();
      database.close();
      database = store::reopen_shard(path);
    }
    database.begin_transaction(/*flushed=*/false);
  }

  struct Taken {
    Xapian::docid document = 0;
    double length = 0.0;
  };

  fs::path path;
  GenerationBuild& owner;
  DocumentBuilder builder;
  BuildCounts counts;
  double length_sum = 0.0;
  std::exception_ptr failure;
  base::BoundedQueue<Record> queue;
  std::jthread thread;
};

GenerationBuild::GenerationBuild(fs::path generation, Schema schema, unsigned jobs, double avg_length,
                                 FieldFaults faults)
    : generation_(std::move(generation)),
      parts_(generation_.string() + ".parts"),
      schema_(std::move(schema)),
      jobs_(jobs != 0 ? jobs : std::max(1u, std::thread::hardware_concurrency())),
      avg_length_(avg_length),
      faults_(faults) {
  make_directory(parts_);
}

GenerationBuild::~GenerationBuild() {
  shards_.clear();
  try {
    std::error_code ignored;
    // The directory of the parts goes last: while it is there, what stands beside it is not whole.
    if (!is_kept_) fs::remove_all(generation_, ignored);
    fs::remove_all(parts_, ignored);
  } catch (...) {
    // Without memory nothing is removed: what cannot be is a leftover for the next writer.
  }
}

void GenerationBuild::start_shards() {
  for (unsigned i = 0; i < jobs_; ++i) {
    auto shard = std::make_unique<Shard>(parts_ / ("shard-" + std::to_string(i)), *this);
    try {
      shard->start();
    } catch (const std::system_error& error) {
      if (shards_.empty()) throw Error(ErrorCode::kIo, std::string("cannot start a thread: ") + error.what());
      break;  // it does with those that the system gives
    }
    shards_.push_back(std::move(shard));
  }
}

void GenerationBuild::start_shards_with_sample() {
  if (avg_length_ <= 0.0) avg_length_ = mean_length(sample_, schema_);
  start_shards();
  for (auto& sampled : sample_) dispatch(std::move(sampled));
  sample_ = {};
}

void GenerationBuild::add(Record record) {
  if (!shards_.empty()) return dispatch(std::move(record));
  sample_bytes_ += record.json.size();
  sample_.push_back(std::move(record));
  const bool is_enough = avg_length_ > 0.0 || sample_.size() >= kSampleRecords || sample_bytes_ >= kSampleBytes;
  if (is_enough) start_shards_with_sample();
}

void GenerationBuild::dispatch(Record record) {
  // All records of one id meet in one shard, in the order they came.
  auto& shard = *shards_[base::hash64(record.id) % shards_.size()];
  const auto bytes = record.json.size();
  if (!shard.queue.push(std::move(record), bytes)) rethrow_failure();
}

void GenerationBuild::note(Rejection rejection) {
  const std::lock_guard lock(rejections_mutex_);
  rejections_.push_back(std::move(rejection));
}

std::vector<Rejection> GenerationBuild::take_rejections() {
  const std::lock_guard lock(rejections_mutex_);
  return std::exchange(rejections_, {});
}

void GenerationBuild::rethrow_failure() {
  for (auto& shard : shards_) shard->queue.close();
  for (auto& shard : shards_) shard->stop();
  for (auto& shard : shards_) {
    if (shard->failure) std::rethrow_exception(shard->failure);
  }
}

Contents GenerationBuild::compact() {
  return store::translating_errors(generation_.string(), [&] {
    double length_sum = 0.0;
    for (const auto& shard : shards_) length_sum += shard->length_sum;
    {
      auto first = store::reopen_shard(shards_.front()->path);
      store::write_metadata(first, {schema_, Analyzer::kVersion, avg_length_, length_sum, sources_});
      first.commit();
      first.close();
    }
    Contents contents;
    Xapian::Database all;
    for (const auto& shard : shards_) {
      const auto part = store::open_database(shard->path);
      contents += contents_of(part);
      all.add_database(part);
    }
    all.compact(generation_.string(), 0, 0);
    return contents;
  });
}

void GenerationBuild::step(LoadProgress::Phase phase, std::uint64_t records) const {
  if (on_step_) on_step_(phase, records);
}

BuildCounts GenerationBuild::finish() {
  using Phase = LoadProgress::Phase;
  if (shards_.empty()) start_shards_with_sample();
  rethrow_failure();
  BuildCounts counts;
  for (const auto& shard : shards_) {
    counts.added += shard->counts.added;
    counts.replaced += shard->counts.replaced;
    counts.rejected += shard->counts.rejected;
    counts.json_bytes += shard->counts.json_bytes;
    counts.unread_members.add(shard->counts.unread_members);
  }
  step(Phase::kMerging, counts.added);
  const auto contents = compact();
  for (const auto& shard : shards_) remove_directory(shard->path);
  store::sync_directory(generation_);
  read_back(generation_, contents, [&](std::uint64_t records) { step(Phase::kChecking, records); });
  step(Phase::kWriting, counts.added);
  store::write_checksums(generation_);
  remove_directory(parts_);
  return counts;
}

}  // namespace kbsearch::index
