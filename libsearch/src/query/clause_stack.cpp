#include "query/clause_stack.hpp"

#include <algorithm>
#include <iterator>

namespace kbsearch::query {
namespace {

constexpr std::size_t kMaxWarnings = 100;

bool is_filter(const Query& query) {
  return std::holds_alternative<KeywordQuery>(query.node) || std::holds_alternative<RangeQuery>(query.node);
}

bool is_plain_word(const Query& query) {
  const auto* word = std::get_if<WordQuery>(&query.node);
  return word != nullptr && word->field.empty();
}

/// The group that `query` is, if it only offers alternatives and can be part of a list of more of them.
BooleanQuery* loose_alternatives(Query& query) {
  auto* group = std::get_if<BooleanQuery>(&query.node);
  const bool is_loose =
      group != nullptr && query.boost == 1.0 && group->must.empty() && group->must_not.empty() && group->filter.empty();
  return is_loose ? group : nullptr;
}

void append(std::vector<Query>& list, Query query) {
  auto* group = loose_alternatives(query);
  if (group == nullptr) {
    list.push_back(std::move(query));
  } else {
    std::move(group->should.begin(), group->should.end(), std::back_inserter(list));
  }
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return text;
}

/// The words that NEAR can join in a leaf, and their field; nothing if it is no such leaf.
std::optional<NearQuery> near_words(const Query& query) {
  if (const auto* word = std::get_if<WordQuery>(&query.node)) return NearQuery{word->field, {word->text}, 0};
  if (const auto* near = std::get_if<NearQuery>(&query.node)) return *near;
  return std::nullopt;
}

}  // namespace

void Warnings::add(std::size_t at, std::string what) {
  if (list_.size() < kMaxWarnings) {
    list_.push_back({at, std::move(what)});
  } else if (!is_cut_) {
    is_cut_ = true;
    list_.push_back({at, "there are more such places than the " + std::to_string(kMaxWarnings) + " named here"});
  }
}

std::vector<Warning> Warnings::take() {
  const auto end = list_.end() - (is_cut_ ? 1 : 0);
  std::stable_sort(list_.begin(), end, [](const Warning& a, const Warning& b) { return a.at < b.at; });
  return std::move(list_);
}

std::string fault_of(const Warning& warning) { return warning.what.substr(0, warning.what.rfind(": ")); }

void apply_boost(Query& query, double boost, std::size_t at, Warnings& warnings) {
  if (is_filter(query) || std::holds_alternative<PrefixQuery>(query.node)) {
    warnings.add(at, "what only filters adds nothing to a score: its boost is left out");
    return;
  }
  const double product = query.boost * boost;
  if (product >= Query::kMinBoost && product <= Query::kMaxBoost) {
    query.boost = product;
  } else {
    warnings.add(at, "a boost must be in [0.001, 1000]: this one is left out");
  }
}

void ClauseStack::negate(Item& item) { item.kind = item.kind == Kind::kNegated ? Kind::kRequired : Kind::kNegated; }

void ClauseStack::add(Query query, Prefix prefix) {
  Item item{std::move(query), Kind::kRequired};
  if (is_plain_word(item.query) && !prefix.required) item.kind = Kind::kPlain;
  if (prefix.negated) negate(item);
  take(std::move(item));
}

void ClauseStack::take(Item item) {
  auto& frame = frames_.back();
  const bool negated = frame.negated;
  // NOT NOT asks for it again.
  if (frame.negation.kind != Operator::kNone && item.kind == Kind::kPlain) item.kind = Kind::kRequired;
  if (negated) negate(item);
  frame.negated = false;
  frame.negation = {};
  Waiting waiting;
  std::swap(waiting, frame.waiting);
  if (waiting.kind == Operator::kNear) {
    if (!negated && join_near(frame.all.back(), item, waiting.distance, waiting.at)) return;
    warnings_.add(waiting.at, "NEAR joins words of one field: it is left out");
    waiting.kind = Operator::kNone;
  }
  if (waiting.kind != Operator::kAnd && !frame.all.empty()) {
    if (waiting.kind == Operator::kOr) {
      frame.alternatives.push_back(all_of(frame.all));
    } else {
      settle(frame);
    }
  }
  frame.all.push_back(std::move(item));
}

bool ClauseStack::join_near(Item& left, const Item& right, std::size_t distance, std::size_t at) {
  auto near = near_words(left.query);
  auto more = near_words(right.query);
  if (!near || !more || right.kind == Kind::kNegated) return false;
  if (!near->field.empty() && !more->field.empty() && near->field != more->field) return false;
  const double boost = left.query.boost * right.query.boost;
  if (boost < Query::kMinBoost || boost > Query::kMaxBoost) return false;
  if (near->field.empty()) near->field = std::move(more->field);
  const std::size_t widest = std::max({near->distance, more->distance, distance});
  if ((near->distance != 0 && near->distance != widest) || (more->distance != 0 && more->distance != widest) ||
      distance != widest) {
    warnings_.add(at, "the widest distance, " + std::to_string(widest) + ", counts for all words joined by NEAR");
  }
  near->distance = widest;
  std::move(more->words.begin(), more->words.end(), std::back_inserter(near->words));
  left.query.boost = boost;
  left.query.node = std::move(*near);
  if (left.kind == Kind::kPlain) left.kind = Kind::kRequired;
  return true;
}

void ClauseStack::add_operator(const OperatorWord& word, std::string_view written, std::size_t at) {
  auto& frame = frames_.back();
  Waiting operation{word.kind, word.distance, at, std::string(written)};
  if (word.kind == Operator::kNot) {
    frame.negated = !frame.negated;
    frame.negation = std::move(operation);
    return;
  }
  if (frame.waiting.kind != Operator::kNone || frame.negation.kind != Operator::kNone) {
    warnings_.add(at, "'" + operation.written + "' follows another operator: it is left out");
    return;
  }
  if (frame.all.empty()) {
    dangling(operation);
    return;
  }
  if (word.kind == Operator::kNear && word.distance > NearQuery::kMaxDistance) {
    warnings_.add(at, "NEAR reaches at most " + std::to_string(NearQuery::kMaxDistance) + " words: that is taken");
    operation.distance = NearQuery::kMaxDistance;
  }
  frame.waiting = std::move(operation);
}

void ClauseStack::dangling(const Waiting& operation) {
  warnings_.add(operation.at, "'" + operation.written + "' joins nothing here: it is taken as a word");
  Item word{{WordQuery{"", lower_case(operation.written)}, 1.0, operation.at}, Kind::kPlain};
  take(std::move(word));
}

void ClauseStack::open(std::size_t at, std::size_t field, Prefix prefix) {
  auto& parent = frames_.back();
  if (parent.negated) prefix.negated = !prefix.negated;
  if (parent.negation.kind != Operator::kNone) prefix.required = true;
  parent.negated = false;
  parent.negation = {};
  Frame frame;
  frame.at = at;
  frame.field = field;
  frame.prefix = prefix;
  frames_.push_back(std::move(frame));
}

void ClauseStack::close(std::optional<double> boost, std::size_t at) {
  auto group = reduce(frames_.back());
  const Prefix prefix = frames_.back().prefix;
  const std::size_t opened = frames_.back().at;
  frames_.pop_back();
  if (!group) {
    warnings_.add(opened, "there is nothing in these brackets: they are left out");
    return;
  }
  if (boost) apply_boost(group->query, *boost, at, warnings_);
  if (prefix.required && group->kind == Kind::kPlain) group->kind = Kind::kRequired;
  if (prefix.negated) negate(*group);
  take(std::move(*group));
}

std::optional<ClauseStack::Item> ClauseStack::reduce(Frame& frame) {
  Waiting waiting;
  Waiting negation;
  std::swap(waiting, frame.waiting);
  std::swap(negation, frame.negation);
  frame.negated = false;
  if (waiting.kind != Operator::kNone) dangling(waiting);
  if (negation.kind != Operator::kNone) dangling(negation);
  settle(frame);
  if (frame.items.empty()) return std::nullopt;
  return together(frame.items);
}

/// Ends the present chains of AND and OR.
void ClauseStack::settle(Frame& frame) {
  if (frame.all.empty()) return;
  Item last = all_of(frame.all);
  if (frame.alternatives.empty()) {
    frame.items.push_back(std::move(last));
    return;
  }
  frame.alternatives.push_back(std::move(last));
  frame.items.push_back(any_of(frame.alternatives));
}

ClauseStack::Item ClauseStack::all_of(std::vector<Item>& items) {
  Item joined;
  if (items.size() == 1) {
    joined = std::move(items.front());
  } else {
    BooleanQuery group;
    const std::size_t at = items.front().query.at;
    for (auto& item : items) {
      auto& list = item.kind == Kind::kNegated ? group.must_not : is_filter(item.query) ? group.filter : group.must;
      list.push_back(std::move(item.query));
    }
    joined = {{std::move(group), 1.0, at}, Kind::kRequired};
  }
  items.clear();
  return joined;
}

ClauseStack::Item ClauseStack::any_of(std::vector<Item>& items) {
  BooleanQuery group;
  const std::size_t at = items.front().query.at;
  for (auto& item : items) append(group.should, as_query(std::move(item)));
  items.clear();
  return {{std::move(group), 1.0, at}, Kind::kRequired};
}

ClauseStack::Item ClauseStack::together(std::vector<Item>& items) {
  if (items.size() == 1) return std::move(items.front());
  BooleanQuery group;
  const std::size_t at = items.front().query.at;
  for (auto& item : items) {
    if (item.kind == Kind::kPlain) {
      append(group.should, std::move(item.query));
    } else if (item.kind == Kind::kNegated) {
      group.must_not.push_back(std::move(item.query));
    } else {
      (is_filter(item.query) ? group.filter : group.must).push_back(std::move(item.query));
    }
  }
  const bool only_ranks = group.must.empty() && group.must_not.empty() && group.filter.empty();
  return {{std::move(group), 1.0, at}, only_ranks ? Kind::kPlain : Kind::kRequired};
}

Query ClauseStack::as_query(Item item) {
  if (item.kind != Kind::kNegated) return std::move(item.query);
  const std::size_t at = item.query.at;
  BooleanQuery group;
  group.must_not.push_back(std::move(item.query));
  return {std::move(group), 1.0, at};
}

Query ClauseStack::as_root(Item item) {
  const bool is_group = std::holds_alternative<BooleanQuery>(item.query.node) && item.query.boost == 1.0;
  if (is_group && item.kind != Kind::kNegated) return std::move(item.query);
  if (item.kind == Kind::kNegated) return as_query(std::move(item));
  BooleanQuery root;
  auto& list = item.kind == Kind::kPlain ? root.should : is_filter(item.query) ? root.filter : root.must;
  list.push_back(std::move(item.query));
  return {std::move(root), 1.0, 0};
}

Query ClauseStack::finish(bool was_cut) {
  while (frames_.size() > 1) {
    if (was_cut) {
      frames_.back().waiting = {};
      frames_.back().negation = {};
    } else {
      warnings_.add(frames_.back().at, "the bracket is not closed: it is taken to close at the end");
    }
    close(std::nullopt, 0);
  }
  if (was_cut) {
    frames_.back().waiting = {};
    frames_.back().negation = {};
  }
  auto item = reduce(frames_.back());
  return item ? as_root(std::move(*item)) : Query{};
}

}  // namespace kbsearch::query
