// A page of hits, and what is told beside them.
#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

using AnswerPointer = std::shared_ptr<const Answer>;

py::object hit_of(const AnswerPointer& answer, std::size_t i) {
  return py::cast(HitView{answer, &answer->results.hits[i]});
}

py::tuple hits_of(const AnswerPointer& answer) {
  py::tuple made(answer->results.hits.size());
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = hit_of(answer, i);
  return made;
}

py::object item_of(const AnswerPointer& answer, py::handle at) {
  if (PySlice_Check(at.ptr())) return py::object(hits_of(answer)[py::reinterpret_borrow<py::object>(at)]);
  const auto size = static_cast<Py_ssize_t>(answer->results.hits.size());
  Py_ssize_t i = PyNumber_AsSsize_t(at.ptr(), PyExc_IndexError);
  if (i == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  if (i < 0) i += size;
  if (i < 0 || i >= size) throw py::index_error("there are " + std::to_string(size) + " hits on this page");
  return hit_of(answer, static_cast<std::size_t>(i));
}

py::object facet_of(const Facet& facet) {
  const auto counts = tuple_of(facet.counts, [](const FacetCount& count) {
    return value_of("FacetCount", str_of(count.value), count.count, str_of(count.label));
  });
  return value_of("Facet", str_of(facet.field), str_of(facet.filter_field), counts, facet.distinct, facet.missing);
}

py::dict facets_of(const SearchResults& results) {
  py::dict made;
  for (const auto& facet : results.facets) made[str_of(facet.field)] = facet_of(facet);
  return made;
}

py::tuple warnings_of(const Answer& answer, const std::vector<Warning>& warnings) {
  CodePoints indices(answer.query);
  return tuple_of(warnings, [&](const Warning& warning) {
    return value_of("QueryWarning", indices.at(warning.at), str_of(warning.what));
  });
}

py::object relaxation_of(const std::optional<Relaxation>& relaxation) {
  if (!relaxation) return py::none();
  return value_of("Relaxation", tuple_of(relaxation->dropped), relaxation->total);
}

template <typename Number>
py::object number_or_none(const std::optional<Number>& number) {
  if (!number) return py::none();
  return py::int_(*number);
}

py::object next_page_of(const Answer& answer) {
  if (answer.results.next_cursor.empty()) return py::none();
  auto asked = answer.asked;
  asked.options.after = answer.results.next_cursor;
  asked.options.offset = 0;
  const auto searcher = answer.index->searcher();
  auto next =
      without_gil([&] { return ask(answer.index, *searcher, answer.query, std::move(asked), answer.is_similar); });
  return next ? py::cast(std::move(next)) : py::object(py::none());
}

std::string json_of(const Answer& answer, int indent) {
  JsonOptions options;
  options.indent = indent;
  return results_to_json(answer.results, answer.query, options);
}

std::string html_of(const AnswerPointer& answer) {
  std::string html = "<div><p>" + escaped_html(answer->query) + ": " +
                     (answer->results.total.exact ? "" : "at least ") + std::to_string(answer->results.total.value) +
                     " found</p>";
  for (const auto hit : hits_of(answer)) html += std::string(py::str(hit.attr("_repr_html_")()));
  return html + "</div>";
}

void bind_guidance(py::class_<Answer, std::shared_ptr<Answer>>& type) {
  type.def_property_readonly(
          "unknown_words", [](const Answer& a) { return tuple_of(a.results.unknown_words); },
          "Words of the query that no record has.")
      .def_property_readonly(
          "corrections",
          [](const Answer& a) {
            return tuple_of(a.results.corrections, [](const Correction& c) {
              return value_of("Correction", str_of(c.word), str_of(c.meant), c.edits, c.doc_count);
            });
          },
          "What unknown words may have meant, by word, the likeliest first.")
      .def_property_readonly(
          "did_you_mean", [](const Answer& a) { return str_or_none(a.results.did_you_mean); },
          "The corrected query, to be offered; it was not asked. None if there is nothing to correct.")
      .def_property_readonly(
          "total_without_filter", [](const Answer& a) { return number_or_none(a.results.total_without_filter); },
          "Matches without the filter, if nothing was found with it; else None.")
      .def_property_readonly(
          "expansions",
          [](const Answer& a) {
            return tuple_of(a.results.expansions, [](const Expansion& e) {
              return value_of("Expansion", str_of(e.words), str_of(e.text), str_of(to_string(e.reason)),
                              number_or_none(e.hits));
            });
          },
          "Other ways to say words of the query, which were asked for as well.")
      .def_property_readonly(
          "relaxation", [](const Answer& a) { return relaxation_of(a.results.relaxation); },
          "What is left of the words where nothing that matches has all of them; else None.")
      .def_property_readonly(
          "clauses",
          [](const Answer& a) {
            return tuple_of(a.results.clauses, [](const ClauseEffect& c) {
              return value_of("ClauseEffect", str_of(c.clause), c.doc_count, c.total_without,
                              tuple_of(c.nearest_values));
            });
          },
          "If nothing was found: what each part of the query and of the filter does.")
      .def_property_readonly(
          "related_tags",
          [](const Answer& a) {
            return tuple_of(a.results.related_tags, [](const RelatedTag& t) {
              return value_of("RelatedTag", str_of(t.value), t.count, t.doc_count, str_of(t.label));
            });
          },
          "Tags that the best hits have far more often than the index (related_tags=), the most telling first.")
      .def_property_readonly(
          "warnings", [](const Answer& a) { return warnings_of(a, a.results.warnings); },
          "What had to be passed over, with its place in the query.")
      .def_property_readonly(
          "notes", [](const Answer& a) { return warnings_of(a, a.results.notes); },
          "What was taken as it stands, but may not have been meant so.");
}

}  // namespace

