#include "options.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>

#include "errors.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::kInvalidArgument, what); }

bool truth_of(py::handle value, const char* what) {
  if (!PyBool_Check(value.ptr())) {
    throw py::type_error(std::string(what) + " must be a bool, not " + Py_TYPE(value.ptr())->tp_name);
  }
  return value.ptr() == Py_True;
}

FacetRequest::DateStep step_of(py::handle step) {
  const auto name = utf8(step, "a facet's date step");
  if (name == "year") return FacetRequest::DateStep::kYear;
  if (name == "month") return FacetRequest::DateStep::kMonth;
  refuse("facets: '" + name + "' is no date step (write \"year\" or \"month\")");
}

/// "tag", ("tag", 5), ("published", "month"), ("published", "month", 6), or a mapping with FacetRequest's members.
FacetRequest facet_of(py::handle given) {
  FacetRequest request;
  if (PyUnicode_Check(given.ptr())) {
    request.field = utf8(given, "a facet");
  } else if (py::isinstance<py::dict>(given)) {
    for (const auto& [name, value] : py::reinterpret_borrow<py::dict>(given)) {
      const auto member = utf8(name, "a facet's member");
      if (value.is_none()) continue;
      if (member == "field") {
        request.field = utf8(value, "a facet's field");
      } else if (member == "max_values") {
        request.max_values = size_of(value, "a facet's max_values");
      } else if (member == "date_step") {
        request.date_step = step_of(value);
      } else {
        throw py::type_error("a facet has no member '" + member + "' (field, max_values, date_step)");
      }
    }
  } else if (py::isinstance<py::tuple>(given) || py::isinstance<py::list>(given)) {
    const auto parts = py::reinterpret_borrow<py::sequence>(given);
    if (parts.size() == 0) throw py::type_error("a facet is an empty tuple (write (field, step, number))");
    request.field = utf8(parts[0], "a facet's field");
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const py::object part = parts[i];
      if (PyUnicode_Check(part.ptr())) {
        request.date_step = step_of(part);
      } else {
        request.max_values = size_of(part, "a facet's number of values");
      }
    }
  } else {
    throw py::type_error(std::string("a facet must be a str, a tuple or a dict, not ") + Py_TYPE(given.ptr())->tp_name);
  }
  return request;
}

std::vector<FacetRequest> facets_of(py::handle given) {
  if (PyUnicode_Check(given.ptr())) return {facet_of(given)};
  std::vector<FacetRequest> facets;
  for (const auto facet : py::iter(given)) facets.push_back(facet_of(facet));
  return facets;
}

bool ascending_of(py::handle order) {
  if (PyBool_Check(order.ptr())) return order.ptr() == Py_True;
  const auto name = utf8(order, "sort's order");
  if (name != "asc" && name != "desc") refuse("sort: '" + name + "' is no order (write \"asc\" or \"desc\")");
  return name == "asc";
}

/// "published", "published:asc", ("published", "asc"), or a mapping with SortKey's members.
SortKey sort_of(py::handle given) {
  if (PyUnicode_Check(given.ptr())) {
    const auto text = utf8(given, "sort");
    const auto colon = text.find(':');
    if (colon == text.npos) return {text, false};
    return {text.substr(0, colon), ascending_of(str_of(std::string_view(text).substr(colon + 1)))};
  }
  SortKey key;
  if (py::isinstance<py::dict>(given)) {
    for (const auto& [name, value] : py::reinterpret_borrow<py::dict>(given)) {
      const auto member = utf8(name, "sort's member");
      if (member == "field") {
        key.field = utf8(value, "sort's field");
      } else if (member == "ascending") {
        key.ascending = truth_of(value, "sort's ascending");
      } else {
        throw py::type_error("sort has no member '" + member + "' (field, ascending)");
      }
    }
    return key;
  }
  if (!py::isinstance<py::tuple>(given) || py::len(given) != 2) {
    throw py::type_error("sort must be a str as \"published:asc\", or a tuple as (\"published\", \"asc\")");
  }
  const auto parts = py::reinterpret_borrow<py::tuple>(given);
  return {utf8(parts[0], "sort's field"), ascending_of(parts[1])};
}

/// What the program gave as an object of ours.
template <typename Type>
const Type& object_of(py::handle value, const char* what) {
  if (!py::isinstance<Type>(value)) throw py::type_error(what);
  return value.cast<const Type&>();
}

using Read = void (*)(py::handle, Asked&);

