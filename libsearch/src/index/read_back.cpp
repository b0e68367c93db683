#include "index/read_back.hpp"

#include "kbsearch/error.hpp"
#include "store/database.hpp"
#include "store/record_scan.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::index {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& generation, const std::string& what) {
  throw Error(
      ErrorCode::kIo,
      "'" + generation.string() + "' was written, but " + what + " when it was read back: the disk or the memory fails",
      generation.string());
}

}  // namespace

Contents& Contents::operator+=(const Contents& other) {
  documents += other.documents;
  postings += other.postings;
  return *this;
}

Contents contents_of(const Xapian::Database& database) {
  Contents contents{database.get_doccount(), 0};
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    contents.postings += term.get_termfreq();
  }
  return contents;
}

void read_back(const std::filesystem::path& generation, const Contents& expected,
               const std::function<void(std::uint64_t)>& on_record) {
  store::translating_errors(generation.string(), [&] {
    const auto database = store::open_database(generation);
    if (contents_of(database) != expected) refuse(generation, "records or words were missing");
    std::uint64_t found = 0;
    on_record(found);
    store::RecordScan(generation).for_each([&](const Record& record) {
      const auto term = store::id_term(record.id);
      const auto posting = database.postlist_begin(term);
      if (posting == database.postlist_end(term)) refuse(generation, "'" + record.id + "' was missing");
      // A table of terms by document that could not be opened is taken for one that was never made.
      const bool has_terms = database.termlist_begin(*posting) != database.termlist_end(*posting);
      if (!has_terms) refuse(generation, "the terms of '" + record.id + "' were missing");
      on_record(++found);
    });
    if (found != expected.documents) refuse(generation, "records were missing");
  });
}

}  // namespace kbsearch::index
