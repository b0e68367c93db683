#include "snapshot/streams.hpp"

#include "store/terms.hpp"

namespace kbsearch::snapshot {

std::string_view Streams::get(Xapian::docid document) {
  if (image_ != nullptr) {
    const auto found = image_->find(document);
    return found ? found->segment->stream(found->place) : std::string_view();
  }
  if (!at_ || *at_ == end_ || at_->get_docid() > document) {
    at_ = database_.valuestream_begin(store::kSlotTokenStream);
  }
  at_->skip_to(document);
  if (*at_ == end_ || at_->get_docid() != document) return {};
  held_ = **at_;
  return held_;
}

}  // namespace kbsearch::snapshot
