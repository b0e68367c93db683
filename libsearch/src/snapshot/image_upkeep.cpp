#include "snapshot/image_upkeep.hpp"

#include <xapian.h>

#include <algorithm>

#include "image/image_writer.hpp"
#include "kbsearch/error.hpp"
#include "rank/static_scores.hpp"
#include "schema/display_fields.hpp"
#include "schema/name_fields.hpp"
#include "store/database.hpp"
#include "store/index_metadata.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::snapshot {
namespace {

/// The best by the default profile's signals first: a search then finds its best hits early.
image::ScoredOrder by_static_score(const Xapian::Database& database, const Schema& schema) {
  image::ScoredOrder order{{database.postlist_begin(""), database.postlist_end("")}, "", {}};
  auto& documents = order.documents;
  try {
    const auto profile = RankingProfile::named("default");
    const rank::StaticScores scores(database, schema, profile);
    if (scores.empty()) return order;
    std::stable_sort(documents.begin(), documents.end(),
                     [&](Xapian::docid a, Xapian::docid b) { return scores[a] > scores[b]; });
    order.scored_by = rank::static_key(profile);
    for (const auto document : documents) order.scores.push_back(scores[document]);
  } catch (const Error&) {
    // The default profile does not fit the schema: the order of the index does.
  }
  return order;
}

template <typename Action>
void writing_image(const std::filesystem::path& generation, Action&& action) noexcept {
  try {
    store::translating_errors(generation.string(), [&] {
      const auto database = store::open_database(generation);
      const auto schema = store::read_metadata(database, generation.string()).schema;
      const image::ImageRules rules{[&](const Xapian::Database& all) { return by_static_score(all, schema); },
                                    {DisplayFields(schema).known(), name_fields(schema)}};
      action(database, rules);
    });
  } catch (...) {
    image::remove_unnamed_segments(generation);
  }
}

}  // namespace

void write_image(const std::filesystem::path& generation) noexcept {
  writing_image(generation, [&](const Xapian::Database& database, const image::ImageRules& rules) {
    image::write_image(generation, database, rules);
  });
}

void update_image(const std::filesystem::path& generation, const index::CommittedChanges& changes) noexcept {
  writing_image(generation, [&](const Xapian::Database& database, const image::ImageRules& rules) {
    image::update_image(generation, database, changes.former_revision, changes.documents, rules);
  });
}

image::ImageState check_image(const std::filesystem::path& generation) {
  return store::translating_errors(generation.string(), [&] {
    return image::check_image(generation, store::open_database(generation).get_revision());
  });
}

}  // namespace kbsearch::snapshot
