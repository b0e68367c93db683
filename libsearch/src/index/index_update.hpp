// Changes the generation in use, as one Xapian transaction: after a kill there is the old state or the new one.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "index/document_builder.hpp"
#include "kbsearch/record.hpp"
#include "store/index_metadata.hpp"

namespace kbsearch::index {

/// What commits have changed.
struct CommittedChanges {
  std::uint64_t former_revision = 0;     ///< Of the database before them.
  std::vector<Xapian::docid> documents;  ///< Added, replaced or removed; one may come several times.
};

/// After a failed change or commit the update is of no use any more: each call throws Error{kIo} that says so.
class IndexUpdate {
 public:
  /// The caller holds the writer's lock.
  explicit IndexUpdate(std::filesystem::path generation);
  /// Drops what was not committed.
  ~IndexUpdate();

  const store::IndexMetadata& metadata() const { return metadata_; }
  std::uint64_t doc_count() const;
  bool contains(std::string_view record_id) const;
  /// True if the index holds these very bytes under this id.
  bool holds_same(const Record& record) const;
  void replace(const BuiltDocument& built);
  bool remove(std::string_view record_id);
  /// Where the record was read from; nothing if there is no such record.
  std::optional<Origin> origin_of(std::string_view record_id) const;
  struct Entry {
    std::string record_id;
    Origin origin;
  };
  /// All records, with their origins, in the order of the index.
  std::vector<Entry> entries() const;
  /// To be committed with the next change or by itself.
  void set_sources(const RecordSources& sources);
  /// Waits for readers at the gate, then makes the changes durable and visible.
  void commit();
  /// Returns what was committed since the last call.
  CommittedChanges take_changes();
  /// Mean weighted length over the records as they are now.
  double mean_length() const;

 private:
  template <typename Action>
  auto changing(Action&& action);
  void require_usable() const;
  Xapian::docid find(std::string_view record_id) const;
  double length_of(Xapian::docid document) const;
  void begin();

  void open();
  void reopen();

  std::filesystem::path generation_;
  std::string shown_;
  Xapian::WritableDatabase database_;
  store::IndexMetadata metadata_;
  std::uint64_t committed_count_ = 0;
  CommittedChanges changes_;
  bool open_transaction_ = false;
  bool has_failed_ = false;
};

}  // namespace kbsearch::index
