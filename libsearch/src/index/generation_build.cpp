#include "index/generation_build.hpp"

#include <xapian.h>

#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/bounded_queue.hpp"
#include "base/hash.hpp"
#include "index/document_builder.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "store/index_directory.hpp"
#include "store/index_metadata.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::index {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSampleRecords = 20'000;
constexpr std::size_t kSampleBytes = 64u << 20;
constexpr std::size_t kQueueRecords = 256;
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

}  // namespace

struct GenerationBuild::Shard {
  Shard(fs::path shard_path, const Schema& shard_schema, double avg_length, const OnRejection& rejection_callback,
        std::mutex& mutex)
      : path(std::move(shard_path)),
        builder(shard_schema, avg_length),
        on_rejection(rejection_callback),
        rejection_mutex(mutex),
        queue(kQueueRecords),
        thread([this] { run(); }) {}

  void run() noexcept {
    try {
      store::translating_errors(path.string(), [&] { index_all(); });
    } catch (...) {
      failure = std::current_exception();
      queue.close();
    }
  }

  void index_all() {
    // Nothing reads a shard before it is whole, so it needs no flushing to the disk of its own.
    Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    std::unordered_map<std::string, Xapian::docid> taken;
    std::size_t bytes = 0;
    while (auto record = queue.pop()) {
      auto built = builder.build(*record);
      if (const auto* rejection = std::get_if<Rejection>(&built)) {
        ++counts.rejected;
        const std::lock_guard lock(rejection_mutex);
        if (on_rejection) on_rejection(*rejection);
        continue;
      }
      const auto& document = std::get<BuiltDocument>(built).document;
      if (const auto found = taken.find(record->id); found != taken.end()) {
        database.replace_document(found->second, document);
        ++counts.replaced;
      } else {
        taken.emplace(record->id, database.add_document(document));
        ++counts.added;
      }
      counts.json_bytes += record->json.size();
      bytes += record->json.size();
      if (bytes >= kFlushBytes) {
        database.commit();
        bytes = 0;
      }
    }
    database.commit();
    database.close();
  }

  fs::path path;
  DocumentBuilder builder;
  const OnRejection& on_rejection;
  std::mutex& rejection_mutex;
  BuildCounts counts;
  std::exception_ptr failure;
  base::BoundedQueue<Record> queue;
  std::thread thread;  // last: it starts when all else is there
};

namespace {

std::mutex& rejection_mutex() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

GenerationBuild::GenerationBuild(fs::path generation, Schema schema, unsigned jobs, OnRejection on_rejection,
                                 double avg_length)
    : generation_(std::move(generation)),
      schema_(std::move(schema)),
      jobs_(jobs != 0 ? jobs : std::max(1u, std::thread::hardware_concurrency())),
      on_rejection_(std::move(on_rejection)),
      avg_length_(avg_length) {
  std::error_code error;
  fs::create_directories(generation_, error);
  if (error) {
    throw Error(ErrorCode::kIo, "cannot create '" + generation_.string() + "': " + error.message());
  }
  if (avg_length_ > 0.0) start_shards();
}

GenerationBuild::~GenerationBuild() {
  stop_shards();
  std::error_code ignored;
  if (!finished_) fs::remove_all(generation_, ignored);
}

void GenerationBuild::start_shards() {
  for (unsigned i = 0; i < jobs_; ++i) {
    shards_.push_back(std::make_unique<Shard>(generation_ / ("shard-" + std::to_string(i)), schema_, avg_length_,
                                              on_rejection_, rejection_mutex()));
  }
}

void GenerationBuild::add(Record record) {
  if (!shards_.empty()) return dispatch(std::move(record));
  sample_bytes_ += record.json.size();
  sample_.push_back(std::move(record));
  if (sample_.size() < kSampleRecords && sample_bytes_ < kSampleBytes) return;
  avg_length_ = mean_length(sample_, schema_);
  start_shards();
  for (auto& sampled : sample_) dispatch(std::move(sampled));
  sample_ = {};
}

void GenerationBuild::dispatch(Record record) {
  // All records of one id meet in one shard, in the order they came.
  auto& shard = *shards_[base::hash64(record.id) % shards_.size()];
  if (!shard.queue.push(std::move(record))) rethrow_failure();
}

void GenerationBuild::stop_shards() noexcept {
  for (auto& shard : shards_) shard->queue.close();
  for (auto& shard : shards_) {
    if (shard->thread.joinable()) shard->thread.join();
  }
}

void GenerationBuild::rethrow_failure() {
  stop_shards();
  for (auto& shard : shards_) {
    if (shard->failure) std::rethrow_exception(shard->failure);
  }
}

BuildCounts GenerationBuild::finish() {
  if (shards_.empty()) {
    avg_length_ = mean_length(sample_, schema_);
    start_shards();
    for (auto& sampled : sample_) dispatch(std::move(sampled));
  }
  rethrow_failure();
  BuildCounts counts;
  for (const auto& shard : shards_) {
    counts.added += shard->counts.added;
    counts.replaced += shard->counts.replaced;
    counts.rejected += shard->counts.rejected;
    counts.json_bytes += shard->counts.json_bytes;
  }
  store::translating_errors(generation_.string(), [&] {
    {
      Xapian::WritableDatabase first(shards_.front()->path.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      store::write_metadata(first, {schema_, Analyzer::kVersion, avg_length_});
      first.commit();
    }
    Xapian::Database all;
    for (const auto& shard : shards_) all.add_database(Xapian::Database(shard->path.string()));
    all.compact(generation_.string(), 0, 0);
  });
  for (const auto& shard : shards_) fs::remove_all(shard->path);
  store::sync_directory(generation_);
  finished_ = true;
  return counts;
}

}  // namespace kbsearch::index
