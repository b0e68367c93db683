// A hit and its passages.
#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/json.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

/// Returns the url if it is one that a page may link to; a record's url can be anything.
std::string_view linkable(const std::string& url) {
  return url.starts_with("https://") || url.starts_with("http://") ? std::string_view(url) : std::string_view();
}

py::object number_or_none(const std::optional<double>& number) {
  if (!number) return py::none();
  return py::float_(*number);
}

py::tuple passages_of(const Hit& hit) {
  return tuple_of(hit.passages, [](const Snippet& snippet) { return py::cast(Passage{with_ellipses(snippet)}); });
}

py::dict matched_fields_of(const Hit& hit) {
  py::dict made;
  for (const auto& matches : hit.matched_fields) made[str_of(matches.field)] = matches.count;
  return made;
}

std::string html_of(const Hit& hit) {
  const auto snippet = with_ellipses(hit.snippet);
  auto title = marked(hit.title.empty() ? hit.record_id : hit.title,
                      hit.title.empty() ? std::vector<ByteRange>{} : hit.title_marks, "<mark>", "</mark>", true);
  if (const auto url = linkable(hit.url); !url.empty()) {
    title = "<a href=\"" + escaped_html(url) + "\" rel=\"noopener noreferrer\">" + title + "</a>";
  }
  std::string html = "<div><b>" + std::to_string(hit.rank) + ". " + title + "</b> <small>" +
                     escaped_html(hit.record_id) + (hit.type.empty() ? "" : " · " + escaped_html(hit.type)) +
                     "</small>";
  if (!snippet.text.empty()) html += "<br>" + marked(snippet.text, snippet.marks, "<mark>", "</mark>", true);
  return html + "</div>";
}

void bind_passage(py::module_& module) {
  py::class_<Passage>(
      module, "Snippet",
      "A passage of a record that shows why it matched: plain text, with an ellipsis where the record's\n"
      "text goes on within a sentence. Whoever prints HTML escapes it, or takes html(). False if the\n"
      "record has no text, or none was asked for (snippets=False).")
      .def_property_readonly(
          "field", [](const Passage& p) { return str_of(p.shown.field); },
          "The field that it comes from, for instance 'summary'; empty if there is none.")
      .def_property_readonly(
          "ordinal", [](const Passage& p) { return p.shown.ordinal; },
          "Which of the field's texts, from 1, if it has several; else 0.")
      .def_property_readonly(
          "text", [](const Passage& p) { return str_of(p.shown.text); }, "The passage.")
      .def_property_readonly(
          "marks", [](const Passage& p) { return marks_of(p.shown.text, p.shown.marks); },
          "The words that matched: ((begin, end), ...), str indices into text, ascending.")
      .def(
          "marked",
          [](const Passage& p, py::handle before, py::handle after) {
            return str_of(marked(p.shown.text, p.shown.marks, utf8(before, "before"), utf8(after, "after"), false));
          },
          py::arg("before") = "**", py::arg("after") = "**", "Returns the text with something around each mark.")
      .def(
          "html",
          [](const Passage& p, py::handle tag) {
            const auto name = utf8(tag, "tag");
            return str_of(marked(p.shown.text, p.shown.marks, "<" + name + ">", "</" + name + ">", true));
          },
          py::arg("tag") = "mark", "Returns the text as HTML, escaped, with an element around each mark.")
      .def("_repr_html_",
           [](const Passage& p) { return str_of(marked(p.shown.text, p.shown.marks, "<mark>", "</mark>", true)); })
      .def("__bool__", [](const Passage& p) { return !p.shown.text.empty(); })
      .def("__str__", [](const Passage& p) { return str_of(p.shown.text); })
      .def("__repr__", [](const Passage& p) {
        return py::str("Snippet(field={!r}, text={!r})").format(str_of(p.shown.field), str_of(p.shown.text));
      });
}

}  // namespace