void bind_results(py::module_& module) {
  py::class_<Answer, std::shared_ptr<Answer>> type(
      module, "Results",
      "The hits of one page, best first, and what is told beside them. A sequence of Hit. Frozen; outlives the index.");
  type.def_property_readonly(
          "query", [](const Answer& a) { return str_of(a.query); }, "The text that was asked; of similar(), the id.")
      .def_property_readonly(
          "hits", [](const AnswerPointer& a) { return hits_of(a); }, "The hits as a tuple.")
      .def_property_readonly(
          "total", [](const Answer& a) { return value_of("Total", a.results.total.value, a.results.total.exact); },
          "How many records match, on all pages together.")
      .def_property_readonly(
          "groups", [](const Answer& a) { return number_or_none(a.results.groups); },
          "How many groups of matches there are (collapse=); else None.")
      .def_property_readonly(
          "facets", [](const Answer& a) { return facets_of(a.results); },
          "{field: Facet}, in the order they were asked for.")
      .def_property_readonly(
          "took_us", [](const Answer& a) { return a.results.took.count(); }, "Microseconds that the library took.")
      .def_property_readonly(
          "next_cursor", [](const Answer& a) { return str_or_none(a.results.next_cursor); },
          "For after=, to go on behind this page; None if it is the last one.")
      .def("next_page", &next_page_of,
           "Asks for the next page with the same options; None if this one is the last. Raises InvalidArgument if the\n"
           "index was closed.")
      .def(
          "pages",
          [](py::object self) { return py::module_::import("kbsearch._json").attr("pages_from")(std::move(self)); },
          "Iterates over this page and those behind it.")
      .def(
          "to_json",
          [](const Answer& a, py::handle indent) {
            return str_of(json_of(a, indent.is_none() ? -1 : static_cast<int>(size_of(indent, "indent"))));
          },
          py::kw_only(), py::arg("indent") = py::none(),
          "Returns the answer as the library writes it for every language (the form stands in kbsearch/json.hpp).\n"
          "Offsets in it are bytes of UTF-8, as in the tool's --format json; those of to_dict() are str indices.")
      .def(
          "to_dict",
          [](const Answer& a) {
            return py::module_::import("kbsearch._json").attr("results_of")(str_of(json_of(a, -1)));
          },
          "Returns the answer as dicts and lists, members as in to_json(). Offsets in it are str indices.")
      .def("_repr_html_", [](const AnswerPointer& a) { return str_of(html_of(a)); })
      .def("__len__", [](const Answer& a) { return a.results.hits.size(); })
      .def("__getitem__", &item_of)
      .def("__iter__", [](const AnswerPointer& a) { return py::iter(hits_of(a)); })
      .def("__repr__", [](const Answer& a) {
        return py::str("Results(query={!r}, hits={}, total={})")
            .format(str_of(a.query), a.results.hits.size(),
                    (a.results.total.exact ? "" : ">=") + std::to_string(a.results.total.value));
      });
  bind_guidance(type);
}

}  // namespace kbsearch::python
