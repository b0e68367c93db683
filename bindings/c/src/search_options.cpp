#include "handles.hpp"

namespace kbsearch::c {
namespace {

kbs_search_options default_options() {
  const SearchOptions defaults;
  kbs_search_options options{};
  options.size = sizeof options;
  options.limit = defaults.limit;
  options.snippets = defaults.snippets;
  options.passages = defaults.passages;
  options.typos = defaults.typos;
  options.expand = defaults.expand;
  options.exact_total_up_to = defaults.exact_total_up_to;
  options.max_words = defaults.max_words;
  options.max_expansions = defaults.max_expansions;
  return options;
}

kbs_facet_request default_facet() {
  kbs_facet_request request{};
  request.size = sizeof request;
  request.max_values = FacetRequest().max_values;
  return request;
}

FacetRequest facet_of(const kbs_facet_request& given) {
  FacetRequest request;
  request.field = view(given.field);
  request.max_values = given.max_values;
  switch (given.date_step) {
    case KBS_DATE_STEP_NONE:
      break;
    case KBS_DATE_STEP_YEAR:
      request.date_step = FacetRequest::DateStep::kYear;
      break;
    case KBS_DATE_STEP_MONTH:
      request.date_step = FacetRequest::DateStep::kMonth;
      break;
    default:
      throw Failure{KBS_INVALID_ARGUMENT,
                    "facet '" + request.field + "': date_step is " + std::to_string(given.date_step) +
                        ", must be KBS_DATE_STEP_...",
                    request.field};
  }
  return request;
}

/// The requests stand as far apart as the program's own struct is long.
std::vector<FacetRequest> facets_of(const kbs_search_options& given) {
  std::vector<FacetRequest> facets;
  if (given.facet_count == 0) return facets;
  require(given.facets, "facets");
  const auto* bytes = reinterpret_cast<const char*>(given.facets);
  for (std::size_t i = 0; i < given.facet_count; ++i) {
    const auto* request = reinterpret_cast<const kbs_facet_request*>(bytes + i * given.facets->size);
    facets.push_back(facet_of(read_in(request, default_facet(), "kbs_facet_request")));
  }
  return facets;
}

}  // namespace

RankingProfile profile_of(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '{' ? RankingProfile::from_json(text) : RankingProfile::named(text);
}

SearchOptions search_options(const kbs_search_options* options) {
  const auto given = read_in(options, default_options(), "kbs_search_options");
  SearchOptions search;
  search.limit = given.limit;
  search.offset = given.offset;
  search.after = view(given.after);
  search.filter = view(given.filter);
  if (given.profile.size > 0) search.profile = profile_of(view(given.profile));
  if (given.sort_field.size > 0) search.sort = {std::string(view(given.sort_field)), given.sort_ascending};
  search.collapse = view(given.collapse);
  search.facets = facets_of(given);
  search.related_tags = given.related_tags;
  search.snippets = given.snippets;
  search.passages = given.passages;
  search.explain = given.explain;
  search.typing = given.typing;
  search.plain_words = given.plain_words;
  search.all_words = given.all_words;
  search.typos = given.typos;
  search.expand = given.expand;
  search.exact_total_up_to = given.exact_total_up_to;
  search.deadline = deadline_in(given.timeout_us);
  search.stop = token_of(given.stop);
  search.max_words = given.max_words;
  search.max_expansions = given.max_expansions;
  return given.json.size == 0 ? search : search_options_from_json(view(given.json), search);
}

}  // namespace kbsearch::c

void kbs_facet_request_init(kbs_facet_request* request, size_t size) {
  kbsearch::c::fill_in(request, size, kbsearch::c::default_facet());
}

void kbs_search_options_init(kbs_search_options* options, size_t size) {
  kbsearch::c::fill_in(options, size, kbsearch::c::default_options());
}
