#include "records/html_tree.hpp"

#include <csetjmp>
#include <cstdlib>
#include <ctime>
#include <unordered_map>
#include <utility>

#include "records/html_text.hpp"

namespace kbsearch::records {
namespace {

/// What a page may cost that is entangled in ways nobody thought of.
constexpr double kMostSeconds = 10.0;
constexpr std::size_t kAllocationsBetweenLooks = 4096;

double thread_seconds() {
  struct timespec now {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Elements that have no content, or end where the next of their kind begins: they do not pile up.
bool piles_up(std::string_view name) {
  static constexpr std::string_view kOthers[] = {
      "a",    "area",   "base",  "body", "br",    "col",  "colgroup", "dd",     "dt",       "embed", "head",  "hr",
      "html", "img",    "input", "li",   "link",  "meta", "nobr",     "option", "optgroup", "p",     "param", "rp",
      "rt",   "source", "tbody", "td",   "tfoot", "th",   "thead",    "tr",     "track",    "wbr"};
  for (const auto other : kOthers) {
    if (other == name) return false;
  }
  return true;
}

/// Returns whether more elements are open at once than kMaxHtmlDepth, each end closing one of its name.
bool is_too_deep(std::string_view html) {
  std::unordered_map<std::string, std::size_t> open;
  std::size_t depth = 0;
  HtmlTags tags(html);
  // Only there does a slash close what it stands in.
  const auto is_in_drawing = [&] { return open["svg"] > 0 || open["math"] > 0; };
  while (const auto tag = tags.next()) {
    if (!piles_up(tag->name) || (tag->closes_itself && is_in_drawing())) continue;
    std::size_t& of_name = open[tag->name];
    if (!tag->is_end) {
      ++of_name;
      if (++depth > kMaxHtmlDepth) return true;
    } else if (of_name > 0) {
      --of_name;
      --depth;
    }
  }
  return false;
}

}  // namespace

/// What gumbo takes of the heap: counted, bounded, and given back all at once. Gumbo's own way to destroy a tree
/// recurses over it.
class HtmlTree::Allocations {
 public:
  enum class Limit { kNone = 0, kMemory, kTime };

  Allocations() : start_seconds_(thread_seconds()) { first_.next = first_.previous = &first_; }
  Allocations(const Allocations&) = delete;
  Allocations& operator=(const Allocations&) = delete;
  ~Allocations() {
    for (Header* header = first_.next; header != &first_;) std::free(std::exchange(header, header->next));
  }

  /// Returns the tree; nullptr if it would pass a limit, which is told then.
  GumboOutput* parse(std::string_view html, Limit& limit) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* self, std::size_t size) { return static_cast<Allocations*>(self)->allocate(size); };
    options.deallocator = [](void* self, void* block) { static_cast<Allocations*>(self)->deallocate(block); };
    options.userdata = this;
    options.max_errors = 0;
    return parse(html, options, limit);
  }

 private:
  struct alignas(std::max_align_t) Header {
    Header* next;
    Header* previous;
    std::size_t size;
  };

  /// Gumbo knows no failing allocation. Between here and stop() stand frames of C only, so nothing is left out by the
  /// jump.
  GumboOutput* parse(std::string_view html, const GumboOptions& options, Limit& limit) {
    limit = static_cast<Limit>(setjmp(stop_));  // NOLINT(cert-err52-cpp)
    if (limit != Limit::kNone) return nullptr;
    return gumbo_parse_with_options(&options, html.data(), html.size());
  }
  [[noreturn]] void stop(Limit limit) { std::longjmp(stop_, static_cast<int>(limit)); }  // NOLINT(cert-err52-cpp)

  void* allocate(std::size_t size) {
    if (size > kMaxHtmlTreeBytes - taken_) stop(Limit::kMemory);
    if (++count_ % kAllocationsBetweenLooks == 0 && thread_seconds() - start_seconds_ > kMostSeconds) {
      stop(Limit::kTime);
    }
    auto* header = static_cast<Header*>(std::malloc(sizeof(Header) + size));
    if (header == nullptr) stop(Limit::kMemory);
    *header = {first_.next, &first_, size + sizeof(Header)};
    first_.next->previous = header;
    first_.next = header;
    taken_ += header->size;
    return header + 1;
  }
  void deallocate(void* block) {
    if (block == nullptr) return;
    Header* header = static_cast<Header*>(block) - 1;
    header->previous->next = header->next;
    header->next->previous = header->previous;
    taken_ -= header->size;
    std::free(header);
  }

  Header first_{};
  std::size_t taken_ = 0;
  std::size_t count_ = 0;
  double start_seconds_;
  std::jmp_buf stop_;
};

HtmlTree::HtmlTree(std::string_view html) : allocations_(std::make_unique<Allocations>()) {
  if (is_too_deep(html)) {
    fault_ = "the page has more than " + std::to_string(kMaxHtmlDepth) + " elements within one another";
    return;
  }
  auto limit = Allocations::Limit::kNone;
  output_ = allocations_->parse(html, limit);
  if (limit == Allocations::Limit::kMemory) {
    fault_ = "the page takes more than " + std::to_string(kMaxHtmlTreeBytes >> 20) + " MB of memory to be read";
  } else if (limit == Allocations::Limit::kTime) {
    fault_ = "the page takes more than " + std::to_string(static_cast<int>(kMostSeconds)) + " seconds to be read";
  }
}

HtmlTree::~HtmlTree() = default;

const GumboNode* HtmlTree::document() const { return output_ == nullptr ? nullptr : output_->document; }

void HtmlWalk::next(bool skip_children) {
  if (!is_leaving_ && !skip_children && children_of(way_.back().node) != nullptr) return go_on();
  way_.pop_back();
  if (!way_.empty()) go_on();
}

void HtmlWalk::go_on() {
  Step& step = way_.back();
  const auto* children = children_of(step.node);
  is_leaving_ = step.next_child >= children->length;
  if (!is_leaving_) way_.push_back({static_cast<const GumboNode*>(children->data[step.next_child++]), 0});
}

const GumboVector* children_of(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node->v.element.children;
    default:
      return nullptr;
  }
}

bool is_element(const GumboNode* node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag &&
         node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (node->type != GUMBO_NODE_ELEMENT) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const GumboNode* node, const char* name) {
  return node->type == GUMBO_NODE_ELEMENT && gumbo_get_attribute(&node->v.element.attributes, name) != nullptr;
}

std::string plain_text_of(const GumboNode* node) {
  std::string text;
  for (HtmlWalk walk(node); walk.node() != nullptr; walk.next()) {
    const auto type = walk.node()->type;
    if (type == GUMBO_NODE_TEXT || type == GUMBO_NODE_WHITESPACE || type == GUMBO_NODE_CDATA) {
      text += walk.node()->v.text.text;
    } else if (is_element(walk.node(), GUMBO_TAG_BR)) {
      text += ' ';
    }
  }
  return with_single_spaces(text);
}

std::string with_single_spaces(std::string_view text) {
  std::string single;
  bool asked = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_hard_space = text.substr(at).starts_with("\u00A0");
    if (is_hard_space || std::string_view(" \t\n\r\f").find(text[at]) != std::string_view::npos) {
      asked = !single.empty();
      at += is_hard_space ? 1 : 0;
      continue;
    }
    if (std::exchange(asked, false)) single += ' ';
    single += text[at];
  }
  return single;
}

}  // namespace kbsearch::records
