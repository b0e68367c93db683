// What the person may have meant, as words and as a whole query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "match/plan.hpp"
#include "match/planner.hpp"

namespace kbsearch::match {

/// The unknown words of a plan with the words that were matched for them, likeliest first.
std::vector<Correction> corrections(const Plan& plan);

/// Returns the query's text with the likeliest word in place of each unknown one, and all else as it was typed; empty
/// if there is nothing to correct.
std::string corrected_text(std::string_view query_text, const std::vector<Correction>& corrections, Planner& planner,
                           const std::string& language);

}  // namespace kbsearch::match
