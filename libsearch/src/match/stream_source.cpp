#include "match/stream_source.hpp"

#include "store/terms.hpp"

namespace kbsearch::match {

void StreamSource::init(const Xapian::Database& database) {
  at_ = database.valuestream_begin(store::kSlotTokenStream);
  end_ = database.valuestream_end(store::kSlotTokenStream);
  started_ = false;
  doc_count_ = database.get_doccount();
}

void StreamSource::next(double) {
  if (started_) ++at_;
  started_ = true;
  go_to_match();
}

void StreamSource::skip_to(Xapian::docid document, double) {
  started_ = true;
  if (at_ != end_ && at_.get_docid() < document) at_.skip_to(document);
  go_to_match();
}

bool StreamSource::check(Xapian::docid document, double) {
  started_ = true;
  if (at_ != end_ && at_.get_docid() < document) at_.skip_to(document);
  return at_ == end_ || (at_.get_docid() == document && holds(*at_));
}

void StreamSource::go_to_match() {
  while (at_ != end_ && !holds(*at_)) ++at_;
}

bool StreamSource::holds(std::string_view bytes) {
  const store::TokenStream stream(bytes);
  const auto [found, is_new] = stems_.try_emplace(std::string(stream.language()));
  auto& stems = found->second;
  const auto& words = condition_.words;
  if (is_new) {
    // From the last to the first: a token that stands for two words must continue a sequence before it begins one.
    for (std::size_t i = words.size(); i-- > 0;) stems.add(form_in(words[i].forms, stream.language()).stem_hash, i);
  }
  reached_.assign(words.size(), 0);
  bool holds = false;
  stream.find(stems, [&](const store::StreamToken& token) {
    if (token.is_over || (condition_.field != Schema::kNoField && token.field != condition_.field)) return;
    const auto& word = words[token.word];
    if (word.exact_hash && !token.has_form(*word.exact_hash)) return;
    if (token.word > 0 && reached_[token.word - 1] != token.position) return;
    reached_[token.word] = token.position + 1;
    holds = holds || token.word + 1 == words.size();
  });
  return holds;
}

}  // namespace kbsearch::match
