#include "match/stream_source.hpp"

#include "store/terms.hpp"

namespace kbsearch::match {

void StreamSource::init(const Xapian::Database& database) {
  at_ = database.valuestream_begin(store::kSlotTokenStream);
  end_ = database.valuestream_end(store::kSlotTokenStream);
  passed_ = false;
  doc_count_ = database.get_doccount();
}

void StreamSource::next(double) {
  if (passed_) ++at_;
  go_to_match();
}

void StreamSource::skip_to(Xapian::docid document, double) {
  if (at_ != end_ && at_.get_docid() < document) at_.skip_to(document);
  go_to_match();
}

bool StreamSource::check(Xapian::docid document, double) {
  if (at_ != end_ && at_.get_docid() < document) at_.skip_to(document);
  if (at_ == end_) return true;
  // A document without a stream is no match, and the next one has not been looked at.
  passed_ = at_.get_docid() == document;
  return passed_ && matcher_.holds(*at_);
}

void StreamSource::go_to_match() {
  while (at_ != end_ && !matcher_.holds(*at_)) {
    ++at_;
    if (scope_ != nullptr) scope_->check_now_and_then();
  }
  passed_ = true;
}

}  // namespace kbsearch::match
