// Whole loads: from files, and from what a Python program iterates over.
#include <pybind11/stl.h>

#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/names.hpp"
#include "rejections.hpp"
#include "text.hpp"

namespace kbsearch::python {

py::object rejection_of(const Rejection& rejection) {
  return value_of("Rejection", to_string(rejection.scope), str_of(rejection.reason), str_or_none(rejection.record_id),
                  str_or_none(rejection.field), path_or_none(rejection.origin.path), rejection.origin.line);
}

py::tuple rejections_of(const std::vector<Rejection>& rejections) { return tuple_of(rejections, rejection_of); }

namespace {

/// Reads what a Python iterator gives: records as JSON, in bytes. Origin::line counts them.
class IteratedRecords {
 public:
  IteratedRecords(py::iterator records, Callbacks& callbacks) : records_(std::move(records)), callbacks_(callbacks) {}

  /// Takes the GIL for what the program does. What is no record is a rejection.
  std::optional<RecordReader::Item> next() {
    std::optional<std::string> json;
    callbacks_.call([&] {
      const auto given = py::reinterpret_steal<py::object>(PyIter_Next(records_.ptr()));
      if (given) json = given.cast<std::string>();
      if (PyErr_Occurred() != nullptr) throw py::error_already_set();
    });
    if (!json) return std::nullopt;
    ++count_;
    try {
      auto record = Record::from_json(*json);
      record.origin.line = count_;
      return record;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidArgument) throw;
      Rejection rejection;
      rejection.origin.line = count_;
      rejection.reason = error.what();
      return rejection;
    }
  }

 private:
  py::iterator records_;
  Callbacks& callbacks_;
  std::size_t count_ = 0;
};

/// The members of `arguments` that every long work has.
void read_common(const py::dict& arguments, LoadOptions& options, Callbacks& callbacks) {
  options.jobs = static_cast<unsigned>(std::min<std::size_t>(size_of(arguments["jobs"], "jobs"), ~0U));
  if (!arguments["schema"].is_none()) options.schema = Schema::from_json(utf8(arguments["schema"], "schema"));
  if (!arguments["on_progress"].is_none()) {
    const py::handle on_progress = arguments["on_progress"];  // the caller holds it
    options.on_progress = [on_progress, &callbacks](const LoadProgress& progress) {
      callbacks.call([&] {
        const py::object total = progress.bytes_total ? py::object(py::int_(*progress.bytes_total)) : py::none();
        on_progress(
            value_of("LoadProgress", str_of(to_string(progress.phase)), progress.records, progress.bytes_read, total));
      });
    };
  }
  options.should_stop = [&callbacks] { return callbacks.should_stop(); };
  if (!arguments["stop"].is_none()) options.stop = stop_of(arguments["stop"]);
  options.deadline = deadline_in(seconds_of(arguments["timeout"], "timeout"));
}

LoadOptions load_options(const py::dict& arguments, Callbacks& callbacks) {
  LoadOptions options;
  read_common(arguments, options, callbacks);
  options.rebuild = arguments["rebuild"].cast<bool>();
  options.prune = arguments["prune"].cast<bool>();
  options.prune_max_share = arguments["prune_max_share"].cast<double>();
  options.take_over = arguments["take_over"].cast<bool>();
  options.dry_run = arguments["dry_run"].cast<bool>();
  if (arguments["strict"].cast<bool>()) options.field_faults = FieldFaults::kReject;
  const py::handle on_rejection = arguments["on_rejection"];  // the caller holds it
  options.on_rejection = [on_rejection, &callbacks](const Rejection& rejection) {
    callbacks.call([&] { on_rejection(rejection_of(rejection)); });
  };
  return options;
}

RecordFormat format_of(py::handle given) {
  const auto name = utf8(given, "format");
  if (const auto format = record_format_named(name)) return *format;
  const std::vector<std::string> names = {"auto", "jsonl", "json", "yaml", "markdown", "page",
                                          "html", "text",  "csv",  "csl",  "convert"};
  throw Error(ErrorCode::kInvalidArgument, "there is no format '" + name + "'" + did_you_mean(name, names));
}

/// The sources that the index remembers. What one that is gone had must not be pruned.
std::vector<std::string> remembered_paths(const RecordSources& sources) {
  std::vector<std::string> paths;
  for (const auto& source : sources) {
    if (!source.can_be_read_again()) continue;
    std::error_code unreadable;
    if (!std::filesystem::exists(source.path, unreadable)) {
      throw Error(ErrorCode::kIo, "the source '" + source.path +
                                      "' is not there any more (Writer.forget_source() removes it from the index)");
    }
    paths.push_back(source.path);
  }
  if (paths.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "no source is given, and the index remembers none to read again");
  }
  return paths;
}

py::object report_of(const LoadReport& report, const std::vector<PassedOver>& passed_over) {
  return value_of("LoadReport", report.read, report.added, report.replaced, report.unchanged, report.removed,
                  report.rejected, report.fields_left_out, dict_of(report.unread_members), report.prune_withheld,
                  report.json_bytes, report.doc_count, tuple_of(passed_over, [](const PassedOver& file) {
                    return value_of("PassedOver", path_or_none(file.path), str_of(file.kind), str_of(file.reason));
                  }));
}

/// `sources` are paths as bytes, an iterator of records, or None for what the index remembers.
py::object load_into(const py::bytes& path, const py::object& sources, const py::dict& arguments) {
  const std::string index = path;
  Callbacks callbacks;
  auto options = load_options(arguments, callbacks);
  ReaderOptions reading;
  reading.format = format_of(arguments["format"]);
  reading.max_record_bytes = size_of(arguments["max_record_bytes"], "max_record_bytes");
  reading.max_yaml_bytes = size_of(arguments["max_yaml_bytes"], "max_yaml_bytes");
  const bool are_paths = py::isinstance<py::list>(sources);
  std::vector<std::string> paths;
  if (are_paths) paths = sources.cast<std::vector<std::string>>();
  std::vector<PassedOver> passed_over;
  const auto load_from = [&](RecordReader reader) {
    auto report = load(index, reader, options);
    passed_over = reader.passed_over();
    return report;
  };
  if (!are_paths && !sources.is_none()) {
    IteratedRecords records(py::iter(sources), callbacks);
    auto report =
        callbacks.run([&] { return load_from(RecordReader::from_function([&] { return records.next(); }, "record")); });
    return report_of(report, passed_over);
  }
  return report_of(callbacks.run([&] {
    for (const auto& state : sources_of(index)) reading.sources.push_back(state.source);
    if (!are_paths) {
      paths = remembered_paths(reading.sources);
      options.prune = true;
      options.take_over = false;
    }
    return load_from(RecordReader::open(paths, reading));
  }),
                   passed_over);
}

py::tuple sources_in(const py::bytes& path) {
  const std::string index = path;
  const auto states = without_gil([&] { return sources_of(index); });
  return tuple_of(states, [](const SourceState& state) {
    return value_of("Source", path_or_none(state.source.path), str_of(state.source.label),
                    str_of(to_string(state.source.format)), state.records);
  });
}

std::uint64_t rebuild_index(const py::bytes& path, const py::dict& arguments) {
  const std::string index = path;
  Callbacks callbacks;
  LoadOptions options;
  read_common(arguments, options, callbacks);
  return callbacks.run([&] { return rebuild(index, options); });
}

}  // namespace

void bind_loading(py::module_& module) {
  module.def("load", &load_into);
  module.def("rebuild", &rebuild_index);
  module.def("sources", &sources_in);
}

}  // namespace kbsearch::python
