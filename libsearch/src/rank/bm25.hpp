// The text score, term by term, over wdf that already holds field weights and length normalisation.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "store/terms.hpp"

namespace kbsearch::rank {

/// Inverse document frequency, natural log:  idf = ln(1 + (N - n + 0.5) / (n + 0.5))
///   n  documents that contain the term, 0 <= n <= N        N  documents in the index
/// Always > 0, falls as n grows. The "1 +" keeps very common terms above zero.
/// Source: Robertson & Sparck Jones 1976, in the Lucene variant; variants compared in Kamphuis et al., ECIR 2020.
inline double bm25_idf(std::uint64_t n, std::uint64_t N) {
  const auto matching = static_cast<double>(n);
  const auto all = static_cast<double>(N);
  return std::log(1.0 + (all - matching + 0.5) / (matching + 0.5));
}

/// Weight of a word asked q times:  (k3 + 1) q / (k3 + q), in [1, k3 + 1].
/// Source: Robertson & Walker 1994.
inline double query_saturation(double q, double k3) { return (k3 + 1.0) * q / (k3 + q); }

/// Share of a term's weight that its folded frequency earns:  wdf / (wdf + 16 k1), in [0, 1).
///   wdf  16 times the weighted, length-normalised frequency (index/document_builder.hpp)
/// A term's part of the score is weight * ((k1 + 1) * saturation + presence). Source: Robertson, Zaragoza & Taylor
/// 2004.
inline double saturation(double wdf, double k1) { return wdf / (wdf + store::kWdfScale * k1); }

/// The score of a term in a document that has it.
inline double term_score(double weight, double wdf, double k1, double presence) {
  return weight * ((k1 + 1.0) * saturation(wdf, k1) + presence);
}

/// What a term gets for being there at all, so that a second word counts for more than a second occurrence (the delta
/// of BM25+, Lv & Zhai 2011). Short queries need it most:  full * min(1, (words / asked)^3)
///   asked  distinct words of the query, >= 1
inline double presence(double full, std::size_t asked, std::size_t words) {
  const double share = std::min(1.0, static_cast<double>(words) / static_cast<double>(std::max<std::size_t>(asked, 1)));
  return full * share * share * share;
}

}  // namespace kbsearch::rank