void bind_hits(py::module_& module) {
  bind_passage(module);
  const auto text = [](std::string Hit::*member) {
    return [member](const HitView& view) { return str_of(view.hit->*member); };
  };
  const auto texts = [](std::vector<std::string> Hit::*member) {
    return [member](const HitView& view) { return tuple_of(view.hit->*member); };
  };
  py::class_<HitView>(module, "Hit",
                      "A record that was found. Frozen; outlives the index. A text that the record does not have is\n"
                      "empty, a number None.")
      .def_property_readonly(
          "rank", [](const HitView& v) { return v.hit->rank; }, "From 1, through all pages.")
      .def_property_readonly("id", text(&Hit::record_id), "The record's id.")
      .def_property_readonly(
          "score", [](const HitView& v) { return v.hit->score; }, "At least 0; comparable only within one search.")
      .def_property_readonly("title", text(&Hit::title), "The title as a page would show it, without markup.")
      .def_property_readonly(
          "title_marks", [](const HitView& v) { return marks_of(v.hit->title, v.hit->title_marks); },
          "The words of the title that matched, in str indices.")
      .def_property_readonly(
          "path", [](const HitView& v) { return py::object(path_or_none(v.hit->path)); },
          "The file that the record was read from, absolute; None if that is not known.")
      .def_property_readonly(
          "file", [](const HitView& v) { return py::object(path_or_none(v.hit->file)); },
          "The way to that file from its source, if the file is this one record; else None.")
      .def_property_readonly("url", text(&Hit::url), "The record's address.")
      .def_property_readonly("type", text(&Hit::type), "The record's type.")
      .def_property_readonly("published", text(&Hit::published), "When, as the record writes it.")
      .def_property_readonly("tags", texts(&Hit::tags), "The record's tags.")
      .def_property_readonly(
          "importance", [](const HitView& v) { return number_or_none(v.hit->importance); },
          "The editor's, from 0 to 100.")
      .def_property_readonly(
          "quality", [](const HitView& v) { return number_or_none(v.hit->quality); },
          "The record's own, or the best among its citing pages.")
      .def_property_readonly(
          "cited_by_count", [](const HitView& v) { return v.hit->cited_by_count; }, "How many pages cite it.")
      .def_property_readonly(
          "snippet", [](const HitView& v) { return Passage{with_ellipses(v.hit->snippet)}; }, "The best passage.")
      .def_property_readonly(
          "passages", [](const HitView& v) { return passages_of(*v.hit); },
          "All passages that were asked for, the best first.")
      .def_property_readonly(
          "matched_fields", [](const HitView& v) { return matched_fields_of(*v.hit); },
          "{field: number of words that matched}, in the order of the schema.")
      .def_property_readonly("missing_words", texts(&Hit::missing_words),
                             "Words of the query that the record has in no way, folded.")
      .def_property_readonly(
          "collapsed", [](const HitView& v) { return v.hit->collapsed; },
          "Other matches of its group, which it stands for (collapse=).")
      .def_property_readonly(
          "near_duplicate_of", [](const HitView& v) { return str_or_none(v.hit->near_duplicate_of); },
          "Id of a better hit of this page whose text is nearly the same, or None.")
      .def_property_readonly(
          "explanation",
          [](const HitView& v) -> py::object {
            if (!v.hit->explanation) return py::none();
            return py::cast(ExplanationView{{v.answer, &*v.hit->explanation}});
          },
          "Why it scores what it does, if that was asked for (explain=True); else None.")
      .def(
          "record",
          [](const HitView& v) {
            const auto searcher = v.answer->index->searcher();
            const auto found = without_gil([&] { return searcher->find(v.hit->record_id); });
            return found ? record_of(*found) : py::object(py::none());
          },
          "Returns the whole record as it was given; None if it is gone meanwhile.")
      .def(
          "to_dict",
          [](const HitView& v) {
            return py::module_::import("kbsearch._json").attr("hit_of")(str_of(hit_to_json(*v.hit)));
          },
          "Returns the hit as it stands in Results.to_dict().")
      .def("_repr_html_", [](const HitView& v) { return str_of(html_of(*v.hit)); })
      .def("__eq__",
           [](const HitView& v, py::handle other) {
             return py::isinstance<HitView>(other) && other.cast<const HitView&>().hit == v.hit;
           })
      .def("__hash__", [](const HitView& v) { return std::hash<const void*>()(v.hit); })
      .def("__repr__", [](const HitView& v) {
        return py::str("Hit(rank={}, id={!r}, title={!r}, score={:.2f})")
            .format(v.hit->rank, str_of(v.hit->record_id), str_of(v.hit->title), v.hit->score);
      });
}

}  // namespace kbsearch::python
