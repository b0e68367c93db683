#include "analysis/canonical_url.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

struct Case {
  const char* name;
  const char* url;
  const char* canonical;
};

class CanonicalUrl : public testing::TestWithParam<Case> {};

TEST_P(CanonicalUrl, LeavesOutWhatLeadsNowhereElse) { EXPECT_EQ(canonical_url(GetParam().url), GetParam().canonical); }

INSTANTIATE_TEST_SUITE_P(
    Table, CanonicalUrl,
    testing::Values(Case{"Scheme", "https://a.org/x", "a.org/x"}, Case{"OldScheme", "HTTP://a.org/x", "a.org/x"},
                    Case{"Host", "https://WWW.A.org/X", "a.org/X"}, Case{"Port", "https://a.org:443/x", "a.org/x"},
                    Case{"OtherPort", "https://a.org:8080/x", "a.org:8080/x"},
                    Case{"Slashes", "https://a.org/x//", "a.org/x"}, Case{"Root", "https://a.org/", "a.org"},
                    Case{"Fragment", "https://a.org/x#part", "a.org/x"},
                    Case{"Tracking", "https://a.org/x?utm_source=b&FBCLID=c", "a.org/x"},
                    Case{"Parameters", "https://a.org/x?b=2&utm_medium=m&a=1#p", "a.org/x?a=1&b=2"},
                    Case{"PercentEncoding", "https://a.org/Caf%C3%A9%2Fx%7e", "a.org/Caf\u00E9%2Fx~"},
                    Case{"NoPath", "https://a.org?id=1", "a.org?id=1"}, Case{"User", "https://u:p@a.org/x", "a.org/x"},
                    Case{"NoWeb", "mailto:a@b.org", ""}, Case{"NoHost", "https:///x", ""}, Case{"Word", "a.org/x", ""},
                    Case{"Nothing", "", ""}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch::analysis
