#include "handles.hpp"
#include "rejections.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

kbs_code kbs_writer_open(kbs_text directory, kbs_text schema, kbs_writer** writer, kbs_error** error) {
  return guarded(error, [&] {
    clear(writer, "writer");
    std::optional<kbsearch::Schema> own;
    if (schema.size > 0) own = kbsearch::Schema::from_json(view(schema));
    *writer = new kbs_writer{kbsearch::IndexWriter::open(path_of(directory), own)};
  });
}

kbs_code kbs_writer_open_existing(kbs_text directory, kbs_writer** writer, kbs_error** error) {
  return guarded(error, [&] {
    clear(writer, "writer");
    *writer = new kbs_writer{kbsearch::IndexWriter::open_existing(path_of(directory))};
  });
}

void kbs_writer_close(kbs_writer* writer) { delete writer; }

kbs_code kbs_writer_replace(kbs_writer* writer, kbs_text record, kbs_rejection_callback on_rejection, void* user,
                            kbs_error** error) {
  return guarded(error, [&] {
    require(writer, "writer");
    const auto rejections = writer->writer.replace(kbsearch::Record::from_json(view(record)));
    if (on_rejection != nullptr) {
      for (const auto& rejection : rejections) tell_rejection(rejection, on_rejection, user);
    } else if (!rejections.empty()) {
      throw Failure{KBS_REJECTED, told(rejections)};
    }
  });
}

kbs_code kbs_writer_remove(kbs_writer* writer, kbs_text record_id, bool* removed, kbs_error** error) {
  if (removed != nullptr) *removed = false;
  return guarded(error, [&] {
    require(writer, "writer");
    const bool was_there = writer->writer.remove(view(record_id));
    if (removed != nullptr) *removed = was_there;
  });
}

kbs_code kbs_writer_set_synonyms(kbs_writer* writer, kbs_text rules, kbs_error** error) {
  return guarded(error, [&] {
    require(writer, "writer");
    writer->writer.set_synonyms(kbsearch::Synonyms::parse(view(rules)));
  });
}

kbs_code kbs_writer_commit(kbs_writer* writer, kbs_error** error) {
  return guarded(error, [&] {
    require(writer, "writer");
    writer->writer.commit();
  });
}

kbs_code kbs_writer_doc_count(const kbs_writer* writer, uint64_t* count, kbs_error** error) {
  if (count != nullptr) *count = 0;
  return guarded(error, [&] {
    require(writer, "writer");
    require(count, "count");
    *count = writer->writer.doc_count();
  });
}
