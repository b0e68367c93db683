#include "kbsearch/index_writer.hpp"

#include "engine/writing.hpp"
#include "index/document_builder.hpp"
#include "index/index_update.hpp"
#include "store/index_directory.hpp"

namespace kbsearch {

struct IndexWriter::Impl {
  Impl(const std::filesystem::path& path, const Schema& schema)
      : directory(engine::create_directory(path)), lock(directory) {
    if (!directory.holds_index()) engine::create_empty_index(directory, schema);
    directory.remove_leftovers();
    reopen();
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

IndexWriter IndexWriter::open(const std::filesystem::path& directory, const Schema& schema) {
  return IndexWriter(std::make_unique<Impl>(directory, schema));
}

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

std::optional<Rejection> IndexWriter::replace(const Record& record) {
  auto built = impl_->builder->build(record);
  if (auto* rejection = std::get_if<Rejection>(&built)) return std::move(*rejection);
  impl_->update->replace(std::get<index::BuiltDocument>(built));
  return std::nullopt;
}

bool IndexWriter::remove(std::string_view record_id) { return impl_->update->remove(record_id); }

void IndexWriter::commit() {
  impl_->update->commit();
  const bool drifted = engine::length_has_drifted(*impl_->update);
  if (drifted) engine::rebuild_from_stored(impl_->directory, /*jobs=*/1);
  engine::write_checksums(impl_->directory);
  if (drifted) impl_->reopen();
}

void IndexWriter::set_synonyms(const Synonyms& synonyms) { impl_->directory.write_synonyms(synonyms.to_text()); }

std::uint64_t IndexWriter::doc_count() const { return impl_->update->doc_count(); }

}  // namespace kbsearch
