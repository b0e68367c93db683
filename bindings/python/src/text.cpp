#include "text.hpp"

#include <algorithm>

namespace kbsearch::python {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Encoded alone, a surrogate is ED A0..BF xx; U+FFFD is EF BF BD.
void replace_surrogates(std::string& text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '\xED' && static_cast<unsigned char>(text[i + 1]) >= 0xA0U) text.replace(i, 3, "\xEF\xBF\xBD");
  }
}

}  // namespace

std::string utf8(py::handle text, const char* what) {
  if (!PyUnicode_Check(text.ptr())) {
    throw py::type_error(std::string(what) + " must be a str, not " + Py_TYPE(text.ptr())->tp_name);
  }
  Py_ssize_t size = 0;
  if (const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size)) return {data, static_cast<std::size_t>(size)};
  PyErr_Clear();
  const auto bytes = py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass"));
  if (!bytes) throw py::error_already_set();
  std::string encoded = bytes;
  replace_surrogates(encoded);
  return encoded;
}

py::str str_of(std::string_view text) {
  auto made = py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
  if (!made) throw py::error_already_set();
  return made;
}

py::object str_or_none(std::string_view text) {
  if (text.empty()) return py::none();
  return str_of(text);
}

py::object path_or_none(std::string_view path) {
  if (path.empty()) return py::none();
  auto made = py::reinterpret_steal<py::object>(
      PyUnicode_DecodeFSDefaultAndSize(path.data(), static_cast<Py_ssize_t>(path.size())));
  if (!made) throw py::error_already_set();
  return made;
}

py::dict dict_of(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  py::dict made;
  for (const auto& [name, count] : counts) made[str_of(name)] = count;
  return made;
}

py::tuple tuple_of(const std::vector<std::string>& texts) {
  py::tuple made(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) made[i] = str_of(texts[i]);
  return made;
}

std::size_t CodePoints::at(std::size_t byte) {
  const auto end = std::min(byte, text_.size());
  if (end < byte_) byte_ = index_ = 0;
  for (; byte_ < end; ++byte_) {
    if (!continues(text_[byte_])) ++index_;
  }
  return index_;
}

py::tuple marks_of(std::string_view text, const std::vector<ByteRange>& marks) {
  CodePoints indices(text);
  py::tuple made(marks.size());
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto begin = indices.at(marks[i].begin);
    made[i] = py::make_tuple(begin, indices.at(marks[i].end));
  }
  return made;
}

std::string escaped_html(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string marked(std::string_view text, const std::vector<ByteRange>& marks, std::string_view before,
                   std::string_view after, bool escaped) {
  std::string made;
  std::size_t done = 0;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const auto part = text.substr(begin, end - begin);
    made += escaped ? escaped_html(part) : std::string(part);
  };
  for (const auto& mark : marks) {
    add(done, mark.begin);
    made += before;
    add(mark.begin, mark.end);
    made += after;
    done = mark.end;
  }
  add(done, text.size());
  return made;
}

}  // namespace kbsearch::python
