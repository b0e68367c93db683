#include "analysis/canonical_url.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

struct UrlCase {
  const char* name;
  const char* url;
  const char* canonical;
};

class CanonicalUrl : public testing::TestWithParam<UrlCase> {};

TEST_P(CanonicalUrl, LeavesOutWhatLeadsNowhereElse) { EXPECT_EQ(canonical_url(GetParam().url), GetParam().canonical); }

INSTANTIATE_TEST_SUITE_P(
    Table, CanonicalUrl,
    testing::Values(UrlCase{"Scheme", "https://a.org/x", "a.org/x"}, UrlCase{"OldScheme", "HTTP://a.org/x", "a.org/x"},
                    UrlCase{"Host", "https://WWW.A.org/X", "a.org/X"},
                    UrlCase{"Port", "https://a.org:443/x", "a.org/x"},
                    UrlCase{"OtherPort", "https://a.org:8080/x", "a.org:8080/x"},
                    UrlCase{"Slashes", "https://a.org/x//", "a.org/x"}, UrlCase{"Root", "https://a.org/", "a.org"},
                    UrlCase{"Fragment", "https://a.org/x#part", "a.org/x"},
                    UrlCase{"Tracking", "https://a.org/x?utm_source=b&FBCLID=c", "a.org/x"},
                    UrlCase{"Parameters", "https://a.org/x?b=2&utm_medium=m&a=1#p", "a.org/x?a=1&b=2"},
                    UrlCase{"PercentEncoding", "https://a.org/Caf%C3%A9%2Fx%7e", "a.org/Caf\u00E9%2Fx~"},
                    UrlCase{"NoPath", "https://a.org?id=1", "a.org?id=1"},
                    UrlCase{"User", "https://u:p@a.org/x", "a.org/x"}, UrlCase{"NoWeb", "mailto:a@b.org", ""},
                    UrlCase{"NoHost", "https:///x", ""}, UrlCase{"Word", "a.org/x", ""}, UrlCase{"Nothing", "", ""}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch::analysis
