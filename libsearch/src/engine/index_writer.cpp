#include "kbsearch/index_writer.hpp"

#include <algorithm>

#include "engine/writing.hpp"
#include "index/document_builder.hpp"
#include "index/index_update.hpp"
#include "snapshot/image_upkeep.hpp"
#include "store/index_directory.hpp"
#include "store/writer_lock.hpp"

namespace kbsearch {
namespace {

/// Returns why a record that a program put together is none; nothing if it is as Record::from_json makes it.
std::optional<Rejection> why_unfit(const Record& record) {
  try {
    const auto told = Record::from_json(record.json);
    if (told.id == record.id) return std::nullopt;
    return Rejection{record.origin, record.id, "id", "is '" + record.id + "', but the JSON says '" + told.id + "'"};
  } catch (const Error& error) {
    return Rejection{record.origin, record.id, "", error.what()};
  }
}

}  // namespace

struct [[gnu::visibility("hidden")]] IndexWriter::Impl {
  Impl(const std::filesystem::path& path, const std::optional<Schema>& schema)
      : directory(engine::create_directory(path)), lock(directory) {
    engine::before_commit([&] {
      engine::tidy(directory);
      if (!directory.holds_index()) {
        engine::create_empty_index(directory, schema.value_or(Schema::knowledge_base()));
        directory.remove_leftovers();
      }
    });
    reopen();
    engine::require_schema(directory, update->metadata().schema, schema);
  }

  void reopen() {
    update.reset();
    update.emplace(directory.current_generation());
    builder.emplace(update->metadata().schema, update->metadata().avg_length);
  }

  store::IndexDirectory directory;
  store::WriterLock lock;
  std::optional<index::IndexUpdate> update;
  std::optional<index::DocumentBuilder> builder;
};

IndexWriter IndexWriter::open(const std::filesystem::path& directory, const std::optional<Schema>& schema) {
  return IndexWriter(std::make_unique<Impl>(directory, schema));
}

IndexWriter IndexWriter::open_existing(const std::filesystem::path& directory) {
  store::IndexDirectory(directory).current_generation();
  return open(directory);
}

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

std::vector<Rejection> IndexWriter::replace(const Record& record) {
  if (auto unfit = why_unfit(record)) return {std::move(*unfit)};
  auto built = impl_->builder->build(record);
  if (auto* rejection = std::get_if<Rejection>(&built)) return {std::move(*rejection)};
  impl_->update->replace(std::get<index::BuiltDocument>(built));
  return std::move(std::get<index::BuiltDocument>(built).left_out);
}

bool IndexWriter::remove(std::string_view record_id) { return impl_->update->remove(record_id); }

std::optional<std::uint64_t> IndexWriter::forget_source(std::string_view path, bool keep_records) {
  auto& update = *impl_->update;
  RecordSources sources = update.metadata().sources;
  const auto source =
      std::find_if(sources.begin(), sources.end(), [&](const auto& known) { return known.path == path; });
  if (source == sources.end()) return std::nullopt;
  std::uint64_t count = 0;
  for (const auto& entry : update.entries()) {
    if (entry.origin.source != source->number) continue;
    ++count;
    if (!keep_records) update.remove(entry.record_id);
  }
  sources.erase(source);
  update.set_sources(sources);
  return count;
}

void IndexWriter::commit() {
  // Read before: what fails afterwards must not be told as a commit that failed.
  const auto generation = engine::before_commit([&] { return impl_->directory.current_generation(); });
  engine::before_commit([&] { impl_->update->commit(); });
  snapshot::update_image(generation, impl_->update->take_changes());
  engine::after_commit("the digests of the index's files could not be written (the next commit does it)",
                       [&] { engine::write_checksums(impl_->directory); });
  if (!engine::length_has_drifted(*impl_->update)) return;
  engine::after_commit(
      "the rebuild that was due because records have become longer or shorter failed (the next commit does it)", [&] {
        engine::rebuild_from_stored(impl_->directory, /*jobs=*/1);
        impl_->reopen();
      });
  engine::flush(impl_->directory);
  impl_->directory.remove_leftovers();
}

void IndexWriter::set_synonyms(const Synonyms& synonyms) { impl_->directory.write_synonyms(synonyms.to_text()); }

std::uint64_t IndexWriter::doc_count() const { return impl_->update->doc_count(); }

}  // namespace kbsearch
