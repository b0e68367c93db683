// Filters made of values; what the library makes of texts; checks; versions.
#include <pybind11/stl.h>

#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/filter.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/version.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

std::vector<std::string> texts_of(const py::sequence& given) {
  std::vector<std::string> texts;
  for (const auto text : given) texts.push_back(utf8(text, "a value"));
  return texts;
}

py::tuple analyze(py::handle text, py::handle language) {
  const auto given = utf8(text, "text");
  const Analyzer analyzer(utf8(language, "language"));
  const auto tokens = without_gil([&] { return analyzer.analyze(given); });
  CodePoints begins(given);
  CodePoints ends(given);
  return tuple_of(tokens, [&](const Token& token) {
    return value_of("Token", str_of(token.exact), str_of(token.stem), str_or_none(token.accented),
                    begins.at(token.begin), ends.at(token.end), token.position, str_of(to_string(token.kind)));
  });
}

}  // namespace

void bind_filters(py::module_& module) {
  module.def("one_of", [](py::handle field, const py::sequence& values) {
    return str_of(one_of(utf8(field, "field"), texts_of(values)));
  });
  module.def("between", [](py::handle field, std::optional<double> low, std::optional<double> high) {
    return str_of(between(utf8(field, "field"), low, high));
  });
  module.def("phrase_filter", [](py::handle field, py::handle text) {
    return str_of(to_string(Query{PhraseQuery{utf8(field, "field"), utf8(text, "text")}}));
  });
  module.def("prefix_filter", [](py::handle field, py::handle text) {
    return str_of(to_string(Query{PrefixQuery{utf8(field, "field"), utf8(text, "text")}}));
  });
}

void bind_inspection(py::module_& module) {
  module.def("analyze", &analyze);
  module.def("detect_language", [](py::handle text, py::handle fallback) {
    return str_of(detect_language(utf8(text, "text"), utf8(fallback, "fallback")));
  });
  module.def("check", [](const py::bytes& path, bool write) {
    CheckOptions options;
    options.write = write;
    const std::string index = path;
    const auto report = without_gil([&] { return check_index(index, options); });
    return py::make_tuple(report.doc_count, tuple_of(report.problems), tuple_of(report.notes), report.digests_complete,
                          report.image_complete);
  });
  module.def("commit_name", [](const py::bytes& path) {
    const std::string index = path;
    return str_of(without_gil([&] { return commit_name(index); }));
  });
  module.attr("version") = str_of(version());
  module.attr("xapian_version") = str_of(xapian_version());
  module.attr("icu_version") = str_of(icu_version());
  module.attr("index_format_version") = index_format_version();
}

}  // namespace kbsearch::python
