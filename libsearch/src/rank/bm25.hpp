// The text score, term by term, over wdf that already holds field weights and length normalisation.
#pragma once

#include <cmath>
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
/// A term's part of the score is weight * (k1 + 1) * saturation. Source: Robertson, Zaragoza & Taylor 2004.
inline double saturation(double wdf, double k1) { return wdf / (wdf + store::kWdfScale * k1); }

}  // namespace kbsearch::rank
