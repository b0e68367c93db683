// Why a record scores what it does.
#include "answer.hpp"
#include "kbsearch/json.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

py::tuple views_of(const ExplanationView& view, const std::vector<Explanation>& parts) {
  return tuple_of(parts, [&](const Explanation& part) {
    return py::cast(ExplanationView{std::shared_ptr<const Explanation>(view.explanation, &part)});
  });
}

std::vector<Explanation> explanations_in(const py::sequence& views) {
  std::vector<Explanation> explanations;
  for (const auto view : views) explanations.push_back(*view.cast<const ExplanationView&>().explanation);
  return explanations;
}

}  // namespace

void bind_explanations(py::module_& module) {
  py::class_<ExplanationView>(module, "Explanation",
                              "A score as the sum of named parts: the value of one with parts is the sum of theirs.")
      .def_property_readonly(
          "label", [](const ExplanationView& v) { return str_of(v.explanation->label); },
          "\"text\", \"word 'governance'\", \"importance\".")
      .def_property_readonly(
          "value", [](const ExplanationView& v) { return v.explanation->value; }, "In the unit of the score.")
      .def_property_readonly(
          "detail", [](const ExplanationView& v) { return str_of(v.explanation->detail); },
          "The numbers behind it, for a person.")
      .def_property_readonly(
          "parts", [](const ExplanationView& v) { return views_of(v, v.explanation->parts); },
          "What the value is the sum of.")
      .def_property_readonly(
          "instead_of", [](const ExplanationView& v) { return views_of(v, v.explanation->instead_of); },
          "What else the record says for the same words, the most first; in no sum.")
      .def(
          "to_json", [](const ExplanationView& v) { return str_of(explanation_to_json(*v.explanation)); },
          "Returns it as it stands in a hit's JSON.")
      .def(
          "to_dict",
          [](const ExplanationView& v) {
            return py::module_::import("json").attr("loads")(str_of(explanation_to_json(*v.explanation)));
          },
          "Returns it as dicts and lists.")
      .def(
          "to_text",
          [](py::object self) { return py::module_::import("kbsearch._explained").attr("text_of")(std::move(self)); },
          "Returns it as lines for a person, the parts below what they add up to.")
      .def("__str__",
           [](py::object self) { return py::module_::import("kbsearch._explained").attr("text_of")(std::move(self)); })
      .def("__repr__", [](const ExplanationView& v) {
        return py::str("Explanation({!r}, {:.4f}, parts={})")
            .format(str_of(v.explanation->label), v.explanation->value, v.explanation->parts.size());
      });

  module.def("differences", [](const py::sequence& views) {
    return tuple_of(differences(explanations_in(views)), [](const ScoreDifference& difference) {
      return value_of("ScoreDifference", str_of(difference.label), py::tuple(py::cast(difference.values)));
    });
  });
  module.def("explanations_to_json", [](py::handle query, py::handle profile, const py::sequence& records) {
    std::vector<ExplainedRecord> explained;
    for (const auto record : records) {
      auto& made = explained.emplace_back(ExplainedRecord{utf8(record.attr("id"), "id"), {}});
      const py::object explanation = record.attr("explanation");
      if (!explanation.is_none()) made.explanation = *explanation.cast<const ExplanationView&>().explanation;
    }
    return str_of(explanations_to_json(explained, utf8(query, "query"), utf8(profile, "profile")));
  });
}

}  // namespace kbsearch::python
