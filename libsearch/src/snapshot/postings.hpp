// The postings of a snapshot: from its image where there is one, else from Xapian.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>

#include "image/damaged.hpp"
#include "image/image.hpp"
#include "store/terms.hpp"

namespace kbsearch::snapshot {

/// Calls `action(place, wdf)` for the documents of a segment that have the term and are still there.
template <typename Action>
void for_each_posting(const image::LiveSegment& live, const image::PostingBlocks& postings, Action&& action) {
  image::PostingBlocks::Block block;
  for (std::size_t i = 0; i < postings.block_count(); ++i) {
    postings.read(i, live.segment().size(), block);
    const auto& wdfs = block.wdfs();
    for (std::size_t j = 0; j < block.size; ++j) {
      if (live.is_live(block.places[j])) action(block.places[j], wdfs[j]);
    }
  }
}

/// Belongs to one thread, as its database handle does. Lets Xapian::Error and image::Damaged out.
class Postings {
 public:
  /// Both must outlive it; `image` may be null.
  Postings(const Xapian::Database& database, const image::Image* image)
      : database_(database), image_(image), last_document_(database.get_lastdocid()) {}

  const Xapian::Database& database() const { return database_; }
  const image::Image* image() const { return image_; }

  /// Returns how many documents have the term.
  std::uint64_t doc_freq(const std::string& term) const {
    if (image_ == nullptr || !image_->is_whole() || !image::is_in_image(term)) return database_.get_termfreq(term);
    std::uint64_t count = 0;
    for (const auto& live : image_->segments()) {
      if (const auto postings = live.segment().postings(term)) count += postings->size();
    }
    return count;
  }
  /// Calls `action(document, wdf)` for each document that has the term, in no particular order.
  template <typename Action>
  void for_each(const std::string& term, Action&& action) const {
    if (image_ == nullptr || !image::is_in_image(term)) {
      const auto end = database_.postlist_end(term);
      for (auto posting = database_.postlist_begin(term); posting != end; ++posting)
        action(*posting, posting.get_wdf());
      return;
    }
    for (const auto& live : image_->segments()) {
      const auto postings = live.segment().postings(term);
      if (!postings) continue;
      for_each_posting(live, *postings, [&](image::Place place, std::uint32_t wdf) {
        const auto document = live.segment().document(place);
        if (document > last_document_) throw image::Damaged{"an image names documents that the index lacks"};
        action(document, wdf);
      });
    }
  }

  /// The weighted length of a document.
  double length(Xapian::docid document) const {
    const auto found = image_ != nullptr ? image_->find(document) : std::nullopt;
    return Xapian::sortable_unserialise(
        found ? std::string(found->segment->record(found->place).length)
              : database_.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(store::kSlotLength));
  }

 private:
  const Xapian::Database& database_;
  const image::Image* image_;
  Xapian::docid last_document_;
};

}  // namespace kbsearch::snapshot
