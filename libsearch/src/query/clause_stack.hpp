// Joins what the parser reads into a tree: which operator binds what, and what an operator without an operand is. The
// open brackets are a stack of frames, so no input makes it recurse.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kbsearch/query.hpp"
#include "query/lexer.hpp"

namespace kbsearch::query {

/// What stands before an operand: NOT, + and -.
struct Prefix {
  bool required = false;
  bool negated = false;
};

/// Collects warnings, up to a number that a person would still read. Each says what is wrong, then, behind a colon,
/// what was made of it: "the quote is not closed: its words are taken as plain words".
class Warnings {
 public:
  void add(std::size_t at, std::string what);
  /// Returns them in the order of the text.
  std::vector<Warning> take();

 private:
  std::vector<Warning> list_;
  bool is_cut_ = false;
};

/// Returns what is wrong, without what was made of it: for those who refuse it.
std::string fault_of(const Warning& warning);

/// Multiplies the query's boost, unless it is out of range or means nothing for it: then warns.
void apply_boost(Query& query, double boost, std::size_t at, Warnings& warnings);

class ClauseStack {
 public:
  explicit ClauseStack(Warnings& warnings) : warnings_(warnings), frames_(1) {}

  /// Takes a leaf in the innermost open bracket.
  void add(Query query, Prefix prefix);
  /// Takes an operator; one that has nothing to join becomes a word or is left out, with a warning.
  void add_operator(const OperatorWord& word, std::string_view written, std::size_t at);

  /// Opens a bracket; `field` is for all words in it that name none.
  void open(std::size_t at, std::size_t field, Prefix prefix);
  /// Closes the innermost bracket, which there must be. `boost` applies to all in it.
  void close(std::optional<double> boost, std::size_t at);
  std::size_t depth() const { return frames_.size() - 1; }
  std::size_t field() const { return frames_.back().field; }

  /// Closes what is open and returns the root. When the text was cut, what is left open is not the writer's fault.
  Query finish(bool was_cut);

 private:
  /// How an operand stands among others.
  enum class Kind { kPlain, kRequired, kNegated };
  struct Item {
    Query query;
    Kind kind = Kind::kPlain;
  };
  /// An operator that waits for its right side.
  struct Waiting {
    Operator kind = Operator::kNone;
    std::size_t distance = 0;
    std::size_t at = 0;
    std::string written;
  };
  struct Frame {
    std::size_t at = 0;
    std::size_t field = Schema::kNoField;
    Prefix prefix;                   ///< Before the bracket.
    std::vector<Item> items;         ///< Stand together.
    std::vector<Item> alternatives;  ///< The present chain of OR, but for its last.
    std::vector<Item> all;           ///< The present chain of AND.
    Waiting waiting;                 ///< AND, OR or NEAR.
    Waiting negation;                ///< NOT.
    bool negated = false;            ///< An odd number of NOTs.
  };

  void take(Item item);
  bool join_near(Item& left, const Item& right, std::size_t distance, std::size_t at);
  void settle(Frame& frame);
  void dangling(const Waiting& operation);
  std::optional<Item> reduce(Frame& frame);
  static Item all_of(std::vector<Item>& items);
  static Item any_of(std::vector<Item>& items);
  static Item together(std::vector<Item>& items);
  static Query as_query(Item item);
  static Query as_root(Item item);
  static void negate(Item& item);

  Warnings& warnings_;
  std::vector<Frame> frames_;
};

}  // namespace kbsearch::query
