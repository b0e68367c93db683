// Snapshots of an index, and the way back.
#include "kbsearch/index_copies.hpp"

#include "answer.hpp"
#include "errors.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

CopyOptions copy_options(const py::dict& arguments, Callbacks& callbacks) {
  CopyOptions options;
  options.force = arguments["force"].cast<bool>();
  if (!arguments["on_progress"].is_none()) {
    const py::handle on_progress = arguments["on_progress"];  // the caller holds it
    options.on_progress = [on_progress, &callbacks](const CopyProgress& progress) {
      callbacks.call([&] {
        on_progress(value_of("CopyProgress", str_of(to_string(progress.phase)), progress.bytes, progress.bytes_total));
      });
    };
  }
  options.should_stop = [&callbacks] { return callbacks.should_stop(); };
  if (!arguments["stop"].is_none()) options.stop = stop_of(arguments["stop"]);
  options.deadline = deadline_in(seconds_of(arguments["timeout"], "timeout"));
  return options;
}

py::object state_of(const SnapshotState& state) {
  return value_of("SnapshotState", path_or_none(state.source), str_of(state.taken_at), state.doc_count, state.bytes);
}

using Copy = CopyReport (*)(const std::filesystem::path&, const std::filesystem::path&, const CopyOptions&);

py::object copied(Copy copy, const py::bytes& from, const py::bytes& to, const py::dict& arguments) {
  const std::string source = from;
  const std::string target = to;
  Callbacks callbacks;
  const auto options = copy_options(arguments, callbacks);
  const auto report = callbacks.run([&] { return copy(source, target, options); });
  return value_of("CopyReport", state_of(report.snapshot), report.bytes_linked, report.was_there);
}

py::object state_at(const py::bytes& path) {
  const std::string directory = path;
  const auto state = without_gil([&] { return snapshot_state(directory); });
  return state ? state_of(*state) : py::none();
}

}  // namespace

void bind_copies(py::module_& module) {
  module.def("snapshot", [](const py::bytes& index, const py::bytes& directory, const py::dict& arguments) {
    return copied(&take_snapshot, index, directory, arguments);
  });
  module.def("restore", [](const py::bytes& directory, const py::bytes& index, const py::dict& arguments) {
    return copied(&restore_snapshot, directory, index, arguments);
  });
  module.def("snapshot_state", &state_at);
}

}  // namespace kbsearch::python