const std::unordered_map<std::string_view, Read>& readers() {
  static const std::unordered_map<std::string_view, Read> all = {
      {"limit", [](py::handle v, Asked& a) { a.options.limit = size_of(v, "limit"); }},
      {"offset", [](py::handle v, Asked& a) { a.options.offset = size_of(v, "offset"); }},
      {"filter", [](py::handle v, Asked& a) { a.options.filter = utf8(v, "filter"); }},
      {"sort", [](py::handle v, Asked& a) { a.options.sort = sort_of(v); }},
      {"after", [](py::handle v, Asked& a) { a.options.after = utf8(v, "after"); }},
      {"collapse", [](py::handle v, Asked& a) { a.options.collapse = utf8(v, "collapse"); }},
      {"facets", [](py::handle v, Asked& a) { a.options.facets = facets_of(v); }},
      {"related_tags", [](py::handle v, Asked& a) { a.options.related_tags = size_of(v, "related_tags"); }},
      {"snippets", [](py::handle v, Asked& a) { a.options.snippets = truth_of(v, "snippets"); }},
      {"passages", [](py::handle v, Asked& a) { a.options.passages = size_of(v, "passages"); }},
      {"explain", [](py::handle v, Asked& a) { a.options.explain = truth_of(v, "explain"); }},
      {"plain_words", [](py::handle v, Asked& a) { a.options.plain_words = truth_of(v, "plain_words"); }},
      {"all_words", [](py::handle v, Asked& a) { a.options.all_words = truth_of(v, "all_words"); }},
      {"exact_total_up_to",
       [](py::handle v, Asked& a) { a.options.exact_total_up_to = size_of(v, "exact_total_up_to"); }},
      {"max_words", [](py::handle v, Asked& a) { a.options.max_words = size_of(v, "max_words"); }},
      {"typos", [](py::handle v, Asked& a) { a.options.typos = truth_of(v, "typos"); }},
      {"expand", [](py::handle v, Asked& a) { a.options.expand = truth_of(v, "expand"); }},
      {"typing", [](py::handle v, Asked& a) { a.options.typing = truth_of(v, "typing"); }},
      {"max_expansions", [](py::handle v, Asked& a) { a.options.max_expansions = size_of(v, "max_expansions"); }},
      {"profile",
       [](py::handle v, Asked& a) {
         a.options.profile = object_of<RankingProfile>(v, "profile must be a kbsearch.RankingProfile");
       }},
      {"timeout", [](py::handle v, Asked& a) { a.timeout_seconds = seconds_of(v, "timeout"); }},
      {"stop", [](py::handle v, Asked& a) { a.options.stop = stop_of(v); }},
  };
  return all;
}

}  // namespace

std::stop_token stop_of(py::handle stop) {
  return object_of<Stop>(stop, "stop must be a kbsearch.Stop").source.get_token();
}

void Asked::begin() { options.deadline = deadline_in(timeout_seconds); }

Asked asked_by(const py::kwargs& arguments) {
  static const SearchOptions defaults;
  Asked asked{defaults, {}};
  for (const auto& [name, value] : arguments) {
    if (value.is_none()) continue;
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(name.ptr(), &size);
    if (data == nullptr) throw py::error_already_set();
    const auto read = readers().find({data, static_cast<std::size_t>(size)});
    if (read == readers().end()) throw py::type_error("there is no option '" + std::string(data) + "'");
    read->second(value, asked);
  }
  return asked;
}

std::optional<std::chrono::steady_clock::time_point> deadline_in(std::optional<double> seconds) {
  constexpr double kYear = 365.0 * 24 * 3600;
  if (!seconds || *seconds > kYear) return std::nullopt;
  const std::chrono::duration<double> wait(std::max(*seconds, 0.0));
  return std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(wait);
}

std::size_t size_of(py::handle number, const char* what) {
  if (PyBool_Check(number.ptr()) || !PyIndex_Check(number.ptr())) {
    throw py::type_error(std::string(what) + " must be an int, not " + Py_TYPE(number.ptr())->tp_name);
  }
  const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(number.ptr()));
  if (!index) throw py::error_already_set();
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
  if (overflow > 0) return static_cast<std::size_t>(-1);  // more than any bound: the library names the range
  if (overflow < 0 || value < 0) {
    refuse(std::string(what) + " is " + std::string(py::str(index)) + ", must not be below 0");
  }
  return static_cast<std::size_t>(value);
}

std::optional<double> seconds_of(py::handle number, const char* what) {
  if (number.is_none()) return std::nullopt;
  const double seconds = PyFloat_AsDouble(number.ptr());
  if (PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    throw py::type_error(std::string(what) + " must be a number of seconds, not " + Py_TYPE(number.ptr())->tp_name);
  }
  if (std::isnan(seconds)) refuse(std::string(what) + " is not a number of seconds");
  return seconds;
}

void bind_options(py::module_& module) {
  py::class_<Stop>(
      module, "Stop",
      "Ends searches and loads from outside, from any thread.\n\n"
      "    stop = kb.Stop()\n"
      "    index.search(\"heat pumps\", stop=stop)     # raises kb.Interrupted once stop.request() is called")
      .def(py::init<>())
      .def(
          "request", [](Stop& stop) { stop.source.request_stop(); },
          "Ends whatever was given this Stop, now and from now on.")
      .def_property_readonly(
          "requested", [](const Stop& stop) { return stop.source.stop_requested(); }, "Whether request() was called.");

  py::class_<RankingProfile>(module, "RankingProfile",
                             "How hits are ordered: the numbers of the text score, and the static signals. A value.")
      .def_static(
          "named", [](py::handle name) { return RankingProfile::named(utf8(name, "the profile's name")); },
          py::arg("name"), "Returns the built-in profile with that name (see kb.profiles()).")
      .def_static(
          "from_json", [](py::handle json) { return RankingProfile::from_json(utf8(json, "the profile")); },
          py::arg("json"), "Reads a profile; what it does not name has its default.")
      .def_static(
          "names", [] { return tuple_of(RankingProfile::names()); }, "The names of the built-in profiles.")
      .def_property_readonly(
          "name", [](const RankingProfile& profile) { return str_of(profile.name); }, "The profile's name.")
      .def_property_readonly(
          "description", [](const RankingProfile& profile) { return str_of(profile.description); }, "What it is for.")
      .def(
          "to_json", [](const RankingProfile& profile) { return str_of(profile.to_json()); },
          "Returns the profile as from_json() reads it.")
      .def("__repr__", [](const RankingProfile& profile) {
        return "RankingProfile(" + std::string(py::repr(str_of(profile.name))) + ")";
      });
}

}  // namespace kbsearch::python
