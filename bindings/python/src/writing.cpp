// A writer, whose lock never outlives close().
#include <mutex>
#include <optional>

#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "rejections.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

/// An IndexWriter that threads may share: it does one thing at a time.
class OpenWriter {
 public:
  OpenWriter(const std::string& path, bool create, const std::optional<Schema>& schema)
      : writer_(create ? IndexWriter::open(path, schema) : IndexWriter::open_existing(path)), path_(path) {}

  /// Runs `action` on the writer without the GIL. Throws Error{kInvalidArgument} if it is closed.
  template <typename Action>
  auto run(Action&& action) {
    return without_gil([&] {
      const std::lock_guard lock(mutex_);
      if (!writer_) throw Error(ErrorCode::kInvalidArgument, "the writer of '" + path_ + "' is closed");
      return action(*writer_);
    });
  }

  /// Drops what was not committed, and unlocks the index.
  void close() {
    without_gil([&] {
      const std::lock_guard lock(mutex_);
      writer_.reset();
    });
  }

 private:
  std::mutex mutex_;
  std::optional<IndexWriter> writer_;
  std::string path_;
};

std::unique_ptr<OpenWriter> open_writer(const py::bytes& path, bool create, py::handle schema) {
  std::optional<Schema> own;
  if (!schema.is_none()) own = Schema::from_json(utf8(schema, "schema"));
  const std::string name = path;
  return without_gil([&] { return std::make_unique<OpenWriter>(name, create, own); });
}

/// What is no record at all is a rejection, too.
std::vector<Rejection> replace(IndexWriter& writer, const std::string& json) {
  std::optional<Record> record;
  try {
    record = Record::from_json(json);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidArgument) throw;
    Rejection rejection;
    rejection.reason = error.what();
    return {rejection};
  }
  return writer.replace(*record);
}

}  // namespace

void bind_writing(py::module_& module) {
  py::class_<OpenWriter>(module, "Writer")
      .def("replace",
           [](OpenWriter& writer, const py::bytes& record) {
             const std::string json = record;
             return rejections_of(writer.run([&](IndexWriter& open) { return replace(open, json); }));
           })
      .def("remove",
           [](OpenWriter& writer, py::handle id) {
             const auto name = utf8(id, "id");
             return writer.run([&](IndexWriter& open) { return open.remove(name); });
           })
      .def("set_synonyms",
           [](OpenWriter& writer, py::handle rules) {
             const auto synonyms = Synonyms::parse(utf8(rules, "rules"));
             writer.run([&](IndexWriter& open) { open.set_synonyms(synonyms); });
           })
      .def("forget_source",
           [](OpenWriter& writer, const py::bytes& path, bool keep_records) -> py::object {
             const std::string name = path;
             const auto count = writer.run([&](IndexWriter& open) { return open.forget_source(name, keep_records); });
             if (!count) return py::none();
             return py::int_(*count);
           })
      .def("commit", [](OpenWriter& writer) { writer.run([](IndexWriter& open) { open.commit(); }); })
      .def("doc_count",
           [](OpenWriter& writer) { return writer.run([](IndexWriter& open) { return open.doc_count(); }); })
      .def("close", &OpenWriter::close);
  module.def("open_writer", &open_writer);
}

}  // namespace kbsearch::python
